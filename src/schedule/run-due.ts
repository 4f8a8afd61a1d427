import { readRhythm, RELEASE_RHYTHM } from '../config/rhythm.ts';
import { endOrphans } from '../lineage/orphans.ts';
import { processIdentity } from '../lineage/process-identity.ts';
import type { Lane } from '../extract/budget/call-budget.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { TableDescription, TableRef } from '../transform/table.ts';
import {
  type ClaimedTable,
  claimDue,
  countDue,
  laneOf,
  releaseClaims,
  settleClaim,
} from './claims.ts';
import { nextDue } from './next-due.ts';
import { alignSchedule, type ScheduledTable } from './register.ts';
import { outsideBusyQuarter } from './release-clock.ts';

/** What the schedule has done for it. */
export interface DueWork {
  /** Name of the runs that it makes. */
  readonly command: string;
  /** All tables of the catalogue. */
  readonly tables: () => Promise<readonly ScheduledTable[]>;
  /** When the source last changed a table, by one call; null where it does not say. */
  readonly updated: (ref: TableRef, lane: Lane) => Promise<Date | null>;
  /** Whether a nightly look has to fetch a table. */
  readonly mayHaveChanged: (ref: TableRef) => Promise<boolean>;
  /** Fetches and publishes a table; a failure is a report. */
  readonly sync: (
    runId: string,
    ref: TableRef,
    lane: Lane,
    onDescribed: (description: TableDescription) => void,
  ) => Promise<TableReport>;
}

/**
 * Does once whatever is due: brings the schedule up to the catalogue, claims one due table
 * after the other, and gives each its next time. Any number of processes may do this at once:
 * they share the tables between them. In the busy quarter around a release nothing is begun.
 *
 * @returns what became of each table that was fetched
 */
export async function runDue(workshop: Workshop, work: DueWork): Promise<readonly TableReport[]> {
  const { db, now, logger } = workshop;
  const orphans = await endOrphans(db, await processIdentity());
  if (orphans.length > 0) logger.warn({ orphans }, 'ended the runs of processes that are gone');
  if (outsideBusyQuarter(now()) > now()) return [];
  await alignSchedule(db, await work.tables(), now());
  if ((await countDue(db, now())) === 0) return [];
  return withRun(workshop, work.command, async (runId) => {
    const reports: TableReport[] = [];
    try {
      for (;;) {
        workshop.signal.throwIfAborted();
        const claimed = await claimDue(db, runId, now());
        if (claimed === null) return reports;
        const report = await runClaimed(workshop, work, runId, claimed);
        if (report !== null) reports.push(report);
      }
    } finally {
      await releaseClaims(db, runId);
    }
  });
}

async function runClaimed(
  workshop: Workshop,
  work: DueWork,
  runId: string,
  claimed: ClaimedTable,
): Promise<TableReport | null> {
  const { db, now, logger } = workshop;
  const { ref, reason, awaitedRelease, polls } = claimed;
  const lane = laneOf(reason);
  let updated: Date | null = null;
  let { nextUpdate } = claimed;
  let report: TableReport | null = null;
  if (await needsFetch(workshop, work, claimed)) {
    report = await work.sync(runId, ref, lane, (description) => {
      updated = description.updated === null ? null : new Date(description.updated);
      nextUpdate = description.nextUpdate === null ? null : new Date(description.nextUpdate);
    });
  }
  const rhythm = readRhythm(claimed.rhythm) ?? RELEASE_RHYTHM;
  const next = nextDue(rhythm, { updated, nextUpdate, awaitedRelease, polls }, now());
  await settleClaim(db, runId, claimed, next, nextUpdate);
  logger.info(
    {
      runId,
      table: `${ref.provider}:${ref.table}`,
      due: reason,
      next: next.dueAt,
      for: next.reason,
    },
    report === null ? 'looked' : report.outcome,
  );
  return report;
}

/** Whether a table is worth its calls: an awaited release must have come, by night something must have changed. */
async function needsFetch(
  { logger }: Workshop,
  work: DueWork,
  { ref, reason, awaitedRelease }: ClaimedTable,
): Promise<boolean> {
  if (reason === 'nightly') return work.mayHaveChanged(ref);
  if (awaitedRelease === null) return true;
  try {
    const updated = await work.updated(ref, 'release');
    return updated === null || updated >= awaitedRelease;
  } catch (err) {
    // The fetch meets the same trouble, and keeps it as the table's outcome.
    logger.warn(
      { err, table: `${ref.provider}:${ref.table}` },
      'the release could not be looked for',
    );
    return true;
  }
}
