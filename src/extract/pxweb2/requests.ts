import { StatbankError } from '../../errors/statbank-error.ts';
import type { Selection } from '../../transform/table.ts';
import type { SourceRequest } from '../provider.ts';
import type { PxWebAgency } from './agency.ts';

/** What a catalogue search asks for. */
export interface CatalogueQuery {
  /** Words and Lucene syntax, as the agency's search takes them; empty for the whole catalogue. */
  readonly query: string;
  readonly language: string;
  readonly includeDiscontinued: boolean;
  readonly pageNumber: number;
  readonly pageSize: number;
  /** Only tables with a publication in so many days. */
  readonly pastDays: number | null;
}

/**
 * The value that the server invents for a table without contents variable. The variable is
 * in every answer, but the server does not know it in a question.
 */
const ARTIFICIAL_CONTENTS = 'EliminatedValue';

function address(
  agency: PxWebAgency,
  path: readonly string[],
  parameters: Readonly<Record<string, string>>,
): string {
  const steps = path.map((step) => encodeURIComponent(step)).join('/');
  const query = new URLSearchParams(parameters).toString();
  return `${agency.baseUrl}/${steps}${query === '' ? '' : `?${query}`}`;
}

function get(url: string): SourceRequest {
  return Object.freeze({ method: 'GET', url, body: null });
}

/**
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE for text that no agency uses as an id: it
 *   would become another address
 */
function tablePath(table: string): readonly string[] {
  if (!/^(?!\.)[\p{L}\p{N}._-]+$/u.test(table)) {
    throw new StatbankError(
      'SB_SOURCE_NO_SUCH_TABLE',
      `${JSON.stringify(table)} cannot be the id of a table. An id is like 07459 or TAB6471; "statbank search" finds them.`,
      { context: { table } },
    );
  }
  return ['tables', table];
}

export function configRequest(agency: PxWebAgency): SourceRequest {
  return get(address(agency, ['config'], {}));
}

export function searchRequest(agency: PxWebAgency, query: CatalogueQuery): SourceRequest {
  return get(
    address(agency, ['tables'], {
      lang: query.language,
      ...(query.query === '' ? {} : { query: query.query }),
      ...(query.pastDays === null ? {} : { pastDays: String(query.pastDays) }),
      includeDiscontinued: String(query.includeDiscontinued),
      pageNumber: String(query.pageNumber),
      pageSize: String(query.pageSize),
    }),
  );
}

export function entryRequest(agency: PxWebAgency, table: string, lang: string): SourceRequest {
  return get(address(agency, tablePath(table), { lang }));
}

export function metadataRequest(agency: PxWebAgency, table: string, lang: string): SourceRequest {
  return get(address(agency, [...tablePath(table), 'metadata'], { lang }));
}

export function codelistRequest(agency: PxWebAgency, id: string, lang: string): SourceRequest {
  return get(address(agency, ['codelists', id], { lang }));
}

/**
 * A data query with everything explicit. POST, because addresses above some 2,100 characters
 * are answered with 404. A code twice in one list makes the server fail, so each stands once.
 *
 * @param codelists Codelist or grouping by variable, where one is used.
 */
export function dataRequest(
  agency: PxWebAgency,
  table: string,
  selection: Selection,
  codelists: ReadonlyMap<string, string>,
): SourceRequest {
  const asked = [...selection].filter(
    ([, codes]) => !(codes.length === 1 && codes[0] === ARTIFICIAL_CONTENTS),
  );
  const body = {
    selection: asked.map(([variableCode, codes]) => {
      const codelist = codelists.get(variableCode);
      return {
        variableCode,
        ...(codelist === undefined ? {} : { codelist }),
        valueCodes: [...new Set(codes)],
      };
    }),
  };
  return Object.freeze({
    method: 'POST',
    url: address(agency, [...tablePath(table), 'data'], {
      lang: agency.languages[0],
      outputFormat: 'json-stat2',
    }),
    body: JSON.stringify(body),
  });
}
