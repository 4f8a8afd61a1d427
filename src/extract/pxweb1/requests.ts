import { StatbankError } from '../../errors/statbank-error.ts';
import type { Selection } from '../../transform/table.ts';
import type { SourceRequest } from '../provider.ts';
import type { PxWeb1Agency } from './agency.ts';

function address(agency: PxWeb1Agency, language: string, steps: readonly string[]): string {
  const base = agency.baseUrl.replaceAll('{lang}', language);
  return [base, language, ...steps.map((step) => encodeURIComponent(step))].join('/');
}

/**
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE for text that no agency uses as an id: it
 *   would become another address
 */
function tablePath({ database }: PxWeb1Agency, table: string): readonly string[] {
  const steps = table.split('/');
  if (!steps.every((step) => /^(?!\.)[\p{L}\p{N}._-]+$/u.test(step))) {
    throw new StatbankError(
      'SB_SOURCE_NO_SUCH_TABLE',
      `${JSON.stringify(table)} cannot be the id of a table. An id is like 07459, 11ra.px or vaerak/11ra.px.`,
      { context: { table } },
    );
  }
  return [database, ...steps];
}

/** Limits; without a slash before the question mark, which one agency does not take. */
export function configRequest(agency: PxWeb1Agency): SourceRequest {
  const url = `${address(agency, agency.languages[0], [])}?config`;
  return Object.freeze({ method: 'GET', url, body: null });
}

export function searchRequest(agency: PxWeb1Agency, words: string): SourceRequest {
  const everything = words === '' ? { query: '*', filter: '*' } : { query: words };
  const query = new URLSearchParams(everything).toString();
  const url = `${address(agency, agency.languages[0], [agency.database])}/?${query}`;
  return Object.freeze({ method: 'GET', url, body: null });
}

export function metadataRequest(
  agency: PxWeb1Agency,
  table: string,
  language: string,
): SourceRequest {
  const url = address(agency, language, tablePath(agency, table));
  return Object.freeze({ method: 'GET', url, body: null });
}

/**
 * A data query with everything explicit: a variable that is left out comes whole, if it cannot
 * be eliminated, or else disappears, and which of them is not said.
 */
export function dataRequest(
  agency: PxWeb1Agency,
  table: string,
  language: string,
  selection: Selection,
): SourceRequest {
  const query = [...selection].map(([code, values]) => ({
    code,
    selection: { filter: 'item', values: [...new Set(values)] },
  }));
  return Object.freeze({
    method: 'POST',
    url: address(agency, language, tablePath(agency, table)),
    body: JSON.stringify({ query, response: { format: 'json-stat2' } }),
  });
}
