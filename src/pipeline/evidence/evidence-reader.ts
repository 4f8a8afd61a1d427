import { sql } from 'kysely';
import { askOnce } from '../../ask-once.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { ResponseRecord } from '../../extract/archive/fetch-record.ts';
import { sha256Hex } from '../../extract/archive/object-store.ts';
import { loadResponse } from '../../extract/archive/replay.ts';
import { cubesOfResponse } from '../../extract/read-table.ts';
import type {
  CellCodes,
  CellEvidence,
  CellState,
  EvidenceCheck,
  EvidenceRequest,
} from '../../lineage/evidence/cell-evidence.ts';
import { cellState } from '../../lineage/evidence/cell-state.ts';
import { originOf, requestsOf, tableFacts } from '../../lineage/evidence/origin.ts';
import { valueAt } from '../../transform/cube.ts';
import { locateCell } from '../../transform/locate-cell.ts';
import { valuePointer } from '../../transform/jsonstat/value-pointer.ts';
import { type TableRef, tableName } from '../../transform/table.ts';
import type { ProviderOf } from '../rebuild.ts';
import { type VintageChoice, vintageTask } from '../vintage-task.ts';
import type { Workshop } from '../workshop.ts';
import {
  type ArchivedFetch,
  findCell,
  findFetch,
  type FoundCell,
  openFetch,
} from './archived-fetch.ts';

/** What evidence is taken from. */
export type EvidenceSources = Pick<Workshop, 'db' | 'archive' | 'journal'>;

/** Explains cells. Whoever asks for many has each fetch described once, and the last response read once. */
export interface EvidenceReader {
  /**
   * The whole chain behind a cell, its archived bytes read again and compared with what the
   * database says. A chain that does not hold is told in `checks`, not thrown.
   *
   * @throws StatbankError SB_EVIDENCE_CELL if there is no such cell, SB_EVIDENCE_BROKEN if no
   *   archived response has it, SB_LOAD_NOTHING_TO_REPLAY if there is no such vintage,
   *   SB_ARCHIVE_MISSING and SB_ARCHIVE_CORRUPT if bytes are gone or altered
   */
  explain(ref: TableRef, codes: CellCodes, choice?: VintageChoice): Promise<CellEvidence>;
}

/** Opens a reader of evidence. */
export function evidenceReader(sources: EvidenceSources, providerOf: ProviderOf): EvidenceReader {
  const { db, archive } = sources;
  const fetches = askOnce<readonly [ArchivedFetch, readonly EvidenceRequest[]]>();
  let last: { readonly sha256: string; readonly read: Pick<FoundCell, 'bytes' | 'cube'> } | null =
    null;

  async function openTask(taskId: string, ref: TableRef) {
    const requests = await requestsOf(db, taskId);
    const fetch = await findFetch(sources, taskId, requests);
    return [await openFetch(sources, providerOf(ref.provider), fetch), requests] as const;
  }

  async function explain(
    ref: TableRef,
    asked: CellCodes,
    choice: VintageChoice = { kind: 'latest' },
  ): Promise<CellEvidence> {
    const table = await tableFacts(db, ref);
    const { vintage } = await vintageTask(sources, ref, choice);
    const state = await cellState(db, table, asked, vintage);
    const origin = await originOf(db, table.datasetKey, state.from);
    const { fetchTaskId } = origin;
    const [fetch, requests] = await fetches(fetchTaskId, async () => openTask(fetchTaskId, ref));
    const codes = new Map(state.coordinates.map(({ variable, code }) => [variable, code]));
    const found = await findCell(fetch, codes, async (record) => {
      if (last?.sha256 === record.sha256) return last.read;
      const response = await loadResponse(archive, record);
      const { bytes } = response;
      for await (const cube of cubesOfResponse(fetch.provider, fetch.description, response)) {
        const read = { bytes, cube };
        const streamed = fetch.provider.streamed !== undefined;
        if (!streamed) last = { sha256: record.sha256, read };
        // Of a response in several cubes only the one that has the cell is of use.
        if (!streamed || locateCell(cube, codes) !== null) return read;
      }
      return null;
    });
    const request = requestBehind(ref, found.record, requests);
    const { name, datasetKey: _, bucket: __, ...facts } = table;
    const place = placeOf(found);
    const checks: readonly EvidenceCheck[] = [
      { check: 'request-recorded', ok: isSameExchange(request, found) },
      { check: 'bytes-match-hash', ok: sha256Hex(found.bytes) === request.sha256 },
      { check: 'value-equal', ok: await sameNumber(sources, state, place.value) },
      { check: 'symbol-equal', ok: state.symbol === place.symbol },
    ];
    return {
      table: name,
      ...facts,
      vintage,
      state,
      origin,
      request,
      object: `objects/${request.sha256.slice(0, 2)}/${request.sha256.slice(2)}.gz`,
      place,
      checks,
      proven: checks.every(({ ok }) => ok),
    };
  }

  return Object.freeze({ explain });
}

function requestBehind(
  ref: TableRef,
  record: ResponseRecord,
  requests: readonly EvidenceRequest[],
): EvidenceRequest {
  const same = requests.filter(({ sha256 }) => sha256 === record.sha256);
  const request =
    same.find(({ url, body }) => url === record.request.url && body === record.request.body) ??
    same[0];
  if (request !== undefined) return request;
  throw new StatbankError(
    'SB_EVIDENCE_BROKEN',
    `The journal says that ${tableName(ref)} came in a response with hash ${record.sha256}, which the database has no request for.`,
    { context: { table: tableName(ref), sha256: record.sha256 } },
  );
}

/** Whether database and journal say the same of an exchange, each on its own. */
function isSameExchange(request: EvidenceRequest, { record, bytes }: FoundCell): boolean {
  const { method, url, body } = record.request;
  return (
    request.method === method &&
    request.url === url &&
    request.body === body &&
    request.status === record.status &&
    request.byteLength === bytes.length
  );
}

function placeOf({ bytes, cube, index }: FoundCell): CellEvidence['place'] {
  return {
    index,
    cells: cube.cellCount,
    pointer: valuePointer(bytes, index),
    document: cube.places?.get(index) ?? null,
    value: valueAt(cube, index),
    symbol: cube.symbols.get(index) ?? '',
  };
}

/** Compared by the server, in whose type the number is exact. */
async function sameNumber(
  { db }: Pick<Workshop, 'db'>,
  { value }: CellState,
  read: number | null,
): Promise<boolean> {
  if (value === null || read === null) return value === read;
  const { rows } = await sql<{ same: boolean }>`
    select ${value}::text::numeric = ${String(read)}::text::numeric as same`.execute(db);
  return rows[0]?.same === true;
}
