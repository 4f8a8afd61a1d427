import type { FetchRecord } from '../extract/archive/fetch-record.ts';
import { loadResponse, usedResponses } from '../extract/archive/replay.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Provider, SourceResponse } from '../extract/provider.ts';
import { afterDescribing, cubesOfDocuments, describeTable } from '../extract/read-table.ts';
import type { Publication } from '../load/publication.ts';
import { tableName } from '../transform/table.ts';
import type { Workshop } from './workshop.ts';

/** An archived fetch is read whole: what was asked for then is what there is. */
const NO_LIMITS = Object.freeze({ maxCells: Number.MAX_SAFE_INTEGER, calls: 1, windowSeconds: 1 });

/**
 * A publication made from archived responses alone.
 *
 * @throws StatbankError SB_ARCHIVE_MISSING or SB_ARCHIVE_CORRUPT if bytes are gone or altered,
 *   SB_LOAD_NOTHING_TO_REPLAY if the fetch never became whole
 */
export async function archivedTable(
  { archive }: Pick<Workshop, 'archive'>,
  provider: Provider,
  fetch: FetchRecord,
  taskId: string,
): Promise<Publication> {
  if (!fetch.complete) {
    throw new StatbankError(
      'SB_LOAD_NOTHING_TO_REPLAY',
      `The fetch ${fetch.taskId} of ${tableName(fetch.ref)} was never completed. Sync the table again.`,
      { context: { taskId: fetch.taskId } },
    );
  }
  const records = usedResponses(fetch);
  const described: SourceResponse[] = [];
  for (const record of records) {
    if (record.purpose !== 'data') described.push(await loadResponse(archive, record));
  }
  const data = records.filter(({ purpose }) => purpose === 'data');
  const description = await describeTable(provider, fetch.ref.table, described);
  const plan = provider.plan(description, described, fetch.selection, NO_LIMITS);
  const documents = afterDescribing(provider, described);
  return {
    description,
    frame: plan.frame,
    english: plan.english,
    chunks: async function* () {
      // A provider whose documents hold data and description in one has no data responses.
      if (data.length === 0) yield* cubesOfDocuments(provider, description, documents);
      for (const record of data) {
        yield provider.toCube(await loadResponse(archive, record), description);
      }
    },
    taskId,
    releasedAt: description.updated,
    // As the fetch said it: what came after the last cells only confirmed them.
    observedAt: (data.at(-1) ?? records.at(-1))?.respondedAt ?? fetch.startedAt,
    committedAt: null,
  };
}
