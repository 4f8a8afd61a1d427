import { attribution } from '../attribution.ts';
import { exampleQueries } from '../example-queries.ts';
import type { Language, Mart, MartTable, MartView } from '../mart.ts';
import type { Block, DictionaryPage } from './blocks.ts';
import { type DictionarySymbol, MAX_VALUES, type TableDetails } from './details.ts';
import { WORDS } from './words.ts';

/** The front page: all tables, the shared views with their columns, and the symbols. */
export function frontPage(mart: Mart, symbols: readonly DictionarySymbol[]): DictionaryPage {
  const words = WORDS[mart.language];
  return {
    name: 'index',
    title: words.dictionary,
    language: mart.language,
    blocks: [
      heading(1, words.dictionary),
      { kind: 'paragraph', text: words.intro },
      heading(2, words.tables),
      {
        kind: 'table',
        caption: words.tables,
        columns: [words.table, words.title, words.view, words.cells, words.state],
        rows: mart.tables.map(({ id, title, view, cells, stateWords }) => [
          { text: id, page: view.name },
          title,
          `mart.${view.name}`,
          grouped(cells, mart.language),
          stateWords,
        ]),
      },
      heading(2, words.symbols),
      {
        kind: 'table',
        caption: words.symbols,
        columns: [words.symbols, words.meaning],
        rows: symbols.map(({ symbol, meaning }) => [symbol, meaning ?? '']),
      },
      heading(2, words.shared),
      ...[...mart.dimensions, mart.facts].flatMap((view) => viewBlocks(view, mart.language)),
    ],
  };
}

/** The page of one table. */
export function tablePage(
  table: MartTable,
  { values, notes, responses }: TableDetails,
  language: Language,
): DictionaryPage {
  const words = WORDS[language];
  const { text, licenceUrl, duty } = attribution(table, language);
  const official = table.official === null ? '' : table.official ? words.yes : words.no;
  return {
    name: table.view.name,
    title: `${table.id} ${table.title}`,
    language,
    blocks: [
      { kind: 'link', text: words.back, href: 'index' },
      heading(1, `${table.id} ${table.title}`),
      heading(2, words.facts),
      {
        kind: 'table',
        caption: words.facts,
        columns: [words.property, words.value],
        rows: [
          [words.view, `mart.${table.view.name}`],
          [words.source, table.source ?? ''],
          [words.licence, [table.licence ?? '', licenceUrl ?? ''].join(' ').trim()],
          [words.attribution, [text, duty ?? ''].join('. ').replace(/\. $/, '')],
          [words.official, official],
          [words.state, table.stateWords],
          [words.cells, grouped(table.cells, language)],
          [words.vintage, String(table.vintage)],
          [words.updated, table.sourceUpdatedAt ?? ''],
          [words.published, table.committedAt],
          [words.next, table.nextReleaseAt ?? ''],
        ],
      },
      ...variableBlocks(table, language),
      ...valueBlocks(table, values, language),
      ...viewBlocks(table.view, language),
      ...(notes.length === 0
        ? []
        : [
            heading(2, words.notes),
            {
              kind: 'list' as const,
              items: notes.map(({ variable, value, note }) =>
                variable === null ? note : `${variable} ${value ?? ''}: ${note}`,
              ),
            },
          ]),
      heading(2, words.examples),
      ...exampleQueries(table, language).flatMap(({ title, sql }): readonly Block[] => [
        heading(3, title),
        { kind: 'sql', text: sql },
      ]),
      heading(2, words.lineage),
      {
        kind: 'table',
        caption: words.lineage,
        columns: [words.requested, words.purpose, words.address, words.hash],
        rows: responses.map(({ responded_at, purpose, url, sha256 }) => [
          responded_at,
          purpose,
          url,
          sha256,
        ]),
      },
    ],
  };
}

function variableBlocks({ variables, measures }: MartTable, language: Language): readonly Block[] {
  const words = WORDS[language];
  return [
    heading(2, words.variables),
    {
      kind: 'table',
      caption: words.variables,
      columns: [
        words.variable,
        words.code,
        words.role,
        words.column,
        words.codeColumn,
        words.total,
        words.count,
        words.concept,
      ],
      rows: variables.map((variable) => [
        variable.label,
        variable.code,
        words.roles[variable.role],
        variable.column,
        variable.codeColumn,
        variable.totalCode ?? '',
        String(variable.values),
        variable.concept ?? '',
      ]),
    },
    heading(2, words.measures),
    {
      kind: 'table',
      caption: words.measures,
      columns: [
        words.measure,
        words.code,
        words.unit,
        words.decimals,
        words.additivity,
        words.base,
        words.reference,
      ],
      rows: measures.map((measure) => [
        measure.label,
        measure.code,
        measure.unit ?? '',
        measure.decimals === null ? '' : String(measure.decimals),
        words.sums[measure.additivity],
        measure.basePeriod ?? '',
        measure.referencePeriod ?? '',
      ]),
    },
  ];
}

function valueBlocks(
  { variables }: MartTable,
  values: TableDetails['values'],
  language: Language,
): readonly Block[] {
  const words = WORDS[language];
  const blocks = variables
    .filter(({ role }) => role === 'geo' || role === 'classification')
    .flatMap(({ code, label, values: count }): readonly Block[] => [
      heading(3, label),
      {
        kind: 'table',
        caption: label,
        columns: [words.code, words.value],
        rows: (values.get(code) ?? []).map((value) => [value.code, value.label]),
      },
      ...(count > MAX_VALUES
        ? [{ kind: 'paragraph' as const, text: words.more(count - MAX_VALUES) }]
        : []),
    ]);
  return blocks.length === 0 ? [] : [heading(2, words.values), ...blocks];
}

function viewBlocks(view: MartView, language: Language): readonly Block[] {
  const words = WORDS[language];
  const target = new Map(
    view.references.map(({ column, toView, toColumn }) => [column, `mart.${toView}.${toColumn}`]),
  );
  const key = new Set(view.key);
  return [
    heading(2, `mart.${view.name}`),
    { kind: 'paragraph', text: view.description },
    {
      kind: 'table',
      caption: `${words.columns}: mart.${view.name}`,
      columns: [words.column, words.type, words.meaning, words.key, words.references],
      rows: view.columns.map(({ name, type, description }) => [
        name,
        type,
        description,
        key.has(name) ? words.yes : '',
        target.get(name) ?? '',
      ]),
    },
  ];
}

function heading(level: 1 | 2 | 3, text: string): Block {
  return { kind: 'heading', level, text };
}

function grouped(count: number, language: Language): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, language === 'no' ? ' ' : ',');
}
