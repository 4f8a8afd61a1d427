import { EXIT } from '../errors/codes.ts';
import { counted } from './text-table.ts';
import { everyMinute } from '../schedule/alarm.ts';
import type { Command } from './context.ts';
import { syncDue } from './due-work.ts';
import { withWorkshop } from './with-workshop.ts';

/**
 * Does what is due, minute by minute, until it is stopped. Trouble is logged and the next
 * minute tries again; only what keeps it from starting ends it. Stopped while nothing is going
 * on it ends with 0; stopped while a table is fetched it gives the table back and ends with 130.
 */
export const schedule: Command<object> = async (context) =>
  withWorkshop(context, async (workshop) => {
    const { logger, output, signal } = context;
    // A wrong catalogue should be seen by whoever starts this, not found in a log the next day.
    const { entries } = await context.catalogue();
    output.note(
      `Scheduling ${counted(entries.length, 'entry', 'entries')} of the catalogue. Stop with Ctrl-C.`,
    );
    let interrupted = false;
    await everyMinute(signal, async () => {
      try {
        await syncDue(context, workshop, 'schedule');
      } catch (err) {
        if (signal.aborted) interrupted = true;
        else logger.error({ err }, 'the schedule was disturbed; it goes on in a minute');
      }
    });
    return interrupted ? EXIT.interrupted : EXIT.ok;
  });
