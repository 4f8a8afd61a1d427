import type { ColumnType, Language, MartColumn, MartTable, MartView } from '../mart.ts';
import type { OutputFile } from '../output-folder.ts';
import { additivityAdvice, type NamedMeasure, namedMeasures, numberFormat } from './measures.ts';
import { daxMeasure } from './dax.ts';
import type { MartAddress, Pack } from './pack.ts';
import { type TmdlNode, tmdlName, tmdlText } from './tmdl.ts';

/** Dimensions that a star in Power BI needs; the bridge of members would make its paths ambiguous. */
const USED = /^dim_(time|region|measure|table)(_en)?$/;

const HIERARCHY = Object.freeze({
  no: { name: 'Kalender', levels: ['år', 'kvartal', 'måned', 'periode'] },
  en: { name: 'Calendar', levels: ['year', 'quarter', 'month', 'period'] },
});

/**
 * A connection file and a semantic model in TMDL: one fact table per statistical table, the
 * conformed dimensions, their relationships, the calendar's hierarchy, and one measure per
 * statistikkvariabel that sums no more than may be summed. The calendar is not marked as a date
 * table: it has years, quarters and months side by side, and Microsoft asks for one row a day.
 */
export const powerBiPack: Pack = (mart, address) => {
  const dimensions = mart.dimensions.filter(({ name }) => USED.test(name));
  const facts = mart.tables.map(({ view }) => view);
  const views = [...dimensions, ...facts];
  const root = 'statbank.SemanticModel/definition';
  return [
    connectionFile(address),
    {
      path: 'statbank.SemanticModel/definition.pbism',
      text: json({ version: '4.0', settings: {} }),
    },
    file(`${root}/database.tmdl`, [
      { line: 'database', items: [{ line: 'compatibilityLevel: 1567' }] },
    ]),
    file(`${root}/model.tmdl`, modelNodes(mart.language, views)),
    file(`${root}/relationships.tmdl`, relationshipNodes(views)),
    ...dimensions.map((view) =>
      file(`${root}/tables/${view.name}.tmdl`, [dimensionNode(view, mart.language, address)]),
    ),
    ...mart.tables.map((table) =>
      file(`${root}/tables/${table.view.name}.tmdl`, [factNode(table, mart.language, address)]),
    ),
  ];
};

function connectionFile({ host, port, database }: MartAddress): OutputFile {
  return {
    path: 'statbank.pbids',
    text: json({
      version: '0.1',
      connections: [
        {
          details: {
            protocol: 'postgresql',
            address: { server: `${host}:${port}`, database },
          },
          options: {},
          mode: 'Import',
        },
      ],
    }),
  };
}

function modelNodes(language: Language, views: readonly MartView[]): readonly TmdlNode[] {
  return [
    {
      line: 'model Model',
      items: [
        { line: `culture: ${language === 'no' ? 'nb-NO' : 'en-GB'}` },
        { line: 'defaultPowerBIDataSourceVersion: powerBI_V3' },
        { line: 'discourageImplicitMeasures' },
      ],
    },
    ...views.map(({ name }) => ({ line: `ref table ${tmdlName(name)}` })),
  ];
}

function relationshipNodes(views: readonly MartView[]): readonly TmdlNode[] {
  const there = new Set(views.map(({ name }) => name));
  return views.flatMap(({ name, references }) =>
    references
      // Measures know their table already: a second path from the facts would be ambiguous.
      .filter(({ toView }) => there.has(toView))
      .map(({ column, toView, toColumn }) => ({
        line: `relationship ${tmdlName(`${name}-${column}`)}`,
        items: [
          { line: `fromColumn: ${tmdlName(name)}.${tmdlName(column)}` },
          { line: `toColumn: ${tmdlName(toView)}.${tmdlName(toColumn)}` },
        ],
      })),
  );
}

function dimensionNode(view: MartView, language: Language, address: MartAddress): TmdlNode {
  const time = view.name.startsWith('dim_time');
  const { name, levels } = HIERARCHY[language];
  return {
    description: view.description,
    line: `table ${tmdlName(view.name)}`,
    items: [
      ...view.columns.map((column) => columnNode(column, view.key.includes(column.name))),
      ...(time
        ? [
            {
              line: `hierarchy ${tmdlName(name)}`,
              items: levels.map((level) => ({
                line: `level ${tmdlName(level)}`,
                items: [{ line: `column: ${tmdlName(level)}` }],
              })),
            },
          ]
        : []),
      partitionNode(view, address),
    ],
  };
}

function factNode(table: MartTable, language: Language, address: MartAddress): TmdlNode {
  const { view } = table;
  return {
    description: view.description,
    line: `table ${tmdlName(view.name)}`,
    items: [
      ...namedMeasures(table).map((measure) => ({
        description: additivityAdvice(measure, language),
        line: `measure ${tmdlName(modelName(measure, table))} = ${daxMeasure(table, measure, language)}`,
        items: [{ line: `formatString: ${numberFormat(measure)}` }],
      })),
      ...view.columns.map((column) => columnNode(column, false)),
      partitionNode(view, address),
    ],
  };
}

/**
 * Measures belong to the whole model, and no two of it may have one name. The table is in each, so
 * that no name changes, and no report breaks, when another table is added.
 */
function modelName({ name }: NamedMeasure, { id }: MartTable): string {
  return `${name} – ${id}`;
}

const DATA_TYPES: Readonly<Record<ColumnType, string>> = Object.freeze({
  text: 'string',
  integer: 'int64',
  number: 'double',
  boolean: 'boolean',
  date: 'dateTime',
  instant: 'dateTime',
  json: 'string',
  list: 'string',
});

function columnNode({ name, type, description }: MartColumn, isKey: boolean): TmdlNode {
  return {
    description,
    line: `column ${tmdlName(name)}`,
    items: [
      { line: `dataType: ${DATA_TYPES[type]}` },
      ...(isKey ? [{ line: 'isKey' }] : []),
      ...(name.endsWith('_key') ? [{ line: 'isHidden' }] : []),
      ...(type === 'date' ? [{ line: 'formatString: yyyy-mm-dd' }] : []),
      // A measure knows what may be summed; the column does not.
      { line: 'summarizeBy: none' },
      { line: `sourceColumn: ${name}` },
    ],
  };
}

function partitionNode({ name }: MartView, { host, port, database }: MartAddress): TmdlNode {
  const text = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  return {
    line: `partition ${tmdlName(name)} = m`,
    items: [
      { line: 'mode: import' },
      {
        line: 'source =',
        items: [
          { line: 'let' },
          {
            line: `    Source = PostgreSQL.Database(${text(`${host}:${port}`)}, ${text(database)}),`,
          },
          { line: `    View = Source{[Schema="mart", Item=${text(name)}]}[Data]` },
          { line: 'in' },
          { line: '    View' },
        ],
      },
    ],
  };
}

function file(path: string, nodes: readonly TmdlNode[]): OutputFile {
  return { path, text: tmdlText(nodes) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
