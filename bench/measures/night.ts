import { paceSeconds } from '../../src/extract/budget/call-budget.ts';
import { busiestWindow } from '../../src/simulator/request-log.ts';
import { informed, judged, type Measure } from '../measure.ts';
import { openNights, UNPACED } from '../night/nights.ts';
import type { Stage } from '../stage.ts';

/**
 * SSB's calls a minute within ten seconds: six times as hard as the real thing, where the same
 * work has six times as long to hide in the waiting.
 */
const RATE = Object.freeze({ calls: 30, windowSeconds: 10 });

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

/** 100 tables of 50,000 cells that were all published anew, first by one scheduler, then by two. */
async function measureBusyNight(stage: Stage): Promise<readonly Measure[]> {
  const nights = await openNights(
    stage,
    { first: 92_000, count: 100 },
    { regions: 100, ages: 10, periods: 25 },
  );
  nights.publishAll();
  const alone = await nights.night(1, RATE);
  nights.publishAll();
  const together = await nights.night(2, RATE);
  const dictated = paceSeconds(alone.requests.length, RATE);
  const twice = together.fetched.length - new Set(together.fetched).size;
  const busiest = busiestWindow([...alone.requests, ...together.requests], RATE.windowSeconds);
  return [
    judged(
      '100 changed tables, time',
      alone.wallSeconds / dictated,
      '×',
      '<= 1.1',
      'the budget alone',
    ),
    informed('100 changed tables, calls', alone.requests.length, 'calls'),
    judged('100 changed tables, busiest window', busiest, 'calls', `<= ${RATE.calls}`),
    judged(
      'two schedulers, calls',
      together.requests.length / alone.requests.length,
      '×',
      '<= 1',
      'one',
    ),
    judged('two schedulers, tables fetched twice', twice, 'tables', '<= 0'),
    judged('two schedulers, time', together.wallSeconds / alone.wallSeconds, '×', '<= 1', 'one'),
  ];
}
