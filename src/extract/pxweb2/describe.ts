import type { CubeFrame } from '../../transform/cube.ts';
import { readJsonStatFrame } from '../../transform/jsonstat/document.ts';
import { readPxFacts } from '../../transform/jsonstat/px-facts.ts';
import type { TableDescription } from '../../transform/table.ts';
import type { SourceResponse } from '../provider.ts';
import { requiredOf, wrongTable } from '../query/responses.ts';
import { readResponse } from '../read-response.ts';
import type { PxWebAgency } from './agency.ts';
import { type EntryBody, entryBody, readBody } from './bodies.ts';
import { alignEnglish } from '../query/english.ts';
import { acceptJson } from './failure.ts';
import { timeUnitOf } from './time-unit.ts';
import { tableTitle } from '../query/title.ts';

/** English labels come from here, beside the agency's first language. */
export const ENGLISH = 'en';

/** The languages that a table's metadata is fetched in. */
export function metadataLanguages(agency: PxWebAgency): readonly string[] {
  const [own, ...others] = agency.languages;
  return others.includes(ENGLISH) ? [own, ENGLISH] : [own];
}

/**
 * Reads a catalogue entry.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE for the entry of another table
 */
export function readEntry(response: SourceResponse, table: string): EntryBody {
  const what = `entry of table ${table}`;
  const entry = readBody(entryBody, acceptJson(response, what), what);
  if (entry.id.toLowerCase() === table.toLowerCase()) return entry;
  throw wrongTable('/id', table, entry.id, response.sha256);
}

/** An ISO instant in UTC, or null for what is no instant. */
export function instant(text: string | null | undefined): string | null {
  const moment = Date.parse(text ?? '');
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}

function readMetadata(response: SourceResponse, table: string): CubeFrame {
  const what = `metadata of table ${table}`;
  acceptJson(response, what);
  const { tableId } = readResponse(response, what, readPxFacts);
  if (tableId !== null && tableId.toLowerCase() !== table.toLowerCase()) {
    throw wrongTable('/extension/px/tableid', table, tableId, response.sha256);
  }
  return readResponse(response, what, readJsonStatFrame);
}

function readEnglish(response: SourceResponse, table: string, own: CubeFrame): CubeFrame {
  const frame = readMetadata(response, table);
  return readResponse(response, `metadata of table ${table}`, () => alignEnglish(own, frame));
}

/**
 * What an agency says about a table: identity, titles, periods and subjects from the catalogue
 * entry, variables and values from the metadata. Pure.
 *
 * @throws StatbankError as `acceptJson` and the JSON-stat reader
 */
export function describeTable(
  agency: PxWebAgency,
  table: string,
  responses: readonly SourceResponse[],
): TableDescription {
  const [own, english] = metadataLanguages(agency);
  const entry = readEntry(requiredOf(responses, 'entry'), table);
  const metadata = requiredOf(responses, `metadata:${own ?? ''}`);
  const frame = readMetadata(metadata, table);
  const facts = readPxFacts(metadata.bytes);
  const englishFrame =
    english === undefined
      ? null
      : readEnglish(requiredOf(responses, `metadata:${english}`), table, frame);
  const firstPeriod = entry.firstPeriod ?? null;
  const lastPeriod = entry.lastPeriod ?? null;
  const title = (label: string): string => tableTitle(label, entry.id, firstPeriod, lastPeriod);
  return Object.freeze({
    ref: Object.freeze({ provider: agency.id, table: entry.id }),
    titleNo: title(entry.label),
    titleEn: englishFrame === null ? null : title(englishFrame.label),
    source: entry.source ?? frame.source,
    licence: agency.licence,
    subjectPaths: (entry.paths ?? []).map((path) => path.map(({ id, label }) => ({ id, label }))),
    official: facts.official,
    discontinued: entry.discontinued === true || facts.discontinued,
    timeUnit: timeUnitOf(entry.timeUnit),
    firstPeriod,
    lastPeriod,
    updated: instant(entry.updated) ?? frame.updated,
    nextUpdate: facts.nextUpdate,
    frame,
    english: englishFrame,
  });
}
