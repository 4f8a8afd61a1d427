import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';
import { releaseLease, takeLease } from './leases.ts';
import { processIdentity } from './process-identity.ts';

/** Whoever dies with such a lease holds the others up for this long, and no longer. */
const LEASE_SECONDS = 120;

const ASK_AGAIN_MS = 250;

/**
 * Does some work while no other process of this database does work of the same name. It is a
 * courtesy and no guarantee: work that takes longer than the lease may be joined by another.
 */
export async function alone<Result>(
  { db, signal }: { readonly db: Kysely<Database>; readonly signal: AbortSignal },
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const identity = await processIdentity();
  let lease = await takeLease(db, name, identity, LEASE_SECONDS);
  while (lease === null) {
    await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
    lease = await takeLease(db, name, identity, LEASE_SECONDS);
  }
  try {
    return await work();
  } finally {
    await releaseLease(db, lease);
  }
}
