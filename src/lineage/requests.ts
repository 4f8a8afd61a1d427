import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';

/** One exchange with a source, as the database keeps it. The bytes are in the archive. */
export interface RequestFacts {
  readonly purpose: string;
  readonly request: { readonly method: string; readonly url: string; readonly body: string | null };
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestedAt: string;
  readonly respondedAt: string;
  readonly sha256: string;
  readonly byteLength: number;
  /** Which try of its fetch the exchange belongs to; 1 by default. */
  readonly attempt?: number;
}

/** Notes a response that was received and stored. `ordinal` counts from 0 within the task. */
export async function recordRequest(
  db: Kysely<Database>,
  taskId: string,
  ordinal: number,
  facts: RequestFacts,
): Promise<void> {
  const sha256 = Buffer.from(facts.sha256, 'hex');
  await db
    .insertInto('raw.object')
    .values({
      sha256,
      byte_length: facts.byteLength,
      media_type: facts.headers['content-type'] ?? null,
      first_seen_at: facts.respondedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('raw.request')
    .values({
      request_id: randomUUID(),
      task_id: taskId,
      ordinal,
      purpose: facts.purpose,
      method: facts.request.method,
      url: facts.request.url,
      body: facts.request.body,
      status: facts.status,
      headers: JSON.stringify(facts.headers),
      requested_at: facts.requestedAt,
      responded_at: facts.respondedAt,
      sha256,
      attempt: facts.attempt ?? 1,
    })
    .execute();
}
