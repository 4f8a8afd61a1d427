import type { OrderedJson } from '../ordered-json.ts';
import { type Language, type SimulatedTable, timeVariable } from '../table/model.ts';

/** Label in the catalogue: number, title and the period range, which changes at each release. */
export function catalogueLabel(table: SimulatedTable, language: Language): string {
  const { first, last } = periodRange(table);
  return `${table.id}: ${table.title[language]} ${first}-${last}`;
}

/** First and last period code. */
function periodRange(table: SimulatedTable): {
  readonly first: string;
  readonly last: string;
} {
  const periods = timeVariable(table)?.values ?? [];
  return { first: periods.at(0)?.code ?? '', last: periods.at(-1)?.code ?? '' };
}

/** A table as `/tables` and `/tables/{id}` list it. `discontinued` is absent unless true. */
export function catalogueEntry(
  table: SimulatedTable,
  language: Language,
  baseUrl: string,
): { readonly [key: string]: OrderedJson | undefined } {
  const { first, last } = periodRange(table);
  const other: Language = language === 'no' ? 'en' : 'no';
  const address = `${baseUrl}/tables/${table.id}`;
  return {
    id: table.id,
    label: catalogueLabel(table, language),
    description: '',
    sortCode: table.sortCode,
    updated: table.updated,
    firstPeriod: first,
    lastPeriod: last,
    category: 'public',
    variableNames: table.variables.map((variable) => variable.label[language]),
    discontinued: table.discontinued || undefined,
    source: table.source[language],
    subjectCode: table.subjectCode,
    timeUnit: table.timeUnit,
    paths: table.paths.map((path) =>
      path.map((step) => ({
        id: step.id,
        label: step.label[language],
        sortCode: step.sortCode,
      })),
    ),
    links: [
      link('self', language, `${address}?lang=${language}`),
      link('alternate', other, `${address}?lang=${other}`),
      link('metadata', language, `${address}/metadata?lang=${language}`),
      link('data', language, `${address}/data?lang=${language}&outputFormat=json-stat2`),
    ],
  };
}

/** A link as the API writes it; addresses are not encoded. */
export function link(rel: string, hreflang: Language, href: string): OrderedJson {
  return { rel, hreflang, href };
}
