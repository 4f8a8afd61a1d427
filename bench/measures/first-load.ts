import { join } from 'node:path';
import { publish } from '../../src/load/publish.ts';
import { informed, judged, type Measure, median, timed } from '../measure.ts';
import { loadByCopy, loadByInserts, type PeerKeys } from '../peers/toolkit.ts';
import { type FetchedBytes, fetchSynthetic, publicationOf, type Stage } from '../stage.ts';

/** SSB's ceiling: 30 calls a minute of 800,000 cells. */
const CEILING = 400_000;

/** Repetitions of the two that are close to each other, taken in turns. */
const ROUNDS = 5;

/** 200 regions × 2 sexes × 50 ages × 40 years: 20,000 series, as in a middling municipal table. */
const SHAPE = Object.freeze({ regions: 200, ages: 50, periods: 40 });
const CELLS = 800_000;

/** One full response, bytes in memory to committed facts, against what else one might do. */
export async function measureFirstLoad(stage: Stage): Promise<readonly Measure[]> {
  const { connection } = stage;
  const warm = await fetchSynthetic(stage, { id: '90000', ...SHAPE });
  await publish(connection.pool, await publicationOf(stage, warm));
  const file = join(stage.folder, 'facts.txt');
  await stage.psql(
    `\\copy (select f.* from star.fact_observation f order by series_key, time_key) to '${file}'`,
  );
  const keys = await peerKeys(stage);

  const own: number[] = [];
  const psql: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await empty(stage);
    psql.push(
      (await timed(async () => stage.psql(`\\copy star.fact_observation from '${file}'`))).ms,
    );
    const bytes: FetchedBytes = await fetchSynthetic(stage, { id: `9001${round}`, ...SHAPE });
    await empty(stage);
    own.push(
      (await timed(async () => publish(connection.pool, await publicationOf(stage, bytes)))).ms,
    );
  }
  await empty(stage);
  const inserts = await timed(() => loadByInserts(connection.kysely, warm.data.bytes, keys));
  await empty(stage);
  const copies: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await empty(stage);
    copies.push((await timed(() => loadByCopy(connection.pool, warm.data.bytes, keys))).ms);
  }
  await empty(stage);

  const ours = median(own);
  const perSecond = CELLS / (ours / 1000);
  return [
    judged('first load, time', ours / median(psql), '×', '<= 1.15', 'psql \\copy of ready rows'),
    judged(
      'first load, speed',
      inserts.ms / ours,
      '×',
      '>= 8',
      'jsonstat-toolkit + Kysely inserts',
    ),
    judged('first load, speed', median(copies) / ours, '×', '>= 2', 'jsonstat-toolkit + text COPY'),
    judged('first load, headroom', perSecond / CEILING, '×', '>= 1', 'what SSB lets us fetch'),
    informed('first load', perSecond, 'cells/s'),
    informed('psql \\copy', CELLS / (median(psql) / 1000), 'cells/s'),
  ];
}

async function empty({ connection }: Stage): Promise<void> {
  await connection.pool.query('truncate star.fact_observation, star.fact_revision');
  await connection.pool.query('checkpoint');
}

async function peerKeys({ connection }: Stage): Promise<PeerKeys> {
  const { pool } = connection;
  const dataset = await pool.query<{ dataset_key: number; bucket: number; measure_key: number }>(
    `select dataset_key, bucket, measure_key from star.dim_dataset join star.dim_measure using (dataset_key)
     where table_id = '90000'`,
  );
  const times = await pool.query<{ code: string; time_key: number }>(
    'select code, time_key from star.dim_time',
  );
  const regions = await pool.query<{ code: string; region_key: number }>(
    'select code, region_key from star.dim_region',
  );
  const series = await pool.query<{ code: string; series_key: number }>(
    `select series_key, (select string_agg(m.code, '|' order by v.slot)
       from star.dim_variable v join star.dim_member m on m.member_key = s.members[v.slot]
       where v.dataset_key = s.dataset_key) as code
     from star.dim_series s join star.dim_dataset d using (dataset_key) where d.table_id = '90000'`,
  );
  const keyBySeries = new Map(series.rows.map((row) => [row.code, row.series_key]));
  const [first] = dataset.rows;
  return {
    datasetKey: first?.dataset_key ?? 0,
    bucket: first?.bucket ?? 0,
    measureKey: first?.measure_key ?? 0,
    seriesKey: (region, sex, age) => keyBySeries.get(`${region}|${sex}|${age}`) ?? 0,
    timeKey: new Map(times.rows.map((row) => [row.code, row.time_key])),
    regionKey: new Map(regions.rows.map((row) => [row.code, row.region_key])),
  };
}
