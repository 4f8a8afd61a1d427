import type { Source } from '../../src/pipeline/fetch-table.ts';
import { syncTable } from '../../src/pipeline/sync.ts';
import type { TableReport } from '../../src/pipeline/table-report.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import { type VirtualClock, virtualClock } from '../../src/simulator/clock.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { exampleSimulator } from './simulator.ts';
import type { TestWorkshop } from './workshop.ts';

/** A simulator and a workshop on one clock, where waiting moves the clock. */
export interface Night {
  readonly clock: VirtualClock;
  readonly simulator: Simulator;
  readonly workshop: TestWorkshop;
  /** Seconds of each wait so far. */
  readonly waits: readonly number[];
  readonly source: Source;
  sync(table: string, source?: Source): Promise<TableReport>;
}

/** Begins at 22:00 in Oslo on a Monday, long after the release of the day. */
export async function startNight(
  workshop: TestWorkshop,
  options: Partial<SimulatorOptions> = {},
): Promise<Night> {
  const clock = virtualClock('2026-10-05T20:00:00Z');
  const simulator = await exampleSimulator({ clock, ...options });
  const waits: number[] = [];
  const onClock: TestWorkshop = { ...workshop, now: () => clock.now() };
  const source: Source = {
    ...workshop.source(simulator),
    sleep: async (ms) => {
      waits.push(ms / 1000);
      clock.advance(ms);
    },
  };
  return {
    clock,
    simulator,
    workshop: onClock,
    waits,
    source,
    sync: async (table, used = source) => {
      const target = { ref: { provider: 'ssb', table }, selection: {} };
      const mode = { dryRun: false, changes: 10 };
      const [report] = await withRun(onClock, 'sync', async (runId) => [
        await syncTable(onClock, used, runId, target, mode, () => undefined),
      ]);
      if (report === undefined) throw new Error('A sync gives a report.');
      return report;
    },
  };
}
