import { once } from 'node:events';
import { packageVersion } from '../config/package.ts';
import { EXIT } from '../errors/codes.ts';
import { startOpsServer } from '../serve/ops-server.ts';
import type { Command } from './context.ts';
import { withConnection } from './with-connection.ts';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
}

/** Serves health, readiness and metrics until the program is stopped. */
export const serve: Command<ServeOptions> = async (context, { host, port }) =>
  withConnection(context, async ({ pool, kysely }) => {
    const server = await startOpsServer({
      pool,
      db: kysely,
      programVersion: packageVersion(),
      now: () => new Date(),
      logger: context.logger,
      host,
      port,
    });
    try {
      context.output.facts({ url: server.url }, ({ url }, page) => {
        page.line(`Serving ${url}/healthz, /readyz and /metrics`);
      });
      context.output.note('Stop with Ctrl-C.');
      if (!context.signal.aborted) await once(context.signal, 'abort');
    } finally {
      await server.close();
    }
    return EXIT.ok;
  });
