import type { FetchProgress } from '../pipeline/fetch-table.ts';
import type { PublishMode } from '../pipeline/publish-task.ts';
import { syncTable, type SyncTarget } from '../pipeline/sync.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import { withTask } from '../pipeline/with-task.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { TableDescription } from '../transform/table.ts';
import type { SourceOf } from './sync-targets.ts';

/** A source that cannot be opened fails its own tables, and no other provider's. */
export async function syncTarget(
  workshop: Workshop,
  sourceOf: SourceOf,
  runId: string,
  target: SyncTarget,
  mode: PublishMode,
  onProgress: FetchProgress,
  onDescribed?: (description: TableDescription) => void,
): Promise<TableReport> {
  const source = await sourceOf(target.ref.provider).catch((error: unknown) => ({ error }));
  return 'error' in source
    ? withTask(workshop, runId, 'sync', target.ref, null, () => Promise.reject(source.error))
    : syncTable(workshop, source, runId, target, mode, onProgress, onDescribed);
}
