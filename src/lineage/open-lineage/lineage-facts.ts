import { type Kysely, sql } from 'kysely';
import type { Severity } from '../../errors/finding.ts';
import type { Database } from '../../postgres/database.generated.ts';

/** A run, as its events tell it. ISO instants. */
export interface LineageRun {
  readonly runId: string;
  readonly command: string;
  readonly programVersion: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly outcome: string | null;
  readonly tables: number;
  readonly bad: number;
}

/** A response that cells came in. */
export interface LineageResponse {
  readonly method: string;
  readonly url: string;
  readonly sha256: string;
}

/** A column of a table's view and the variable of the source that it is made from, if from one. */
export interface LineageColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string | null;
  readonly from: string | null;
}

/** What a check found. */
export interface LineageFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly pointer: string;
  readonly message: string;
  readonly expected: string | null;
  readonly actual: string | null;
}

/** A task, as its events tell it. */
export interface LineageTask {
  readonly taskId: string;
  readonly kind: string;
  readonly provider: string;
  readonly table: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly outcome: string | null;
  readonly vintage: number | null;
  readonly written: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly view: string | null;
  readonly source: string | null;
  readonly updatedAt: string | null;
  readonly releasedAt: string | null;
  readonly responses: readonly LineageResponse[];
  readonly columns: readonly LineageColumn[];
  readonly findings: readonly LineageFinding[];
}

/** What is known of a run. */
export async function lineageRun(db: Kysely<Database>, runId: string): Promise<LineageRun> {
  const { rows } = await sql<LineageRun>`
    select r.run_id as "runId", r.command, r.program_version as "programVersion",
      r.started_at as "startedAt", r.finished_at as "finishedAt", r.outcome,
      count(t.task_id)::int as tables,
      (count(*) filter (where t.outcome in ('failed', 'quarantined')))::int as bad
    from ops.run r left join ops.task t using (run_id)
    where r.run_id = ${runId}
    group by r.run_id`.execute(db);
  const [row] = rows;
  if (row === undefined)
    throw new TypeError(`The outbox names the run ${runId}, which is not there.`);
  return row;
}

/** What is known of a task. */
export async function lineageTask(db: Kysely<Database>, taskId: string): Promise<LineageTask> {
  const { rows } = await sql<Omit<LineageTask, 'responses' | 'columns' | 'findings'>>`
    select t.task_id as "taskId", t.kind, t.provider, t.table_id as "table",
      t.started_at as "startedAt", t.finished_at as "finishedAt", t.outcome, t.vintage,
      (t.cells_added + t.cells_changed)::float8 as written,
      t.error_code as "errorCode", t.error_message as "errorMessage",
      d.view_name as view, d.source,
      v.source_updated_at as "updatedAt", v.source_released_at as "releasedAt"
    from ops.task t
    left join star.dim_dataset d on d.provider = t.provider and d.table_id = t.table_id
    left join star.dim_vintage v on v.dataset_key = d.dataset_key and v.vintage = t.vintage
    where t.task_id = ${taskId}`.execute(db);
  const [row] = rows;
  if (row === undefined)
    throw new TypeError(`The outbox names the task ${taskId}, which is not there.`);
  return {
    ...row,
    responses: await responsesOf(db, taskId),
    columns: row.view === null ? [] : await columnsOf(db, row.view),
    findings: await findingsOf(db, taskId),
  };
}

async function responsesOf(
  db: Kysely<Database>,
  taskId: string,
): Promise<readonly LineageResponse[]> {
  const { rows } = await sql<LineageResponse>`
    select q.method, q.url, encode(q.sha256, 'hex') as sha256
    from ops.task t
    join raw.request q on q.task_id = coalesce(t.fetched_by, t.task_id)
    where t.task_id = ${taskId} and q.purpose in ('data', 'document') and q.status between 200 and 299
      and q.attempt = (select max(a.attempt) from raw.request a where a.task_id = q.task_id)
    order by q.ordinal`.execute(db);
  return rows;
}

/** A variable has a column of labels and one of codes, which ends with _kode; time has its periods' ends too. */
async function columnsOf(db: Kysely<Database>, view: string): Promise<readonly LineageColumn[]> {
  const { rows } = await sql<LineageColumn>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      col_description(a.attrelid, a.attnum) as comment,
      coalesce(
        (select v.code from star.dim_variable v join star.dim_dataset d using (dataset_key)
         where d.view_name = ${view}
           and (a.attname in (v.column_no, v.column_no || '_kode')
             or (v.role = 'time' and a.attname in ('periode_start', 'periode_slutt'))
             or (v.role = 'metric' and a.attname = 'enhet'))
         order by v.slot limit 1),
        case a.attname when 'verdi' then 'value' when 'symbol' then 'status' end) as from
    from pg_attribute a
    where a.attrelid = to_regclass(format('mart.%I', ${view}::text)) and a.attnum > 0 and not a.attisdropped
    order by a.attnum`.execute(db);
  return rows;
}

async function findingsOf(
  db: Kysely<Database>,
  taskId: string,
): Promise<readonly LineageFinding[]> {
  const { rows } = await sql<LineageFinding>`
    select code, severity, pointer, message, expected, actual
    from ops.finding where task_id = ${taskId}
    order by finding_id limit 100`.execute(db);
  return rows;
}
