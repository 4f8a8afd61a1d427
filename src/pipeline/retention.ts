import { type Kysely, sql } from 'kysely';
import { StatbankError } from '../errors/statbank-error.ts';
import type { FetchRecord } from '../extract/archive/fetch-record.ts';
import { withoutNewRuns } from '../lineage/prune-lock.ts';
import { withSession } from '../load/session.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { Workshop } from './workshop.ts';

/** What is given up. */
export interface Retention {
  /** Logs of what ended before this moment. */
  readonly before: Date;
  /** Whether responses that nothing rests on any more leave the archive too. */
  readonly objects: boolean;
  /** Whether to count only. */
  readonly dryRun: boolean;
}

/** What was given up, or would be. */
export interface Pruned {
  readonly runs: number;
  readonly tasks: number;
  readonly requests: number;
  readonly findings: number;
  readonly fetches: number;
  readonly objects: number;
  /** Size of the objects on disk. */
  readonly bytes: number;
}

/**
 * Tasks that nothing rests on: no vintage, verdict or decision about a held one was made
 * from them, no other task reads what they fetched, and they are neither the last look at their
 * table nor the last good one, with which the next is compared.
 */
const PRUNABLE = (before: Date) => sql`
  select t.task_id
  from ops.task t
  where t.finished_at < ${before.toISOString()}::timestamptz
    and not exists (select from star.dim_vintage v where v.task_id = t.task_id)
    and not exists (select from star.classification_vintage c where c.task_id = t.task_id)
    and not exists (select from ops.held h where h.task_id = t.task_id)
    and not exists (select from report.evaluation e where e.task_id = t.task_id)
    and not exists (select from ops.task o where o.fetched_by = t.task_id)
    and exists (
      select from ops.task later
      where later.provider = t.provider and later.table_id = t.table_id
        and later.started_at > t.started_at)
    and (t.outcome not in ('published', 'unchanged') or t.fetched_by is not null or exists (
      select from ops.task later
      where later.provider = t.provider and later.table_id = t.table_id
        and later.finished_at > t.finished_at and later.fetched_by is null
        and later.outcome in ('published', 'unchanged')))`;

/**
 * Gives up logs of requests, tasks, findings and runs, and with `objects` the responses that
 * only they had. Vintages, and every byte that one rests on, stay. What is in the database is
 * in the archive before, during and after: an interruption leaves bytes too many, never too few.
 *
 * @throws StatbankError SB_USAGE if `objects` is asked for while a run goes on, SB_DB_QUERY if
 *   the login may not delete
 */
export async function prune(workshop: Workshop, retention: Retention): Promise<Pruned> {
  if (retention.dryRun) return rolledBack(workshop, retention);
  return withSession(workshop.pool, async ({ client }) =>
    withoutNewRuns(client, async () => {
      if (retention.objects) await refuseDuringRuns(workshop.db);
      const logs = await workshop.db
        .transaction()
        .execute(async (transaction) => pruneLogs(transaction, workshop, retention));
      if (!retention.objects) return { ...logs.counts, objects: 0, bytes: 0 };
      const orphans = await orphanedObjects(
        workshop.db,
        workshop.archive,
        logs.stillNamed,
        retention.before,
      );
      for (const { sha256 } of orphans) {
        // First the bytes: a row without bytes is found again, bytes without a row are not.
        await workshop.archive.remove(sha256);
        await sql`delete from raw.object where sha256 = decode(${sha256}, 'hex')`.execute(
          workshop.db,
        );
      }
      return { ...logs.counts, ...sizeOf(orphans) };
    }),
  );
}

interface PrunedLogs {
  readonly counts: Omit<Pruned, 'objects' | 'bytes'>;
  /** Hashes that the remaining fetches of the journal name. */
  readonly stillNamed: ReadonlySet<string>;
}

async function pruneLogs(
  db: Kysely<Database>,
  { journal }: Workshop,
  { before, objects, dryRun }: Retention,
): Promise<PrunedLogs> {
  await sql`create temp table prunable on commit drop as ${PRUNABLE(before)}`.execute(db);
  const { rows } = await sql<{ readonly task_id: string }>`select task_id from prunable`.execute(
    db,
  );
  const gone = new Set(rows.map(({ task_id: id }) => id));
  const stillNamed = new Set<string>();
  const forgotten: FetchRecord[] = [];
  if (objects) {
    for await (const fetch of journal.listFetches()) {
      if (gone.has(fetch.taskId)) forgotten.push(fetch);
      else for (const { sha256 } of fetch.responses) stillNamed.add(sha256);
    }
  }
  const requests = await sql`
    delete from raw.request where task_id in (select task_id from prunable)`.execute(db);
  const findings = await sql`
    delete from ops.finding where task_id in (select task_id from prunable)`.execute(db);
  const tasks = await sql`
    delete from ops.task where task_id in (select task_id from prunable)`.execute(db);
  const runs = await sql`
    delete from ops.run r
    where r.finished_at < ${before.toISOString()}::timestamptz
      and not exists (select from ops.task t where t.run_id = r.run_id)`.execute(db);
  // Before the commit: fetches that are gone from the database only would never be found again.
  if (!dryRun) for (const fetch of forgotten) await journal.remove(fetch);
  const counts = {
    runs: Number(runs.numAffectedRows),
    tasks: Number(tasks.numAffectedRows),
    requests: Number(requests.numAffectedRows),
    findings: Number(findings.numAffectedRows),
    fetches: forgotten.length,
  };
  return { counts, stillNamed };
}

/** Counts by doing it and taking it back: what is told is what would happen. */
async function rolledBack(workshop: Workshop, retention: Retention): Promise<Pruned> {
  const transaction = await workshop.db.startTransaction().execute();
  try {
    const { counts, stillNamed } = await pruneLogs(transaction, workshop, retention);
    const orphans = retention.objects
      ? await orphanedObjects(transaction, workshop.archive, stillNamed, retention.before)
      : [];
    return { ...counts, ...sizeOf(orphans) };
  } finally {
    await transaction.rollback().execute();
  }
}

interface Orphan {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Responses that neither the database nor the journal refers to. Among them are those that
 * were received for no table, such as a source's own settings: they go by their age.
 */
async function orphanedObjects(
  db: Kysely<Database>,
  archive: Workshop['archive'],
  stillNamed: ReadonlySet<string>,
  before: Date,
): Promise<readonly Orphan[]> {
  const { rows } = await sql<{ readonly sha256: string; readonly used: boolean }>`
    select encode(o.sha256, 'hex') as sha256,
      exists (select from raw.request r where r.sha256 = o.sha256)
        or exists (select from ops.finding f where f.sha256 = o.sha256) as used
    from raw.object o`.execute(db);
  const used = new Set(rows.flatMap((row) => (row.used ? [row.sha256] : [])));
  const orphans = new Map<string, Orphan>();
  for (const { sha256 } of rows) {
    if (!used.has(sha256) && !stillNamed.has(sha256)) orphans.set(sha256, { sha256, bytes: 0 });
  }
  for await (const { sha256, storedLength, storedAt } of archive.list()) {
    const old = orphans.has(sha256) || storedAt < before;
    if (!used.has(sha256) && !stillNamed.has(sha256) && old) {
      orphans.set(sha256, { sha256, bytes: storedLength });
    }
  }
  return [...orphans.values()];
}

function sizeOf(orphans: readonly Orphan[]): Pick<Pruned, 'objects' | 'bytes'> {
  return { objects: orphans.length, bytes: orphans.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function refuseDuringRuns(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ readonly command: string; readonly run_id: string }>`
    select command, run_id from ops.run where finished_at is null order by started_at limit 1`.execute(
    db,
  );
  const [open] = rows;
  if (open === undefined) return;
  throw new StatbankError(
    'SB_USAGE',
    `The run ${open.run_id} (${open.command}) is going on, and may receive the bytes that are to be taken away. Prune objects when it has ended.`,
    { context: { runId: open.run_id } },
  );
}
