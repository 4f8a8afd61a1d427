import { Big } from 'big.js';
import { parse } from 'csv-parse/sync';

/** A value with its datatype in front, such as `integer 5`; `null` is no value. */
export type CsvwValue = string;

interface CsvwDatatype {
  readonly base: string;
  readonly format?: string;
}

interface CsvwColumn {
  readonly name: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly datatype: string | CsvwDatatype;
  readonly null?: readonly string[];
}

/** A table of a CSVW table group, as far as the exported metadata uses the vocabulary. */
export interface CsvwTable {
  readonly url: string;
  readonly tableSchema: {
    readonly columns: readonly CsvwColumn[];
    readonly primaryKey?: readonly string[];
    readonly foreignKeys?: readonly {
      readonly columnReference: string;
      readonly reference: { readonly resource: string; readonly columnReference: string };
    }[];
  };
}

/** Values by the names of columns in the file's header. */
export type CsvwRow = ReadonlyMap<string, CsvwValue>;

/** A table as its metadata reads it. */
export interface CsvwRead {
  readonly rows: readonly CsvwRow[];
  readonly faults: readonly string[];
}

/**
 * Reads a CSV file with its metadata as a validator does (W3C, "Model for Tabular Data and Metadata
 * on the Web", 2015, §6.4 "Parsing Cells" and §6.5 "Presenting Tables"; "Metadata Vocabulary for
 * Tabular Data", §5.5 keys): whether a field was quoted is not seen; an empty field is null unless
 * the column's `null` says otherwise; everything else has to be of the column's datatype.
 */
export function readCsvw({ url, tableSchema }: CsvwTable, text: string): CsvwRead {
  const [header = [], ...records] = parse(text);
  const faults: string[] = [];
  const { columns, primaryKey = [] } = tableSchema;
  const titles = columns.map((column) => Object.values(column.titles)[0] ?? column.name);
  if (titles.join('\n') !== header.join('\n')) faults.push(`${url}: header is not the titles`);
  const rows = records.map((record, at) => {
    const row = new Map<string, CsvwValue>();
    columns.forEach((column, place) => {
      const value = cellOf(record[place] ?? '', column);
      if (value === undefined) {
        faults.push(`${url}:${at + 2}: ${titles[place]} is no ${JSON.stringify(column.datatype)}`);
      }
      row.set(titles[place] ?? '', value ?? 'invalid');
    });
    return row;
  });
  const key = primaryKey.map((name) => titles[columns.findIndex((each) => each.name === name)]);
  if (key.includes(undefined)) faults.push(`${url}: primary key of unknown columns`);
  const seen = new Set<string>();
  rows.forEach((row, at) => {
    const values = key.map((title) => row.get(title ?? '') ?? 'null');
    const joined = values.join('\n');
    if (key.length > 0 && seen.has(joined)) faults.push(`${url}:${at + 2}: key is there twice`);
    if (values.includes('null')) faults.push(`${url}:${at + 2}: key is null`);
    seen.add(joined);
  });
  return { rows, faults };
}

/** Values of references that no row of their target has. Nulls refer to nothing. */
export function danglingReferences(
  tables: readonly CsvwTable[],
  rowsOf: (url: string) => readonly CsvwRow[],
): readonly string[] {
  const titleOf = (url: string, name: string): string | undefined =>
    Object.values(
      tables
        .find((table) => table.url === url)
        ?.tableSchema.columns.find((column) => column.name === name)?.titles ?? {},
    )[0];
  return tables.flatMap(({ url, tableSchema: { foreignKeys = [] } }) =>
    foreignKeys.flatMap(({ columnReference, reference: { resource, columnReference: target } }) => {
      const from = titleOf(url, columnReference);
      const to = titleOf(resource, target);
      if (from === undefined || to === undefined) return [`${url}: ${columnReference} to nowhere`];
      const there = new Set(rowsOf(resource).map((row) => row.get(to)));
      return rowsOf(url)
        .map((row) => row.get(from) ?? 'null')
        .filter((value) => value !== 'null' && !there.has(value))
        .map((value) => `${url}: ${from} is ${value}, which ${resource} has not`);
    }),
  );
}

function cellOf(text: string, column: CsvwColumn): CsvwValue | undefined {
  if ((column.null ?? ['']).includes(text)) return 'null';
  const { base, format } =
    typeof column.datatype === 'string' ? { base: column.datatype } : column.datatype;
  return PARSERS[base]?.(text, format);
}

type Parser = (text: string, format?: string) => CsvwValue | undefined;

/** The one format of instants that is understood here. */
const INSTANT = 'yyyy-MM-dd HH:mm:ss.SSSSSSx';

const PARSERS: Readonly<Record<string, Parser>> = Object.freeze({
  string: (text) => `string ${text}`,
  integer: (text) => (/^[+-]?\d+$/.test(text) ? `integer ${BigInt(text)}` : undefined),
  decimal: (text) =>
    /^[+-]?\d+(?:\.\d+)?$/.test(text) ? `decimal ${new Big(text).toFixed()}` : undefined,
  boolean: (text, format = 'true|false') => {
    const [yes, no] = format.split('|');
    return text === yes ? 'boolean true' : text === no ? 'boolean false' : undefined;
  },
  date: (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
      ? `date ${text}`
      : undefined,
  // Microseconds are beyond JavaScript's dates: the fraction stays text, of six digits.
  dateTime: (text, format) => {
    const [, moment = '', fraction = '', zone = ''] =
      /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?([+-]\d{2}(?:\d{2})?)$/.exec(text) ??
      [];
    if (format !== INSTANT || zone === '') return undefined;
    const at = new Date(`${moment.replace(' ', 'T')}${zone.slice(0, 3)}:${zone.slice(3) || '00'}`);
    return `dateTime ${at.toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}`;
  },
});
