import { sql } from 'kysely';
import type { ReadDb } from '../postgres/read-db.ts';
import type { FoundCell } from '../transform/claims/take-cells.ts';
import type { BoundTable } from './bound-table.ts';

/** Keys by what they are keys of. */
export interface CellKeys {
  /** By slot of the variable. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  /** Null: the binding names none. */
  readonly measures: readonly number[] | null;
  /** Period codes; null: every period. */
  readonly periods: readonly string[] | null;
}

/**
 * A sum of all ages, both sexes and some years is some hundred cells; more is a binding that forgot
 * a variable. Cut off are the oldest periods: the newest is never missed.
 */
const MOST_CELLS = 20_000;

/** The cells of a table's vintage that have these keys, the newest period first. */
export async function findCells(
  db: ReadDb,
  { datasetKey, bucket, vintage }: BoundTable,
  { members, measures, periods }: CellKeys,
): Promise<readonly FoundCell[]> {
  const ofMembers = [...members].map(
    ([slot, keys]) => sql`and s.members[${slot}::integer] = any(${[...keys]}::integer[])`,
  );
  const ofMeasures =
    measures === null ? sql`` : sql`and f.measure_key = any(${[...measures]}::integer[])`;
  const ofPeriods = periods === null ? sql`` : sql`and t.code = any(${[...periods]}::text[])`;
  const own = sql`f.bucket = ${bucket} and f.dataset_key = ${datasetKey} and f.v_from <= ${vintage}`;
  const columns = sql`f.series_key, f.time_key, f.measure_key, f.status_key, f.v_from, f.value`;
  const { rows } = await sql<FoundCell>`
    with state as (
      select ${columns} from star.fact_observation as f where ${own}
      union all
      select ${columns} from star.fact_revision as f where ${own} and f.v_to > ${vintage}
    )
    select ${datasetKey}::integer as "datasetKey", f.series_key as "seriesKey",
      f.time_key as "timeKey", f.v_from as vintage,
      star.codes_of(f.series_key, f.time_key) as codes, f.value::text as value, st.symbol,
      t.code as period, t.sort_key as "sortKey", ms.unit_no as unit,
      v.observed_at as "observedAt", v.committed_at as "committedAt"
    from state as f
    join star.dim_series as s on s.series_key = f.series_key and s.dataset_key = ${datasetKey}
    join star.dim_time as t on t.time_key = f.time_key
    join star.dim_status as st on st.status_key = f.status_key
    join star.dim_measure as ms on ms.measure_key = f.measure_key
    join star.dim_vintage as v on v.dataset_key = ${datasetKey} and v.vintage = f.v_from
    where true ${sql.join(ofMembers, sql` `)} ${ofMeasures} ${ofPeriods}
    order by t.sort_key desc, f.series_key
    limit ${MOST_CELLS}`.execute(db);
  return rows;
}

/** Whether the table has any cell in a period, whatever its other codes. */
export async function hasPeriod(
  db: ReadDb,
  { datasetKey, bucket }: BoundTable,
  period: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from star.dim_time as t
    where t.code = ${period} and exists (
      select from star.fact_observation as f
      where f.bucket = ${bucket} and f.dataset_key = ${datasetKey} and f.time_key = t.time_key)
    limit 1`.execute(db);
  return rows.length > 0;
}
