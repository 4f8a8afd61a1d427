import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { busiestWindow } from '../../src/simulator/request-log.ts';
import { syntheticTable, type SyntheticShape } from '../../src/simulator/table/synthetic.ts';
import { informed, judged, type Measure, median, timed } from '../measure.ts';
import { runProgram } from '../night/program-run.ts';
import type { Stage } from '../stage.ts';

/** All tables of SSB's catalogue, discontinued ones included; `--tables=N` for fewer. */
const TABLES = 7795;

/** SSB's calls a minute within one second: sixty times as fast as they may be made. */
const RATE = Object.freeze({ calls: 30, windowSeconds: 1 });
const MINUTE = 60;

/** What the nightly lane may use of it: the rest is left to people and to releases. */
const NIGHTLY_CALLS = 28;

/** The arithmetic of docs/scale.md: entry, metadata in two languages, and a response for so many cells. */
function callsFor(cells: number): number {
  return 3 + Math.ceil(cells / 800_000);
}

/**
 * Sizes as catalogues have them: most tables are small, few are huge. A Pareto distribution of
 * exponent one, from 1,000 to 3,000,000 cells, has 8,000 on average.
 */
const SMALLEST = 1000;
const LARGEST = 3_000_000;

const RUNS = 5;

/** A whole catalogue into an empty database with one line of configuration, and the night after that. */
export async function measureMirror(stage: Stage): Promise<readonly Measure[]> {
  const asked = process.argv.find((word) => word.startsWith('--tables='));
  const count = Number(asked?.slice('--tables='.length) ?? TABLES);
  const shapes = Array.from({ length: count }, (_, place) => shapeOf(place, count));
  for (const shape of shapes) stage.simulator.add(syntheticTable(shape));
  const catalogue = join(stage.folder, 'mirror.yaml');
  await writeFile(
    catalogue,
    `providers:
  ssb: { kind: pxweb2, calls: ${RATE.calls}, window_seconds: ${RATE.windowSeconds} }
tables:
  - subject: xx
`,
  );
  const run = async (...words: readonly string[]) =>
    runProgram(words, {
      DATABASE_URL: stage.databaseUrl,
      STATBANK_HOME: stage.folder,
      STATBANK_CATALOGUE: catalogue,
      STATBANK_SSB_URL: stage.simulator.url,
    });

  const mirrored = await run('sync');
  const requests = stage.simulator.requests.slice();
  const cells = shapes.reduce((sum, shape) => sum + cellsOf(shape), 0);
  const expected = shapes.reduce((sum, shape) => sum + callsFor(cellsOf(shape)), 0);
  const dictated = (requests.length / NIGHTLY_CALLS) * MINUTE;
  const { rows } = await stage.connection.pool.query<{ tables: number; cells: number }>(
    `select count(*)::int as tables, sum(cells)::float8 as cells from mart.vintages`,
  );
  const next = await run('sync');
  const status = await run('status', '--json');
  return [
    informed('mirror', count, 'tables'),
    informed('mirror', cells, 'cells'),
    judged('mirror, tables published', rows[0]?.tables ?? 0, 'tables', `>= ${count}`),
    judged('mirror, cells published', rows[0]?.cells ?? 0, 'cells', `>= ${cells}`),
    informed('mirror, calls', requests.length, 'calls'),
    judged('mirror, calls', requests.length / expected, '×', '<= 1.01', 'what docs/scale.md says'),
    judged(
      'mirror, busiest window',
      busiestWindow(requests, RATE.windowSeconds),
      'calls',
      `<= ${RATE.calls}`,
    ),
    informed('mirror, time', mirrored.wallSeconds / 60, 'minutes'),
    judged(
      'mirror, time',
      mirrored.wallSeconds / dictated,
      '×',
      '<= 0.1',
      'what its calls take at 28 a minute',
    ),
    informed('mirror, CPU of the program', mirrored.cpuSeconds / count, 's a table'),
    judged('mirror, peak memory', mirrored.peakBytes / 2 ** 20, 'MB', '<= 400'),
    judged(
      'the night after, calls',
      stage.simulator.requests.length - requests.length,
      'calls',
      '<= 10',
    ),
    informed('the night after, time', next.wallSeconds, 's'),
    informed('statbank status', status.wallSeconds, 's'),
    ...(await whatToolsList(stage)),
  ];
}

/** Tools ask for lists of everything when they connect; people search. */
async function whatToolsList({ connection }: Stage): Promise<readonly Measure[]> {
  const questions = Object.entries({
    'list of tables': 'select * from mart.tables',
    'list of keys': 'select * from mart.keys',
    'list of relationships': 'select * from mart.relationships',
    'columns of all views': `select count(*) from information_schema.columns where table_schema = 'mart'`,
    'one table': `select sum(verdi) from mart.ssb_20000`,
  });
  const lines: Measure[] = [];
  for (const [name, sql] of questions) {
    const times: number[] = [];
    for (let runs = 0; runs < RUNS; runs += 1) {
      times.push((await timed(async () => connection.pool.query(sql))).ms);
    }
    lines.push(informed(`mirror, ${name}`, median(times), 'ms'));
  }
  return lines;
}

function shapeOf(place: number, count: number): SyntheticShape {
  // Neighbours in the catalogue differ in size: the large ones do not come in a row.
  const rank = ((place * 7919) % count) + 0.5;
  const cells = Math.min(LARGEST, (SMALLEST * count) / rank);
  const periods = cells < 10_000 ? 10 : 25;
  const regions = Math.max(1, Math.min(357, Math.round(cells / periods / 10)));
  const ages = Math.max(1, Math.round(cells / periods / regions / 2));
  return { id: String(20_000 + place), regions, ages, periods, seed: place + 1 };
}

function cellsOf({ regions, ages, periods }: SyntheticShape): number {
  return regions * 2 * ages * periods;
}
