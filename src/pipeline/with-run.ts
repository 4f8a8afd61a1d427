import { finishRun, startRun } from '../lineage/runs.ts';
import { runOutcome, type TableReport } from './table-report.ts';
import type { Workshop } from './workshop.ts';

/** Runs a command's work as a run with exactly one end. */
export async function withRun(
  { db, programVersion, signal }: Workshop,
  command: string,
  work: (runId: string) => Promise<readonly TableReport[]>,
): Promise<readonly TableReport[]> {
  const runId = await startRun(db, command, programVersion);
  try {
    const reports = await work(runId);
    await finishRun(db, runId, signal.aborted ? 'abort' : runOutcome(reports));
    return reports;
  } catch (error) {
    await finishRun(db, runId, signal.aborted ? 'abort' : 'fail');
    throw error;
  }
}
