import { once } from 'node:events';
import { schedule } from 'node-cron';

/**
 * Does some work now and at every full minute, never twice at once, until the signal is
 * aborted; then waits for the work that is going on. What is due is no matter of the alarm: a
 * minute that is missed is made up for by the next.
 *
 * @param work must not throw
 */
export async function everyMinute(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  let busy = false;
  let going: Promise<void> = Promise.resolve();
  const ring = async (): Promise<void> => {
    if (busy || signal.aborted) return;
    busy = true;
    going = work().finally(() => {
      busy = false;
    });
    await going;
  };
  const alarm = schedule('* * * * *', ring, { suppressMissedWarning: true });
  try {
    await ring();
    if (!signal.aborted) await once(signal, 'abort');
    await going;
  } finally {
    await alarm.destroy();
  }
}
