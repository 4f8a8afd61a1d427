import { sql } from 'kysely';
import type { Cube, CubeFrame } from '../../transform/cube.ts';
import type { FrameKeys } from '../frame-keys.ts';
import type { LoadSession } from '../session.ts';
import { durable } from '../steps.ts';

/** Beyond this many buckets, planning a question to all tables at once takes too long. */
const MOST_OWN_BUCKETS = 256;

/** A table of this size gets a bucket of its own even then. */
const GIANT_CELLS = 20_000_000;
const MOST_WITH_GIANTS = 1024;

/** How many cells a table will have, judged by how full the first chunk is. */
export function expectedCells(frame: CubeFrame, first: Cube, present: number): number {
  const all = frame.dimensions.reduce((product, { categories }) => product * categories.length, 1);
  return first.cellCount === 0 ? 0 : (all * present) / first.cellCount;
}

/**
 * Moves a table without facts to a bucket of its own. Its rows must be copied into
 * `star.fact_observation_<bucket>`, which has no key before `closeOwnBucket`.
 *
 * @param cells how many the table will have
 * @returns the bucket, or null if there are too many: the table stays where it is
 */
export async function openOwnBucket(
  session: LoadSession,
  { datasetKey }: Pick<FrameKeys, 'datasetKey'>,
  cells: number,
): Promise<number | null> {
  const most = cells < GIANT_CELLS ? MOST_OWN_BUCKETS : MOST_WITH_GIANTS;
  return durable(session, 'open-bucket', async () => {
    const opened = await sql<{ bucket: number | null }>`
      select star.open_own_bucket(${most}) as bucket`.execute(session.db);
    const bucket = opened.rows[0]?.bucket ?? null;
    if (bucket === null) return null;
    await session.db
      .updateTable('star.dim_dataset')
      .set({ bucket })
      .where('dataset_key', '=', datasetKey)
      .execute();
    return bucket;
  });
}

/** Makes the filled bucket part of the star: its keys are built and it becomes a partition. */
export async function closeOwnBucket(session: LoadSession, bucket: number): Promise<void> {
  await durable(session, 'close-bucket', async () =>
    sql`select star.close_own_bucket(${bucket}::smallint)`.execute(session.db),
  );
}
