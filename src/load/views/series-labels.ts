import { sql } from 'kysely';
import type { LoadSession } from '../session.ts';

/** Name of the table with the codes and labels of a table's series, which its views read. */
export function seriesLabelsOf(datasetKey: number): string {
  return `star.series_labels_${datasetKey}`;
}

/**
 * Brings the codes and labels of a table's series up to date, within the publishing
 * transaction and before the views that read them.
 *
 * @param relabelled whether a label may be another than before; new series are found without it
 */
export async function refreshSeriesLabels(
  { db }: LoadSession,
  datasetKey: number,
  relabelled: boolean,
): Promise<void> {
  await sql`select star.refresh_series_labels(${datasetKey}, ${relabelled})`.execute(db);
}
