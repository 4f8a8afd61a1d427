import type { FetchRecord, ResponseRecord } from '../../extract/archive/fetch-record.ts';
import { loadResponse, usedResponses } from '../../extract/archive/replay.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { Provider, SourceResponse } from '../../extract/provider.ts';
import { describeTable } from '../../extract/read-table.ts';
import type { CellCodes, EvidenceRequest } from '../../lineage/evidence/cell-evidence.ts';
import type { Cube } from '../../transform/cube.ts';
import { locateCell } from '../../transform/locate-cell.ts';
import { tableName, type TableDescription } from '../../transform/table.ts';
import type { Workshop } from '../workshop.ts';

/** A fetch in the archive with what its responses say of the table. */
export interface ArchivedFetch {
  readonly fetch: FetchRecord;
  readonly provider: Provider;
  readonly description: TableDescription;
  /** The responses that hold cells. */
  readonly data: readonly ResponseRecord[];
}

/** A response read again, with the place of a cell in it. */
export interface FoundCell {
  readonly record: ResponseRecord;
  readonly bytes: Uint8Array;
  readonly cube: Cube;
  readonly index: number;
}

/**
 * Finds the journal's document of a fetch. In a database that was rebuilt from the archive
 * tasks have other ids than in the journal: there the hashes of the responses tell.
 *
 * @throws StatbankError SB_ARCHIVE_MISSING
 */
export async function findFetch(
  { journal }: Pick<Workshop, 'journal'>,
  taskId: string,
  requests: readonly EvidenceRequest[],
): Promise<FetchRecord> {
  try {
    return await journal.readFetch(taskId);
  } catch (error) {
    if (!(error instanceof StatbankError) || error.code !== 'SB_ARCHIVE_MISSING') throw error;
    const wanted = requests.map(({ sha256 }) => sha256).join();
    for await (const fetch of journal.listFetches()) {
      if (fetch.complete && fetch.responses.map(({ sha256 }) => sha256).join() === wanted) {
        return fetch;
      }
    }
    throw error;
  }
}

/** Reads what the responses of a fetch say of the table; none of its cells. */
export async function openFetch(
  { archive }: Pick<Workshop, 'archive'>,
  provider: Provider,
  fetch: FetchRecord,
): Promise<ArchivedFetch> {
  const records = usedResponses(fetch);
  const described: SourceResponse[] = [];
  for (const record of records) {
    if (record.purpose !== 'data') described.push(await loadResponse(archive, record));
  }
  const data = records.filter(({ purpose }) => purpose === 'data');
  return {
    fetch,
    provider,
    description: await describeTable(provider, fetch.ref.table, described),
    // A provider whose documents hold data and description in one has no data responses.
    data: data.length === 0 ? records.filter(({ purpose }) => purpose === 'document') : data,
  };
}

/**
 * Reads the response that holds a cell again.
 *
 * @param read reads a response, null if it cannot have the cell; a caller that asks for many cells remembers what it read
 * @throws StatbankError SB_EVIDENCE_BROKEN if no response of the fetch has the cell
 */
export async function findCell(
  { fetch, data }: ArchivedFetch,
  codes: CellCodes,
  read: (record: ResponseRecord) => Promise<Pick<FoundCell, 'bytes' | 'cube'> | null>,
): Promise<FoundCell> {
  for (const record of data) {
    if (!mayHold(record, codes)) continue;
    const found = await read(record);
    if (found === null) continue;
    const { bytes, cube } = found;
    const index = locateCell(cube, codes);
    if (index !== null) return { record, bytes, cube, index };
  }
  throw new StatbankError(
    'SB_EVIDENCE_BROKEN',
    `None of the ${data.length} archived responses of ${tableName(fetch.ref)} has the cell ${[...codes].map((pair) => pair.join('=')).join(' ')}, although the database says that it came from them.`,
    { context: { table: tableName(fetch.ref), taskId: fetch.taskId } },
  );
}

function mayHold({ selection }: ResponseRecord, codes: CellCodes): boolean {
  if (selection === null) return true;
  return [...selection].every(([variable, asked]) => asked.includes(codes.get(variable) ?? ''));
}
