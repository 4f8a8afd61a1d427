import { type Kysely, sql } from 'kysely';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { Database } from '../../postgres/database.generated.ts';
import { type TableRef, tableName } from '../../transform/table.ts';
import type { EvidenceRequest, Origin } from './cell-evidence.ts';
import type { KnownTable } from './cell-state.ts';

/** A table with what is told of it beside its cells. */
export interface TableFacts extends KnownTable {
  readonly view: string;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  /** Its newest vintage. */
  readonly standing: number;
}

/**
 * Finds a published table.
 *
 * @throws StatbankError SB_EVIDENCE_CELL if it has no vintage here
 */
export async function tableFacts(db: Kysely<Database>, ref: TableRef): Promise<TableFacts> {
  const { rows } = await sql<Omit<TableFacts, 'name'>>`
    select d.dataset_key as "datasetKey", d.bucket, d.view_name as view, d.title_no as "titleNo",
      d.title_en as "titleEn", d.source, d.licence, max(v.vintage) as standing
    from star.dim_dataset d join star.dim_vintage v using (dataset_key)
    where d.provider = ${ref.provider} and d.table_id = ${ref.table}
    group by d.dataset_key`.execute(db);
  const [row] = rows;
  if (row !== undefined) return { name: tableName(ref), ...row };
  throw new StatbankError(
    'SB_EVIDENCE_CELL',
    `${tableName(ref)} was never published here. "statbank status" lists what is; "statbank sync ${tableName(ref)}" fetches the table.`,
    { context: { table: tableName(ref) } },
  );
}

/** The vintage, load and run that brought a table's vintage. */
export async function originOf(
  db: Kysely<Database>,
  datasetKey: number,
  vintage: number,
): Promise<Origin> {
  const { rows } = await sql<Origin>`
    select v.vintage, v.source_released_at as "releasedAt", v.source_updated_at as "updatedAt",
      v.observed_at as "observedAt", v.committed_at as "committedAt",
      t.task_id as "taskId", t.kind, r.run_id as "runId", r.command,
      r.program_version as "programVersion", t.started_at as "startedAt",
      t.finished_at as "finishedAt", coalesce(t.fetched_by, t.task_id) as "fetchTaskId"
    from star.dim_vintage v
    join ops.task t using (task_id)
    join ops.run r using (run_id)
    where v.dataset_key = ${datasetKey} and v.vintage = ${vintage}`.execute(db);
  const [row] = rows;
  if (row === undefined)
    throw new TypeError(`A cell speaks of vintage ${vintage}, which is not there.`);
  return row;
}

/** The exchanges of a task, as the database notes them, in their order. */
export async function requestsOf(
  db: Kysely<Database>,
  taskId: string,
): Promise<readonly EvidenceRequest[]> {
  const { rows } = await sql<EvidenceRequest>`
    select q.request_id as "requestId", q.ordinal, q.method, q.url, q.body, q.status,
      q.requested_at as "requestedAt", q.responded_at as "respondedAt",
      encode(q.sha256, 'hex') as sha256, o.byte_length::float8 as "byteLength"
    from raw.request q join raw.object o using (sha256)
    where q.task_id = ${taskId}
    order by q.ordinal`.execute(db);
  return rows;
}
