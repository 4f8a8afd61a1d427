import pg from 'pg';
import { publish } from '../../src/load/publish.ts';
import { informed, judged, type Measure, median, timed } from '../measure.ts';
import { questions } from '../queries/questions.ts';
import { fetchSynthetic, publicationOf, type Stage } from '../stage.ts';

/** Facts of all tables if no other number is asked for; each table has 795,000. */
const FACTS = 30_000_000;

/** The largest that comes in one response: 150 places, 2 sexes, 106 ages, 25 years. */
const SHAPE = Object.freeze({ regions: 150, ages: 106, periods: 25 });
const CELLS = SHAPE.regions * 2 * SHAPE.ages * SHAPE.periods;

const RUNS = 5;

/** Questions of BI tools with a reader's rights and two workers; `--facts=N` facts are there in all. */
export async function measureQueries(stage: Stage): Promise<readonly Measure[]> {
  const asked = process.argv.find((word) => word.startsWith('--facts='))?.slice('--facts='.length);
  const tables = Math.max(2, Math.round(Number(asked ?? FACTS) / CELLS));
  const { pool } = stage.connection;
  for (let table = 0; table < tables; table += 1) {
    const shape = { ...SHAPE, id: String(91_000 + table), seed: table + 1 };
    await publish(pool, await publicationOf(stage, await fetchSynthetic(stage, shape)));
  }
  const again = await fetchSynthetic(stage, {
    ...SHAPE,
    id: '91000',
    seed: 1,
    confidentialEvery: 100,
  });
  await publish(pool, await publicationOf(stage, again));
  await stage.psql('vacuum analyze');
  const lines: Measure[] = [informed('facts of all tables', tables * CELLS, 'facts')];
  const client = new pg.Client({ connectionString: stage.databaseUrl });
  await client.connect();
  try {
    await client.query('set role statbank_reader; set max_parallel_workers_per_gather = 2');
    for (const { name, sql, target } of questions('ssb_91000', 'ssb_91001', '2025')) {
      // Pages and the catalogue's entries come into memory with the first question, whoever asks it.
      await client.query(sql);
      const times: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const { ms, result } = await timed(async () => client.query(sql));
        if (result.rows.length === 0) throw new Error(`No answer to "${name}".`);
        times.push(ms);
      }
      const ms = median(times);
      lines.push(
        target === null ? informed(name, ms, 'ms') : judged(name, ms, 'ms', `<= ${target}`),
      );
    }
  } finally {
    await client.end();
  }
  return lines;
}
