import { sql } from 'kysely';
import type { Pool } from 'pg';
import { type Classification, klassUrn } from '../../transform/classification/classification.ts';
import { durable, type PublishingAction, type StepHook } from '../steps.ts';
import { inTransaction, type LoadSession, withSession } from '../session.ts';
import { contentHash } from './content-hash.ts';
import { type CodeCounts, saveCodes } from './codes.ts';
import { saveCorrespondences } from './correspondences.ts';
import { saveRegions } from './regions.ts';
import { refreshConceptViews } from './views.ts';

/** A complete state of a classification, ready to become a vintage. */
export interface ClassificationPublication {
  readonly classification: Classification;
  /** The task that fetched or replayed it. */
  readonly taskId: string;
  /** ISO instants: when it was first received, and when it became visible; null: now. */
  readonly observedAt: string;
  readonly committedAt: string | null;
}

export interface ClassificationOptions {
  /** Compare and report, write nothing. */
  readonly dryRun?: boolean;
  readonly step?: StepHook<PublishingAction>;
  /** Runs in the publishing transaction right before the commit. */
  readonly beforeCommit?: (session: LoadSession, result: ClassificationResult) => Promise<void>;
}

export interface ClassificationResult {
  readonly outcome: 'published' | 'unchanged';
  /** The vintage that now stands; null if a dry run would make the first. */
  readonly vintage: number | null;
  /** Dated codes by what happened to them. */
  readonly counts: CodeCounts;
  /** ISO instant: when the vintage became visible; null where there is none. */
  readonly committedAt: string | null;
}

/**
 * Publishes a classification in one transaction: codes, places and their changes are of one
 * state or of the other. A state that equals the standing one writes nothing.
 */
export async function publishClassification(
  pool: Pool,
  publication: ClassificationPublication,
  options: ClassificationOptions = {},
): Promise<ClassificationResult> {
  const { classification } = publication;
  const hash = contentHash(classification);
  const work = async (session: LoadSession): Promise<ClassificationResult> =>
    inTransaction(session, async () => {
      await durable(session, 'lock', async () => lock(session, classification.id));
      const conceptKey = await ensureConcept(session, classification.id);
      const standing = await standingVintage(session, conceptKey);
      if (standing !== null && standing.hash.equals(hash)) {
        const unchanged = classification.codes.length;
        const counts = { added: 0, changed: 0, withdrawn: 0, unchanged };
        const { vintage } = standing;
        const result = { outcome: 'unchanged', vintage, counts, committedAt: null } as const;
        return { commit: false, result };
      }
      const vintage = (standing?.vintage ?? 0) + 1;
      const counts = await durable(session, 'dimensions', async () =>
        saveContent(session, conceptKey, classification),
      );
      const dry = options.dryRun === true;
      const result: ClassificationResult = {
        outcome: 'published',
        vintage: dry ? (standing?.vintage ?? null) : vintage,
        counts,
        committedAt: null,
      };
      if (dry) return { commit: false, result };
      const committedAt = await durable(session, 'vintage', async () =>
        insertVintage(session, conceptKey, vintage, hash, publication),
      );
      await durable(session, 'views', async () =>
        refreshConceptViews(session, conceptKey, classification),
      );
      const published = { ...result, committedAt };
      await options.beforeCommit?.(session, published);
      return { commit: true, result: published };
    });
  return withSession(pool, work, options.step);
}

async function lock({ db }: LoadSession, id: string): Promise<void> {
  const name = `classification:${id}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
}

/** The row that tables with this classification point to already, or a new one. */
async function ensureConcept({ db }: LoadSession, id: string): Promise<number> {
  const urn = klassUrn(id);
  await sql`
    insert into star.dim_concept (urn)
    select ${urn} where not exists (select from star.dim_concept where urn = ${urn})
    on conflict do nothing`.execute(db);
  const row = await db
    .selectFrom('star.dim_concept')
    .select('concept_key')
    .where('urn', '=', urn)
    .executeTakeFirstOrThrow();
  return row.concept_key;
}

async function standingVintage(
  { db }: LoadSession,
  conceptKey: number,
): Promise<{ readonly vintage: number; readonly hash: Buffer } | null> {
  const row = await db
    .selectFrom('star.classification_vintage')
    .select(['vintage', 'content_hash'])
    .where('concept_key', '=', conceptKey)
    .orderBy('vintage', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { vintage: row.vintage, hash: row.content_hash };
}

async function saveContent(
  session: LoadSession,
  conceptKey: number,
  { id, names, codes, changes, correspondences }: Classification,
): Promise<CodeCounts> {
  await session.db
    .updateTable('star.dim_concept')
    .set({ classification_id: id, name_no: names.no, name_nn: names.nn, name_en: names.en })
    .where('concept_key', '=', conceptKey)
    .execute();
  const counts = await saveCodes(session, conceptKey, codes);
  const targets = await Promise.all(
    correspondences.map(async ({ target, pairs }) => ({
      conceptKey: await ensureConcept(session, target),
      pairs,
    })),
  );
  await saveCorrespondences(session, conceptKey, targets);
  await saveRegions(
    session,
    id,
    conceptKey,
    JSON.stringify(
      changes.map(({ date, oldCode, newCode, oldName, newName, kind, stated }) => ({
        date,
        old_code: oldCode,
        new_code: newCode,
        old_name: oldName,
        new_name: newName,
        kind,
        stated,
      })),
    ),
  );
  return counts;
}

async function insertVintage(
  { db }: LoadSession,
  conceptKey: number,
  vintage: number,
  hash: Buffer,
  { classification, taskId, observedAt, committedAt }: ClassificationPublication,
): Promise<string> {
  const row = await db
    .insertInto('star.classification_vintage')
    .values({
      concept_key: conceptKey,
      vintage,
      task_id: taskId,
      content_hash: hash,
      observed_at: observedAt,
      committed_at: sql`coalesce(${committedAt}::timestamptz, clock_timestamp())`,
      codes: classification.codes.length,
      changes: classification.changes.length,
      correspondences: classification.correspondences.reduce(
        (sum, { pairs }) => sum + pairs.length,
        0,
      ),
    })
    .returning('committed_at')
    .executeTakeFirstOrThrow();
  return row.committed_at;
}
