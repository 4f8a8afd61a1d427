import { createExchange } from '../../src/extract/exchange.ts';
import { fetchUpdated } from '../../src/extract/pxweb2/entry.ts';
import { type Rhythm, RELEASE_RHYTHM } from '../../src/config/rhythm.ts';
import { syncTable } from '../../src/pipeline/sync.ts';
import type { TableReport } from '../../src/pipeline/table-report.ts';
import { type DueWork, runDue } from '../../src/schedule/run-due.ts';
import type { VirtualClock } from '../../src/simulator/clock.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { agencyOf } from './extraction.ts';
import type { TestWorkshop } from './workshop.ts';

/** A scheduler on a virtual clock, with the simulator as SSB. */
export interface TestScheduler {
  readonly work: DueWork;
  /** Which tables wait for which rhythm; may be changed between rounds. */
  readonly rhythms: Map<string, Rhythm>;
  /** One round, now. */
  round(): Promise<readonly TableReport[]>;
  /** Rounds at every so many minutes up to an instant; gives the times at which something was fetched. */
  until(end: string, minutes: number): Promise<readonly string[]>;
}

export function testScheduler(
  opened: TestWorkshop,
  simulator: Simulator,
  clock: VirtualClock,
  tables: readonly string[],
): TestScheduler {
  const workshop = { ...opened, now: () => clock.now() };
  const source = opened.source(simulator);
  const rhythms = new Map(tables.map((table) => [table, RELEASE_RHYTHM]));
  const work: DueWork = {
    command: 'schedule',
    tables: async () =>
      [...rhythms].map(([table, rhythm]) => ({
        ref: { provider: 'ssb', table },
        rhythm,
        subject: null,
      })),
    updated: async ({ table }) => {
      const exchange = createExchange({
        ...source,
        archive: workshop.archive,
        record: async () => undefined,
        now: workshop.now,
      });
      return fetchUpdated(agencyOf(simulator), table, exchange);
    },
    mayHaveChanged: async () => true,
    sync: async (runId, ref, _lane, onDescribed) =>
      syncTable(
        workshop,
        source,
        runId,
        { ref, selection: {} },
        { dryRun: false, changes: 0 },
        () => undefined,
        onDescribed,
      ),
  };
  const round = async () => runDue(workshop, work);
  return {
    work,
    rhythms,
    round,
    until: async (end, minutes) => {
      const fetched: string[] = [];
      while (clock.now() < new Date(end)) {
        clock.advance(minutes * 60_000);
        const reports = await round();
        if (reports.length > 0) fetched.push(clock.now().toISOString().slice(0, 16));
      }
      return fetched;
    },
  };
}
