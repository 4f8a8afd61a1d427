import { sql } from 'kysely';
import type { LoadSession } from '../session.ts';
import type { EarlierRelease } from './facts.ts';

/** A variable of the standing vintage with its values in order. */
export interface StandingVariable {
  readonly code: string;
  readonly label: string;
  readonly role: string;
  /** Label by code. */
  readonly labels: ReadonlyMap<string, string>;
}

/** How the standing vintage describes a measure. */
export interface StandingMeasure {
  readonly code: string;
  readonly unit: string | null;
  readonly decimals: number | null;
  readonly basePeriod: string | null;
  readonly measuringType: string | null;
  readonly priceType: string | null;
  readonly adjustment: string | null;
}

/** What stands before a publication: read before anything is brought up to date. */
export interface StandingTable {
  readonly variables: readonly StandingVariable[];
  readonly measures: readonly StandingMeasure[];
  readonly history: readonly EarlierRelease[];
  /** ISO instant. */
  readonly updated: string | null;
}

/** Monthly releases of two and a half years: far enough back for a season, near enough to be the same table. */
const RELEASES = 30;

/** Reads the standing vintage's shape and what the releases before did. */
export async function readStanding(
  session: LoadSession,
  datasetKey: number,
): Promise<StandingTable> {
  const last = await session.db
    .selectFrom('star.dim_vintage')
    .select('source_updated_at')
    .where('dataset_key', '=', datasetKey)
    .orderBy('vintage', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    variables: await readVariables(session, datasetKey),
    measures: await readMeasures(session, datasetKey),
    history: await readHistory(session, datasetKey),
    updated: last?.source_updated_at ?? null,
  };
}

async function readVariables(
  { db }: LoadSession,
  datasetKey: number,
): Promise<readonly StandingVariable[]> {
  const variables = await db
    .selectFrom('star.dim_variable')
    .select(['variable_key', 'code', 'label_no', 'role'])
    .where('dataset_key', '=', datasetKey)
    .where('position', 'is not', null)
    .orderBy('position')
    .execute();
  const members = await sql<{ variable_key: number; code: string; label_no: string }>`
    select variable_key, code, label_no from star.dim_member
    where variable_key = any (${variables.map((row) => row.variable_key)}::int[])
      and position is not null
    order by variable_key, position`.execute(db);
  const labels = new Map(variables.map((row) => [row.variable_key, new Map<string, string>()]));
  for (const row of members.rows) labels.get(row.variable_key)?.set(row.code, row.label_no);
  return variables.map((row) => ({
    code: row.code,
    label: row.label_no,
    role: row.role,
    labels: labels.get(row.variable_key) ?? new Map<string, string>(),
  }));
}

async function readMeasures(
  { db }: LoadSession,
  datasetKey: number,
): Promise<readonly StandingMeasure[]> {
  const rows = await db
    .selectFrom('star.dim_measure')
    .selectAll()
    .where('dataset_key', '=', datasetKey)
    .where('position', 'is not', null)
    .execute();
  return rows.map((row) => ({
    code: row.code,
    unit: row.unit_no,
    decimals: row.decimals,
    basePeriod: row.base_period,
    measuringType: row.measuring_type,
    priceType: row.price_type,
    adjustment: row.adjustment,
  }));
}

/**
 * What earlier vintages did. Left out: the first load, changes of words alone, and what a
 * person took back, with the taking back itself.
 */
async function readHistory(
  { db }: LoadSession,
  datasetKey: number,
): Promise<readonly EarlierRelease[]> {
  const found = await sql<{
    before: number;
    added: number;
    changed: number;
    withdrawn: number;
    suppressed: number | null;
  }>`
    select (v.cells - v.cells_added + v.cells_withdrawn)::float8 as before,
      v.cells_added::float8 as added, v.cells_changed::float8 as changed,
      v.cells_withdrawn::float8 as withdrawn, v.cells_suppressed::float8 as suppressed
    from star.dim_vintage v
    join ops.task t on t.task_id = v.task_id
    where v.dataset_key = ${datasetKey} and t.kind <> 'rollback'
      and v.cells_added + v.cells_changed + v.cells_withdrawn > 0
      and v.vintage > (select min(o.vintage) from star.dim_vintage o where o.dataset_key = ${datasetKey})
      and not exists (
        select from ops.held h where h.task_id = v.task_id and h.decision = 'rejected')
    order by v.vintage desc
    limit ${RELEASES}`.execute(db);
  return found.rows.toReversed();
}
