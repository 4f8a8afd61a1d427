import { setInterval as everySoOften, setTimeout as sleep } from 'node:timers/promises';
import { renewLease } from '../lineage/leases.ts';
import { endOrphans } from '../lineage/orphans.ts';
import { processIdentity } from '../lineage/process-identity.ts';
import { finishRun, type Person, type Run, type RunOutcome, startRun } from '../lineage/runs.ts';
import { durable } from '../load/steps.ts';
import { asStatbankError, runOutcome, type TableReport } from './table-report.ts';
import type { Workshop } from './workshop.ts';

/**
 * How long a process may be silent before others take over: longer than the database takes
 * to restart, and short enough that a release is not missed because a machine died.
 */
const LEASE_SECONDS = 60;

/** Three renewals may fail before the lease is lost. */
const RENEWALS_A_LEASE = 4;

/**
 * Runs a command's work as a run with exactly one end. First the runs of processes that
 * are gone are ended; then this one holds a lease, without which nothing is published.
 *
 * @param person whose decision the run carries out, if it does
 */
export async function withRun(
  workshop: Workshop,
  command: string,
  work: (runId: string) => Promise<readonly TableReport[]>,
  person: Person | null = null,
): Promise<readonly TableReport[]> {
  const { db, logger, programVersion, signal } = workshop;
  const seconds = workshop.leaseSeconds ?? LEASE_SECONDS;
  const identity = await processIdentity();
  const orphans = await durable(workshop, 'end-orphans', async () => endOrphans(db, identity));
  if (orphans.length > 0) logger.warn({ orphans }, 'ended the runs of processes that are gone');
  const run = await durable(workshop, 'begin-run', async () =>
    startRun(db, command, programVersion, identity, seconds, person),
  );
  const stopRenewing = keepRenewing(workshop, run, seconds);
  const finish = async (outcome: RunOutcome): Promise<void> =>
    durable(workshop, 'end-run', async () => finishRun(db, run, outcome));
  try {
    const reports = await work(run.runId);
    await finish(signal.aborted ? 'abort' : runOutcome(reports));
    return reports;
  } catch (error) {
    const stopped = signal.aborted || asStatbankError(error).code === 'SB_LEASE_LOST';
    await finish(stopped ? 'abort' : 'fail');
    throw error;
  } finally {
    await stopRenewing();
  }
}

/**
 * Renews a run's lease until it is told to stop, or the lease is lost. A database that has not
 * answered for as long as the lease lasts is given up: the wire may be dead without either
 * end knowing, and a run that waits for it would wait for ever.
 */
function keepRenewing(
  { db, logger, abandon }: Workshop,
  { runId, lease }: Run,
  seconds: number,
): () => Promise<void> {
  const stop = new AbortController();
  const pause = (seconds * 1000) / RENEWALS_A_LEASE;
  const renewing = (async () => {
    const options = { signal: stop.signal, ref: false };
    let answered = performance.now();
    for await (const _ of everySoOften(pause, undefined, options)) {
      const answer = await Promise.race([
        renewLease(db, lease).then((held) => (held ? 'held' : 'lost')),
        sleep(pause, 'no answer', options),
      ]).catch((error: unknown) => (stop.signal.aborted ? 'held' : error));
      if (answer === 'held') {
        answered = performance.now();
      } else if (answer === 'lost') {
        logger.error({ runId }, 'the lease of the run was lost: it publishes nothing more');
        return;
      } else if (performance.now() - answered > seconds * 1000) {
        logger.error({ runId }, 'the database is silent: its connections are given up');
        abandon?.();
        return;
      } else {
        logger.warn({ err: answer, runId }, 'the lease of the run could not be renewed');
      }
    }
  })().catch(() => undefined);
  return async () => {
    stop.abort();
    await renewing;
  };
}
