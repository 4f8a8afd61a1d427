import { setTimeout as sleep } from 'node:timers/promises';
import { paceSeconds } from '../../src/extract/budget/call-budget.ts';
import { busiestWindow } from '../../src/simulator/request-log.ts';
import { informed, judged, type Measure } from '../measure.ts';
import { type Night, openNights, UNPACED } from '../night/nights.ts';
import type { Stage } from '../stage.ts';

/**
 * SSB's calls a minute within twenty seconds: three times as hard as the real thing, where the
 * same work has three times as long to hide in the waiting.
 */
const RATE = Object.freeze({ calls: 30, windowSeconds: 20 });

/** What nights of unattended operation cost. */
export async function measureNight(stage: Stage): Promise<readonly Measure[]> {
  return [...(await measureQuietNight(stage)), ...(await measureBusyNight(stage))];
}

/** 500 tables in the catalogue of which the source has published none since the last night. */
async function measureQuietNight(stage: Stage): Promise<readonly Measure[]> {
  const nights = await openNights(
    stage,
    { first: 91_000, count: 500 },
    { regions: 3, ages: 2, periods: 4 },
  );
  const { requests, runs } = await nights.night(1, UNPACED);
  const cpu = runs[0]?.cpuSeconds ?? Number.NaN;
  return [
    judged('500 tables with nothing new, calls', requests.length, 'calls', '<= 5'),
    judged('500 tables with nothing new, CPU of the program', cpu, 's', '<= 3'),
  ];
}

const COUNT = 100;

/** 100 tables of 50,000 cells that were all published anew, first by one scheduler, then by two. */
async function measureBusyNight(stage: Stage): Promise<readonly Measure[]> {
  const nights = await openNights(
    stage,
    { first: 92_000, count: COUNT },
    { regions: 100, ages: 10, periods: 25 },
  );
  nights.publishAll();
  await unusedWindow();
  const alone = await nights.night(1, RATE);
  nights.publishAll();
  await unusedWindow();
  const together = await nights.night(2, RATE);
  for (const { fetched } of [alone, together]) {
    if (new Set(fetched).size !== COUNT) throw new Error(`${fetched.length} of ${COUNT} fetched`);
  }
  const dictated = paceSeconds(alone.requests.length, RATE);
  const twice = together.fetched.length - new Set(together.fetched).size;
  const busiest = busiestWindow([...alone.requests, ...together.requests], RATE.windowSeconds);
  return [
    judged(
      `${COUNT} changed tables, time`,
      alone.wallSeconds / dictated,
      '×',
      '<= 1.1',
      'the budget alone',
    ),
    informed(`${COUNT} changed tables, calls`, alone.requests.length, 'calls'),
    judged(`${COUNT} changed tables, busiest window`, busiest, 'calls', `<= ${RATE.calls}`),
    judged('two schedulers, calls', work(together) / work(alone), '×', '<= 1', 'one'),
    judged('two schedulers, tables fetched twice', twice, 'tables', '<= 0'),
    // The clocks of two runs never agree to the second.
    judged('two schedulers, time', together.wallSeconds / alone.wallSeconds, '×', '<= 1.05', 'one'),
  ];
}

/** A night begins hours after the last call; what came just before would count as the budget's own time. */
async function unusedWindow(): Promise<void> {
  await sleep(RATE.windowSeconds * 1000 + 1000);
}

/** Calls that were made for tables: every process asks once what the source allows. */
function work({ requests }: Night): number {
  return requests.filter(({ kind }) => kind !== 'config').length;
}
