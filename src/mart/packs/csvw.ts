import { attribution } from '../attribution.ts';
import type { ColumnType, Language, Mart, MartView } from '../mart.ts';
import type { OutputFile } from '../output-folder.ts';

/** Datatypes of the CSVW metadata vocabulary (W3C, 2015). */
const TYPES: Readonly<Record<ColumnType, unknown>> = Object.freeze({
  text: 'string',
  integer: 'integer',
  number: 'decimal',
  boolean: { base: 'boolean', format: 't|f' },
  date: 'date',
  instant: { base: 'dateTime', format: 'yyyy-MM-dd HH:mm:ss.SSSSSSx' },
  json: 'json',
  list: 'string',
});

/**
 * The column that is an empty text, and never null, where there is nothing to say. CSVW reads an
 * empty field as null unless a column says otherwise, and does not see whether it was quoted.
 */
const SYMBOL = 'symbol';

/** CSVW metadata of the CSV files that `statbank export --format csv` writes. */
export function csvwFile({ tables, dimensions, language }: Mart): OutputFile {
  const there = new Set([...tables.map(({ view }) => view.name), ...dimensions.map((v) => v.name)]);
  const tongue = language === 'no' ? 'nb' : 'en';
  return {
    path: 'csv-metadata.json',
    text: `${JSON.stringify(
      {
        '@context': ['http://www.w3.org/ns/csvw', { '@language': tongue }],
        tables: [
          ...tables.map((table) => {
            const { text, licenceUrl } = attribution(table, language);
            return {
              ...tableOf(table.view, there, language),
              'dc:title': `${table.id} ${table.title}`,
              'dc:source': text,
              ...(licenceUrl === null ? {} : { 'dc:license': { '@id': licenceUrl } }),
            };
          }),
          ...dimensions.map((view) => tableOf(view, there, language)),
        ],
      },
      null,
      2,
    )}\n`,
  };
}

function tableOf(view: MartView, there: ReadonlySet<string>, language: Language) {
  const references = view.references.filter(({ toView }) => there.has(toView));
  return {
    url: `${view.name}.csv`,
    'dc:description': view.description,
    tableSchema: {
      columns: view.columns.map(({ name, type, description }) => ({
        name: columnName(name),
        titles: { [language === 'no' ? 'nb' : 'en']: name },
        datatype: TYPES[type],
        ...(name === SYMBOL ? { null: [] } : {}),
        'dc:description': description,
      })),
      ...(view.key.length === 0 ? {} : { primaryKey: view.key.map(columnName) }),
      ...(references.length === 0
        ? {}
        : {
            foreignKeys: references.map(({ column, toView, toColumn }) => ({
              columnReference: columnName(column),
              reference: { resource: `${toView}.csv`, columnReference: columnName(toColumn) },
            })),
          }),
    },
  };
}

/** Names are URI template variables: ASCII letters, digits and underscores, the rest per cent encoded. */
function columnName(name: string): string {
  return encodeURIComponent(name).replaceAll(/[!'()*~-]/g, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
