import { publish } from '../../src/load/publish.ts';
import { judged, type Measure } from '../measure.ts';
import { fetchSynthetic, publicationOf, type Stage } from '../stage.ts';

/** Six and a half full responses: the five million facts at which size is judged. */
const TABLES = 7;

/** Disk that a current fact takes, all indexes included. */
export async function measureSize(stage: Stage): Promise<readonly Measure[]> {
  const { pool } = stage.connection;
  for (let table = 0; table < TABLES; table += 1) {
    const shape = { id: `9020${table}`, regions: 190, ages: 50, periods: 40, seed: table + 1 };
    await publish(pool, await publicationOf(stage, await fetchSynthetic(stage, shape)));
  }
  const { rows } = await pool.query<{ facts: number; bytes: number }>(
    `select (select count(*) from star.fact_observation) as facts,
       sum(pg_total_relation_size(inhrelid))::bigint as bytes
     from pg_inherits where inhparent = 'star.fact_observation'::regclass`,
  );
  const { facts = 0, bytes = 0 } = rows[0] ?? {};
  return [judged(`disk per current fact at ${facts} facts`, bytes / facts, 'bytes', '<= 100')];
}
