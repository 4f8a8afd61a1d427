import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { StatbankError } from '../errors/statbank-error.ts';
import { metricsPage, type MetricSources } from './metrics-page.ts';
import { readiness } from './readiness.ts';

/** What the endpoints need, and where they listen. */
export interface OpsServerOptions extends MetricSources {
  readonly logger: Logger;
  /** Only this machine can reach the default, 127.0.0.1: the endpoints ask for no password. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Answers whatever is asked for beside the endpoints; without it that is not found. */
  readonly pages?: RequestListener;
}

/** Endpoints that run until they are closed. */
export interface OpsServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const ENDPOINTS: readonly string[] = Object.freeze(['/healthz', '/readyz', '/metrics']);

const JSON_TYPE = 'application/json; charset=utf-8';

/** Who asks has no more than a path to say; whoever sends slowly keeps nobody waiting. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Serves `/healthz` (the process lives), `/readyz` (the database answers and has this program's
 * schema) and `/metrics`.
 *
 * @throws StatbankError SB_USAGE if the port cannot be listened on
 */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const { host = '127.0.0.1', port, logger } = options;
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    if (options.pages !== undefined && !ENDPOINTS.includes(pathOf(request))) {
      options.pages(request, response);
      return;
    }
    answer(request, options)
      .catch((err: unknown) => {
        logger.error(
          { err, path: request.url },
          'a question about the state could not be answered',
        );
        return { status: 500, contentType: JSON_TYPE, text: '{"status":"error"}\n' };
      })
      .then((made) => send(request, response, made))
      .catch(() => undefined);
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new StatbankError(
      'SB_USAGE',
      `${host}:${port} cannot be listened on. Choose another with --port and --host; port 0 takes a free one.`,
      { context: { host, port }, cause },
    );
  }
  const { address, port: taken, family } = server.address() as AddressInfo;
  return Object.freeze({
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

async function answer(request: IncomingMessage, options: OpsServerOptions): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return json(405, { status: 'GET only' });
  switch (pathOf(request)) {
    case '/healthz':
      return json(200, { status: 'ok', version: options.programVersion });
    case '/readyz': {
      const { ready, reason } = await readiness(options.pool);
      return json(ready ? 200 : 503, { status: ready ? 'ok' : 'not ready', reason });
    }
    case '/metrics': {
      const page = await metricsPage(options, (err) =>
        options.logger.warn({ err }, 'the database gave no metrics'),
      );
      return { status: 200, ...page };
    }
    default:
      return json(404, { status: 'not found', paths: ENDPOINTS });
  }
}

function pathOf({ url }: IncomingMessage): string {
  return url?.split('?', 1)[0] ?? '';
}

function json(status: number, facts: object): Answer {
  return { status, contentType: JSON_TYPE, text: `${JSON.stringify(facts)}\n` };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, text }: Answer,
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}
