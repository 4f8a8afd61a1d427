import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';

import axios, { AxiosHeaders } from 'axios';

import { StatbankError } from '../../errors/statbank-error.ts';
import type { SourceRequest } from '../provider.ts';
import { collectBody } from './collect.ts';
import { ACCEPT_ENCODING, decodeBody, type DecodedBody } from './decode.ts';
import { httpFault, transportFault } from './fault.ts';
import type { ResponseHeaders } from './headers.ts';

/** One response as it came, of any status. Where `undecodable` is set, the bytes are still encoded. */
export interface HttpResponse extends DecodedBody {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** When its headers were here, as `performance.now()` tells. */
  readonly heardAt: number;
}

/** Sends one request and gives back whatever was answered. Follows nothing, retries nothing. */
export interface HttpClient {
  send(request: SourceRequest, signal?: AbortSignal): Promise<HttpResponse>;
  /** Closes idle connections. */
  close(): void;
}

export interface HttpClientOptions {
  /** As from `userAgent`. */
  readonly userAgent: string;
  /** Sent as the Authorization header; a secret. */
  readonly authorization?: string;
  /** Longest silence on the connection, connecting included. */
  readonly idleTimeoutMs?: number;
  /** Longest time from sending to the last byte. */
  readonly totalTimeoutMs?: number;
  /** Most bytes of a body, both as sent and decoded. */
  readonly maxBytes?: number;
}

/** SSB's gateway gives up on its own server after 60 s; waiting longer hears nothing new. */
const IDLE_TIMEOUT_MS = 65_000;

/** 800,000 cells are 6 to 20 MB: five minutes let a line of half a megabit carry them. */
const TOTAL_TIMEOUT_MS = 300_000;

/**
 * Ten times the largest body that 800,000 cells can make. Node also limits a string, which
 * the body becomes when it is parsed, to 512 MiB.
 */
const MAX_BYTES = 256 * 1024 * 1024;

/** `statbank-etl/1.2.3 (+https://example.no/contact)`: lets an agency write before it blocks. */
export function userAgent(version: string, contact: string | null): string {
  const name = `statbank-etl/${version}`;
  // Header text is visible ASCII; anything else would be refused by Node, far from the setting.
  const reachable = contact?.replaceAll(/[^\x20-\x7e]|[()]/g, '').trim() ?? '';
  return reachable === '' ? name : `${name} (+${reachable})`;
}

function plainHeaders(headers: unknown): ResponseHeaders {
  const plain: Record<string, string> = {};
  if (headers instanceof AxiosHeaders) {
    for (const [name, value] of headers) {
      plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
    }
  }
  return plain;
}

function announcedLength(headers: ResponseHeaders): number | null {
  const stated = headers['content-length'];
  return stated !== undefined && /^\d{1,15}$/.test(stated) ? Number(stated) : null;
}

/** Creates a client with its own pool of connections. Proxies are taken from the environment. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const idleTimeoutMs = options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
  const totalTimeoutMs = options.totalTimeoutMs ?? TOTAL_TIMEOUT_MS;
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  // The agent's timeout starts with the socket, so it also ends a connect that hangs.
  const httpAgent = new HttpAgent({ keepAlive: true, timeout: idleTimeoutMs });
  const httpsAgent = new HttpsAgent({ keepAlive: true, timeout: idleTimeoutMs });
  const instance = axios.create({
    httpAgent,
    httpsAgent,
    // Collected here, so that what came before a connection broke off is not lost.
    responseType: 'stream',
    // Decoded here instead: axios takes a gzip stream that was cut short for a whole one.
    decompress: false,
    maxRedirects: 0,
    timeout: idleTimeoutMs,
    transitional: { clarifyTimeoutError: true },
    validateStatus: () => true,
    headers: {
      Accept: 'application/json',
      'Accept-Encoding': ACCEPT_ENCODING,
      'User-Agent': options.userAgent,
      ...(options.authorization === undefined ? {} : { Authorization: options.authorization }),
    },
  });

  async function send(request: SourceRequest, signal?: AbortSignal): Promise<HttpResponse> {
    const deadline = AbortSignal.timeout(totalTimeoutMs);
    const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
    try {
      const answer = await instance.request<Readable>({
        method: request.method,
        url: request.url,
        data: request.body ?? undefined,
        headers: request.body === null ? {} : { 'Content-Type': 'application/json' },
        signal: stop,
      });
      const heardAt = performance.now();
      const headers = plainHeaders(answer.headers);
      const { bytes, cutShort } = await collectBody(answer.data, {
        maxBytes,
        announced: announcedLength(headers),
        idleTimeoutMs,
        signal: stop,
      });
      const body =
        cutShort === null
          ? await decodeBody(bytes, headers['content-encoding'], maxBytes)
          : { bytes, undecodable: cutShort };
      return { status: answer.status, headers, heardAt, ...body };
    } catch (error) {
      if (signal?.aborted === true) {
        throw new StatbankError('SB_INTERRUPTED', 'Stopped while waiting for the source.', {
          cause: error,
        });
      }
      throw deadline.aborted
        ? httpFault('SB_HTTP_TIMEOUT', request, error)
        : transportFault(request, error);
    }
  }

  return {
    send,
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
