import { type Kysely, sql } from 'kysely';
import type { Database } from '../../postgres/database.generated.ts';
import type { GatePolicy } from '../../transform/gate.ts';
import type { TableRef } from '../../transform/table.ts';
import type { DatasetKeys } from '../dimensions/dataset.ts';
import type { PublicationResult } from '../publication.ts';
import type { LoadSession } from '../session.ts';
import type { GateFinding } from './judge.ts';

/** What became of a held publication, and who says so; null where the program does. */
export interface Decision {
  readonly decision: 'released' | 'rejected' | 'superseded';
  readonly by: string | null;
  readonly reason: string | null;
}

const SUPERSEDED: Decision = Object.freeze({ decision: 'superseded', by: null, reason: null });

/** The open held publication of a table. */
export interface Held {
  readonly heldId: string;
  /** The task whose responses are held. */
  readonly fetchTaskId: string;
  readonly vintage: number;
  readonly heldAt: string;
  readonly reasons: readonly GateFinding[];
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

/** Finds what is held of a table. */
export async function openHeld(db: Kysely<Database>, ref: TableRef): Promise<Held | null> {
  const found = await sql<Held>`
    select h.held_id::text as "heldId", coalesce(t.fetched_by, t.task_id) as "fetchTaskId",
      h.base_vintage as vintage, h.held_at as "heldAt", h.reasons,
      h.cells_added::float8 as added, h.cells_changed::float8 as changed,
      h.cells_withdrawn::float8 as withdrawn, h.cells_unchanged::float8 as unchanged
    from ops.held h
    join star.dim_dataset d using (dataset_key)
    join ops.task t using (task_id)
    where d.provider = ${ref.provider} and d.table_id = ${ref.table} and h.decision is null`.execute(
    db,
  );
  return found.rows[0] ?? null;
}

/** Closes what is held of a table, if anything is, and forgets its difference. */
export async function closeHeld(
  db: Kysely<Database>,
  datasetKey: number,
  { decision, by, reason }: Decision = SUPERSEDED,
): Promise<void> {
  await sql`
    with closed as (
      update ops.held set decision = ${decision}, decided_at = clock_timestamp(),
        decided_by = ${by}, decision_reason = ${reason}
      where dataset_key = ${datasetKey} and decision is null
      returning dataset_key
    )
    delete from star.held_change h using closed where h.dataset_key = closed.dataset_key`.execute(
    db,
  );
}

/** Closes what is held of a table because its source has gone back to what stands. */
export async function supersedeHeld(db: Kysely<Database>, ref: TableRef): Promise<void> {
  const dataset = await db
    .selectFrom('star.dim_dataset')
    .select('dataset_key')
    .where('provider', '=', ref.provider)
    .where('table_id', '=', ref.table)
    .executeTakeFirst();
  if (dataset !== undefined) await closeHeld(db, dataset.dataset_key);
}

/**
 * What was decided about this very state before: that it waits for a person, or that one has
 * refused it. A state that waits is judged again if no gate that held it still may.
 */
export async function knownState(
  { db }: LoadSession,
  dataset: DatasetKeys,
  valueHash: Buffer,
  labelHash: Buffer,
  policy: GatePolicy,
): Promise<PublicationResult | null> {
  const found = await sql<{
    decision: Decision['decision'] | null;
    by: string | null;
    at: string;
    reason: string | null;
    reasons: readonly GateFinding[];
    added: number;
    changed: number;
    withdrawn: number;
    unchanged: number;
  }>`
    select decision, decided_by as by, decided_at as at, decision_reason as reason, reasons,
      cells_added::float8 as added, cells_changed::float8 as changed,
      cells_withdrawn::float8 as withdrawn, cells_unchanged::float8 as unchanged
    from ops.held
    where dataset_key = ${dataset.datasetKey} and value_hash = ${valueHash} and label_hash = ${labelHash}
    order by held_id desc
    limit 1`.execute(db);
  const row = found.rows[0];
  if (row === undefined || row.decision === 'released' || row.decision === 'superseded')
    return null;
  const { decision, reasons, by, at, reason, ...counts } = row;
  if (decision === null && !reasons.some(({ gate }) => policy[gate] === 'hold')) return null;
  return {
    outcome: decision === null ? 'held' : 'rejected',
    vintage: dataset.last?.vintage ?? null,
    committedAt: null,
    counts,
    labelsChanged: false,
    gates: reasons,
    again: true,
    ...(decision === null ? {} : { rejection: { by, at, reason } }),
    changes: [],
  };
}

/** Refuses what is held; false if somebody else has decided in the meantime. */
export async function rejectHeld(
  db: Kysely<Database>,
  { heldId }: Held,
  { by, reason }: Omit<Decision, 'decision'>,
): Promise<boolean> {
  const closed = await sql`
    with closed as (
      update ops.held set decision = 'rejected', decided_at = clock_timestamp(),
        decided_by = ${by}, decision_reason = ${reason}
      where held_id = ${heldId} and decision is null
      returning dataset_key
    ), forgotten as (
      delete from star.held_change h using closed where h.dataset_key = closed.dataset_key
    )
    select from closed`.execute(db);
  return closed.rows.length > 0;
}

/** Notes that a person takes the standing vintage back: the same state is not published again by itself. */
export async function refuseStanding(
  db: Kysely<Database>,
  datasetKey: number,
  { by, reason }: Omit<Decision, 'decision'>,
): Promise<void> {
  await sql`
    insert into ops.held (
      task_id, dataset_key, base_vintage, value_hash, label_hash, cells_added, cells_changed,
      cells_withdrawn, cells_unchanged, reasons, decision, decided_at, decided_by, decision_reason)
    select v.task_id, v.dataset_key, v.vintage, v.value_hash, v.label_hash, v.cells_added,
      v.cells_changed, v.cells_withdrawn, v.cells - v.cells_added - v.cells_changed, '[]',
      'rejected', clock_timestamp(), ${by}, ${reason}
    from star.dim_vintage v
    where v.dataset_key = ${datasetKey}
    order by v.vintage desc
    limit 1`.execute(db);
}
