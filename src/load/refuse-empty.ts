import { StatbankError } from '../errors/statbank-error.ts';
import { tableName } from '../transform/table.ts';
import type { DatasetKeys } from './dimensions/dataset.ts';
import type { CellCounts, Publication } from './publication.ts';
import type { LoadSession } from './session.ts';

/**
 * Refuses a publication without any cell where cells stand: a source that gives nothing is
 * being rebuilt or has failed far more often than it has withdrawn every figure.
 *
 * @throws StatbankError SB_LOAD_EMPTY; the earlier vintage stays
 */
export async function refuseEmpty(
  { db }: LoadSession,
  { description }: Publication,
  dataset: DatasetKeys,
  counts: CellCounts,
): Promise<void> {
  if (dataset.last === null || counts.added + counts.changed + counts.unchanged > 0) return;
  const standing = await db
    .selectFrom('star.dim_vintage')
    .select('cells')
    .where('dataset_key', '=', dataset.datasetKey)
    .where('vintage', '=', dataset.last.vintage)
    .executeTakeFirst();
  if ((standing?.cells ?? 0) === 0) return;
  const name = tableName(description.ref);
  throw new StatbankError(
    'SB_LOAD_EMPTY',
    `${name} came without a single cell, while ${standing?.cells} stand. They are kept as they are; look at the table at its source.`,
    { context: { table: name, vintage: dataset.last.vintage } },
  );
}
