import { sql } from 'kysely';
import type { ReadDb } from '../../postgres/read-db.ts';
import type { TableFacts } from './table.ts';

/** One period of a series. */
export interface SeriesPoint {
  readonly period: string;
  readonly sortKey: string;
  /** Plain decimal; null where only a symbol stands. */
  readonly value: string | null;
  readonly symbol: string;
  /** What the symbol means; null where the source does not say. */
  readonly meaningNo: string | null;
  readonly meaningEn: string | null;
  readonly unitNo: string | null;
  readonly unitEn: string | null;
  readonly decimals: number | null;
  /** The vintage that brought the number. */
  readonly vintage: number;
}

/**
 * The series of a table at a code of each variable other than time, oldest period first; empty
 * where the table has no such cells.
 */
export async function readSeries(
  db: ReadDb,
  { datasetKey, variables }: Pick<TableFacts, 'datasetKey' | 'variables'>,
  codes: ReadonlyMap<string, string>,
): Promise<readonly SeriesPoint[]> {
  const members = variables
    .filter(({ role }) => role !== 'time' && role !== 'metric')
    .map(({ code }) => ({ variable: code, code: codes.get(code) ?? '' }));
  const metric = variables.find(({ role }) => role === 'metric');
  const measure = metric === undefined ? null : (codes.get(metric.code) ?? '');
  const { rows } = await sql<SeriesPoint>`
    with chosen as (
      select m.member_key, v.slot
      from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as c (variable text, code text)
      join star.dim_variable as v on v.dataset_key = ${datasetKey} and v.code = c.variable
      join star.dim_member as m on m.variable_key = v.variable_key and m.code = c.code
    ), series as (
      select s.series_key
      from star.dim_series as s
      join star.dim_measure as measure on measure.measure_key = s.measure_key
      where s.dataset_key = ${datasetKey}
        and (${measure}::text is null or measure.code = ${measure})
        and (select count(*) from chosen) = ${members.length}
        and not exists (
          select from chosen where s.members[chosen.slot] is distinct from chosen.member_key)
      limit 1
    )
    select t.code as period, t.sort_key as "sortKey", f.value::text as value, st.symbol,
      st.meaning_no as "meaningNo", st.meaning_en as "meaningEn", m.unit_no as "unitNo", m.unit_en as "unitEn", m.decimals, f.v_from as vintage
    from star.dim_dataset as d
    cross join series
    join star.fact_observation as f
      on f.bucket = d.bucket and f.dataset_key = d.dataset_key and f.series_key = series.series_key
    join star.dim_time as t on t.time_key = f.time_key
    join star.dim_measure as m on m.measure_key = f.measure_key
    join star.dim_status as st on st.status_key = f.status_key
    where d.dataset_key = ${datasetKey}
    order by t.sort_key, t.code`.execute(db);
  return rows;
}
