import { EXIT } from '../errors/codes.ts';
import { counted } from './text-table.ts';
import { startOpsServer } from '../serve/ops-server.ts';
import { everyMinute } from '../schedule/alarm.ts';
import type { Command } from './context.ts';
import { syncDue } from './due-work.ts';
import { shipAfterwards } from './lineage.ts';
import { openSite } from './open-site.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ScheduleOptions {
  readonly host: string;
  /** Where the site, health and metrics are served; nowhere if not given. */
  readonly port?: number;
}

/**
 * Does what is due, minute by minute, until it is stopped. Trouble is logged and the next
 * minute tries again; only what keeps it from starting ends it. Stopped while nothing is going
 * on it ends with 0; stopped while a table is fetched it gives the table back and ends with 130.
 */
export const schedule: Command<ScheduleOptions> = async (context, { host, port }) =>
  withWorkshop(context, async (workshop) => {
    const { logger, output, signal } = context;
    // A wrong catalogue should be seen by whoever starts this, not found in a log the next day.
    const { entries } = await context.catalogue();
    output.note(
      `Scheduling ${counted(entries.length, 'entry', 'entries')} of the catalogue. Stop with Ctrl-C.`,
    );
    const server =
      port === undefined
        ? null
        : await startOpsServer({
            ...workshop,
            host,
            port,
            pages: await openSite(context, workshop),
          });
    if (server !== null)
      output.note(`Serving the site at ${server.url}/, and /healthz, /readyz and /metrics`);
    let interrupted = false;
    try {
      await everyMinute(signal, async () => {
        try {
          await syncDue(context, workshop, 'schedule');
          await shipAfterwards(context, workshop);
        } catch (err) {
          if (signal.aborted) interrupted = true;
          else logger.error({ err }, 'the schedule was disturbed; it goes on in a minute');
        }
      });
    } finally {
      await server?.close();
    }
    return interrupted ? EXIT.interrupted : EXIT.ok;
  });
