import { sql } from 'kysely';
import type { CubeFrame } from '../../transform/cube.ts';
import { hashOrder } from '../../transform/order-hash.ts';
import type { LoadSession } from '../session.ts';
import { durable } from '../steps.ts';
import type { DatasetKeys } from './dataset.ts';

/** True if a table stands in the order of this frame, so that there is nothing to follow. */
export function standsInOrder({ orderHash }: DatasetKeys, frame: CubeFrame): boolean {
  return orderHash?.equals(hashOrder(frame)) ?? false;
}

/**
 * Brings variables, values and measures of a table that is otherwise unchanged to the order
 * of a frame. No figure depends on it, so it makes no vintage; within the caller's transaction.
 */
export async function followOrder(
  session: LoadSession,
  { datasetKey }: DatasetKeys,
  frame: CubeFrame,
): Promise<void> {
  await durable(session, 'order', async () => {
    const variables = frame.dimensions.map(({ code }, position) => ({ code, position }));
    const members = frame.dimensions.flatMap(({ code: variable, categories }) =>
      categories.map(({ code }, position) => ({ variable, code, position })),
    );
    const measures = frame.measures.map(({ code }, position) => ({ code, position }));
    await sql`
      update star.dim_variable v set position = r.position
      from jsonb_to_recordset(${JSON.stringify(variables)}::jsonb) as r (code text, position smallint)
      where v.dataset_key = ${datasetKey} and v.code = r.code
        and v.position <> r.position`.execute(session.db);
    await sql`
      update star.dim_member m set position = r.position
      from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as r (
        variable text, code text, position int)
      join star.dim_variable v on v.dataset_key = ${datasetKey} and v.code = r.variable
      where m.variable_key = v.variable_key and m.code = r.code
        and m.position <> r.position`.execute(session.db);
    await sql`
      update star.dim_measure m set position = r.position
      from jsonb_to_recordset(${JSON.stringify(measures)}::jsonb) as r (code text, position int)
      where m.dataset_key = ${datasetKey} and m.code = r.code
        and m.position <> r.position`.execute(session.db);
    await session.db
      .updateTable('star.dim_dataset')
      .set({ order_hash: Buffer.from(hashOrder(frame)) })
      .where('dataset_key', '=', datasetKey)
      .execute();
  });
}
