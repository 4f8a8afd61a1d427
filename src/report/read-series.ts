import { sql } from 'kysely';
import type { ReadDb } from '../postgres/read-db.ts';
import type { ReadCell } from '../transform/claims/reading.ts';

/** One period of the series that a cell belongs to, as it stands. */
export interface SeriesPoint {
  readonly period: string;
  readonly sortKey: string;
  /** Plain decimal in the table's own unit; null where a symbol stands instead. */
  readonly value: string | null;
  readonly symbol: string;
  /** The table's unit in English; null where it has none. */
  readonly unitEn: string | null;
}

/** The whole series of a cell, oldest period first: for a chart with the published point marked. */
export async function readSeries(db: ReadDb, cell: ReadCell): Promise<readonly SeriesPoint[]> {
  const { rows } = await sql<SeriesPoint>`
    select t.code as period, t.sort_key as "sortKey", f.value::text as value, st.symbol,
      m.unit_en as "unitEn"
    from star.dim_dataset as d
    join star.fact_observation as f
      on f.bucket = d.bucket and f.dataset_key = d.dataset_key and f.series_key = ${cell.seriesKey}
    join star.dim_time as t on t.time_key = f.time_key
    join star.dim_status as st on st.status_key = f.status_key
    join star.dim_measure as m on m.measure_key = f.measure_key
    where d.dataset_key = ${cell.datasetKey}
    order by t.sort_key, t.code`.execute(db);
  return rows;
}
