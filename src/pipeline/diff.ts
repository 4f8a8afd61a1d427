import { sql } from 'kysely';
import type { CellChange, CellCounts } from '../load/publication.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import { vintageTask } from './vintage-task.ts';
import type { Workshop } from './workshop.ts';

/** What differs between two vintages of a table. */
export interface TableDiff {
  readonly table: string;
  readonly from: number;
  readonly to: number;
  readonly counts: Omit<CellCounts, 'unchanged'>;
  readonly changes: readonly CellChange[];
}

interface DiffRow {
  readonly codes: Record<string, string>;
  readonly has_before: boolean;
  readonly has_after: boolean;
  readonly value_before: string | null;
  readonly value_after: string | null;
  readonly symbol_before: string | null;
  readonly symbol_after: string | null;
}

/**
 * Compares two vintages cell by cell, in either order; by default the newest with the one
 * before it. Vintage 0 is the empty table.
 *
 * @param limit how many differences to list
 */
export async function diffTable(
  workshop: Workshop,
  ref: TableRef,
  from: number | null,
  to: number | null,
  limit: number,
): Promise<TableDiff> {
  const { db } = workshop;
  const newer = await vintageTask(
    workshop,
    ref,
    to === null ? { kind: 'latest' } : { kind: 'vintage', vintage: to },
  );
  const older = from ?? newer.vintage - 1;
  if (older !== 0) await vintageTask(workshop, ref, { kind: 'vintage', vintage: older });
  // A current state from before both is the same in both and left out.
  const first = Math.min(older, newer.vintage);
  const differences = sql`
    with dataset as (
      select dataset_key, bucket from star.dim_dataset
      where provider = ${ref.provider} and table_id = ${ref.table}
    ), states as (
      select f.series_key, f.time_key, f.status_key, f.value, f.v_from, null::int as v_to
      from dataset d join star.fact_observation f using (bucket, dataset_key)
      where f.v_from > ${first}
      union all
      select f.series_key, f.time_key, f.status_key, f.value, f.v_from, f.v_to
      from dataset d join star.fact_revision f using (bucket, dataset_key)
      where f.v_to > ${first}
    ), before as (
      select * from states where v_from <= ${older} and (v_to is null or v_to > ${older})
    ), after as (
      select * from states where v_from <= ${newer.vintage} and (v_to is null or v_to > ${newer.vintage})
    ), differences as (
      select series_key, time_key, b.status_key as status_before, a.status_key as status_after,
        b.value as value_before, a.value as value_after,
        b.v_from is not null as has_before, a.v_from is not null as has_after
      from before b full join after a using (series_key, time_key)
      where (b.status_key, b.value, b.v_from is null) is distinct from (a.status_key, a.value, a.v_from is null)
    )`;
  const counted = await sql<{ added: string; changed: string; withdrawn: string }>`
    ${differences}
    select count(*) filter (where not has_before)::text as added,
      count(*) filter (where has_before and has_after)::text as changed,
      count(*) filter (where not has_after)::text as withdrawn
    from differences`.execute(db);
  const rows = await sql<DiffRow>`
    ${differences}
    select d.has_before, d.has_after, d.value_before::text, d.value_after::text,
      sb.symbol as symbol_before, sa.symbol as symbol_after,
      star.codes_of(d.series_key, d.time_key) as codes
    from differences d
    join star.dim_time t on t.time_key = d.time_key
    left join star.dim_status sb on sb.status_key = d.status_before
    left join star.dim_status sa on sa.status_key = d.status_after
    order by (d.has_before and d.has_after) desc, d.has_before desc, d.series_key, t.sort_key
    limit ${limit}`.execute(db);
  const variables = await sql<{ code: string }>`
    select v.code from star.dim_variable v join star.dim_dataset d using (dataset_key)
    where d.provider = ${ref.provider} and d.table_id = ${ref.table}
    order by v.position nulls last, v.slot`.execute(db);
  const order = variables.rows.map(({ code }) => code);
  const totals = counted.rows[0];
  return {
    table: tableName(ref),
    from: older,
    to: newer.vintage,
    counts: {
      added: Number(totals?.added ?? 0),
      changed: Number(totals?.changed ?? 0),
      withdrawn: Number(totals?.withdrawn ?? 0),
    },
    changes: rows.rows.map((row) => ({
      codes: inOrder(row.codes, order),
      before: row.has_before ? state(row.value_before, row.symbol_before) : null,
      after: row.has_after ? state(row.value_after, row.symbol_after) : null,
    })),
  };
}

/** The database's own order is that of the codes' lengths; people know the table's. */
function inOrder(
  codes: Readonly<Record<string, string>>,
  order: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    order.flatMap((variable) => {
      const code = codes[variable];
      return code === undefined ? [] : [[variable, code]];
    }),
  );
}

function state(value: string | null, symbol: string | null) {
  return { value: value === null ? null : Number(value), symbol: symbol ?? '' };
}
