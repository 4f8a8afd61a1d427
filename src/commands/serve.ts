import { once } from 'node:events';
import { EXIT } from '../errors/codes.ts';
import { startOpsServer } from '../serve/ops-server.ts';
import type { Command } from './context.ts';
import { openSite } from './open-site.ts';
import { withConnection } from './with-connection.ts';
import { openWorkshop } from './with-workshop.ts';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
}

/** Serves the site, health, readiness and metrics until the program is stopped. */
export const serve: Command<ServeOptions> = async (context, { host, port }) =>
  withConnection(context, async (connection) => {
    const workshop = await openWorkshop(context, connection);
    const pages = await openSite(context, workshop);
    const server = await startOpsServer({ ...workshop, host, port, pages });
    try {
      context.output.facts({ url: server.url }, ({ url }, page) => {
        page.line(`Serving the site at ${url}/, and ${url}/healthz, /readyz and /metrics`);
      });
      context.output.note('Stop with Ctrl-C.');
      if (!context.signal.aborted) await once(context.signal, 'abort');
    } finally {
      await server.close();
    }
    return EXIT.ok;
  });
