import { sql } from 'kysely';
import type { Ending } from '../extract/archive/ending.ts';
import type { FetchRecord } from '../extract/archive/fetch-record.ts';
import type { TableRef } from '../transform/table.ts';
import type { Workshop } from './workshop.ts';

/** One published state: the fetch that it was made from, and when it became visible. */
export interface PastPublication {
  readonly ref: TableRef;
  /** The task that fetched it. */
  readonly fetchedBy: string;
  /** ISO instant; null where nobody remembers: then the moment of the last response stands in. */
  readonly committedAt: string | null;
}

/** Everything that was ever published, as the present database remembers it, in order. */
export async function* rememberedPublications({
  db,
}: Pick<Workshop, 'db'>): AsyncGenerator<PastPublication> {
  const { rows } = await sql<{
    provider: string;
    table: string;
    fetchedBy: string;
    committedAt: string;
  }>`
    select t.provider, t.table_id as "table", coalesce(t.fetched_by, t.task_id) as "fetchedBy",
      v.committed_at as "committedAt"
    from (
      select task_id, committed_at, dataset_key as key, vintage from star.dim_vintage
      union all
      select task_id, committed_at, concept_key, vintage from star.classification_vintage
    ) v
    join ops.task t on t.task_id = v.task_id
    order by v.committed_at, v.key, v.vintage`.execute(db);
  for (const { provider, table, ...row } of rows) yield { ref: { provider, table }, ...row };
}

interface Dated extends PastPublication {
  readonly at: number;
}

/**
 * Everything that was ever published, as the journal of the archive remembers it, in order:
 * what remains when the database is lost. What was held, rejected, refused or only tried is
 * left out; what was replayed, released or rolled back is there again.
 */
export async function* archivedPublications({
  journal,
}: Pick<Workshop, 'journal'>): AsyncGenerator<PastPublication> {
  const endings = new Map<string, Ending>();
  for await (const ending of journal.listEndings()) endings.set(ending.taskId, ending);
  const past: Dated[] = [];
  for (const { ref, fetchedBy, outcome, committedAt } of endings.values()) {
    if (outcome !== 'published' || committedAt === null) continue;
    past.push({ ref, fetchedBy, committedAt, at: Date.parse(committedAt) });
  }
  for await (const fetch of journal.listFetches()) {
    if (!fetch.complete || endings.has(fetch.taskId)) continue;
    const { ref, taskId: fetchedBy } = fetch;
    past.push({ ref, fetchedBy, committedAt: null, at: receivedAt(fetch) });
  }
  for (const { at: _, ...one } of past.toSorted((a, b) => a.at - b.at)) yield one;
}

function receivedAt({ responses, startedAt }: FetchRecord): number {
  return Date.parse(responses.at(-1)?.respondedAt ?? startedAt);
}
