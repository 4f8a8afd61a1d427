import { sql } from 'kysely';
import type { CubeFrame } from '../../transform/cube.ts';
import { hashOrder } from '../../transform/order-hash.ts';
import { viewName } from '../../transform/view-name.ts';
import { tableName, type TableDescription } from '../../transform/table.ts';
import type { LoadSession } from '../session.ts';

/** Shared buckets made by the migration; see sql/migrations/0004_facts.sql. */
const SHARED_BUCKETS = 32;

/** A table's row in the star and the vintage that stands. */
export interface DatasetKeys {
  readonly datasetKey: number;
  readonly bucket: number;
  readonly viewName: string;
  /** See `hashOrder`; null where it was not yet noted. */
  readonly orderHash: Buffer | null;
  /** Null before the first publication. */
  readonly last: {
    readonly vintage: number;
    readonly valueHash: Buffer;
    readonly labelHash: Buffer;
  } | null;
}

/** The table's row if it has one. */
export async function findDataset(
  { db }: LoadSession,
  description: TableDescription,
): Promise<DatasetKeys | null> {
  const row = await db
    .selectFrom('star.dim_dataset as dataset')
    .leftJoin('star.dim_vintage as vintage', 'vintage.dataset_key', 'dataset.dataset_key')
    .select([
      'dataset.dataset_key',
      'dataset.bucket',
      'dataset.view_name',
      'dataset.order_hash',
      'vintage.vintage',
      'vintage.value_hash',
      'vintage.label_hash',
    ])
    .where('dataset.provider', '=', description.ref.provider)
    .where('dataset.table_id', '=', description.ref.table)
    .orderBy('vintage.vintage', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    datasetKey: row.dataset_key,
    bucket: row.bucket,
    viewName: row.view_name,
    orderHash: row.order_hash,
    last:
      row.vintage === null || row.value_hash === null || row.label_hash === null
        ? null
        : { vintage: row.vintage, valueHash: row.value_hash, labelHash: row.label_hash },
  };
}

/**
 * Makes the table's row, or brings its description up to date.
 *
 * @param whole everything that the source has along the selected variables
 * @returns what stood before
 */
export async function saveDataset(
  session: LoadSession,
  description: TableDescription,
  whole: CubeFrame,
): Promise<DatasetKeys> {
  const { ref } = description;
  const orderHash = Buffer.from(hashOrder(whole));
  const facts = {
    title_no: description.titleNo,
    title_en: description.titleEn,
    source: description.source,
    licence: description.licence,
    subject_paths: JSON.stringify(description.subjectPaths),
    official: description.official,
    discontinued: description.discontinued,
    next_update: description.nextUpdate,
    notes_no: [...description.frame.notes],
    notes_en: [...(description.english?.notes ?? [])],
    order_hash: orderHash,
  };
  const known = await findDataset(session, description);
  if (known !== null) {
    await session.db
      .updateTable('star.dim_dataset')
      .set(facts)
      .where('dataset_key', '=', known.datasetKey)
      .execute();
    return known;
  }
  const name = await freeViewName(session, viewName(ref.provider, ref.table));
  const row = await session.db
    .insertInto('star.dim_dataset')
    .values({
      provider: ref.provider,
      table_id: ref.table,
      view_name: name,
      // From the name, not from the key: a rebuilt database puts the table in the same bucket.
      bucket: sql<number>`mod(hashtextextended(${tableName(ref)}, 0) & 2147483647, ${SHARED_BUCKETS})::smallint`,
      ...facts,
    })
    .returning(['dataset_key', 'bucket'])
    .executeTakeFirstOrThrow();
  return { datasetKey: row.dataset_key, bucket: row.bucket, viewName: name, orderHash, last: null };
}

/** Table ids that differ only in signs would share a name; the later one gets a number. */
async function freeViewName({ db }: LoadSession, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    const taken = await db
      .selectFrom('star.dim_dataset')
      .select('dataset_key')
      .where('view_name', '=', name)
      .executeTakeFirst();
    if (taken === undefined) return name;
  }
}
