import { sql } from 'kysely';
import type { ReadDb } from '../postgres/read-db.ts';
import type { TableRef } from '../transform/table.ts';

/** A variable of a table; `present` is false for one that the newest vintage has no longer. */
export interface BoundVariable {
  readonly key: number;
  readonly code: string;
  readonly role: string;
  readonly slot: number;
  readonly present: boolean;
}

/** A table in the vintage that a reading is made from. */
export interface BoundTable {
  readonly datasetKey: number;
  readonly bucket: number;
  readonly vintage: number;
  readonly variables: readonly BoundVariable[];
}

/**
 * The table in its newest vintage, or in the one whose figures the publisher had released by
 * the end of a day. Null: it is not here, or had not been released then.
 *
 * @param day ISO date in Norwegian time; null: today
 */
export async function findBoundTable(
  db: ReadDb,
  { provider, table }: TableRef,
  day: string | null,
): Promise<BoundTable | null> {
  const { rows } = await sql<Omit<BoundTable, 'variables'>>`
    select d.dataset_key as "datasetKey", d.bucket, max(v.vintage) as vintage
    from star.dim_dataset as d
    join star.dim_vintage as v on v.dataset_key = d.dataset_key
    where d.provider = ${provider} and d.table_id = ${table}
      and (${day}::date is null
        or coalesce(v.source_released_at, v.source_updated_at)
          < (${day}::date + 1)::timestamp at time zone 'Europe/Oslo')
    group by d.dataset_key, d.bucket`.execute(db);
  const [found] = rows;
  if (found === undefined) return null;
  const variables = await db
    .selectFrom('star.dim_variable')
    .select(['variable_key as key', 'code', 'role', 'slot'])
    .select((row) => row('position', 'is not', null).as('present'))
    .where('dataset_key', '=', found.datasetKey)
    .where('preview_only', '=', false)
    .orderBy('slot')
    .execute();
  return {
    ...found,
    variables: variables.map((variable) => ({ ...variable, present: Boolean(variable.present) })),
  };
}
