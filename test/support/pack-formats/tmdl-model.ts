import type { OutputFile } from '../../../src/mart/output-folder.ts';
import type { ViewColumns } from '../quickstart-mart.ts';
import { parseDax } from './dax.ts';
import { readTmdl, type TmdlItem } from './tmdl.ts';

/** A measure's place in the database: the key of what it counts, and what may be done with it. */
export interface KnownMeasure {
  readonly key: number;
  readonly view: string;
  readonly additivity: string;
}

/** What a semantic model has to agree with. */
export interface KnownMart {
  readonly views: ReadonlyMap<string, ViewColumns>;
  readonly measures: readonly KnownMeasure[];
}

interface ModelTable {
  readonly file: string;
  readonly name: string;
  readonly columns: ReadonlyMap<string, TmdlItem>;
  readonly measures: readonly { readonly name: string; readonly dax: string }[];
  readonly items: readonly TmdlItem[];
}

interface Relationship {
  readonly from: readonly [table: string, column: string];
  readonly to: readonly [table: string, column: string];
}

/** Data types of the Tabular Object Model that may hold what Postgres has. */
const DATA_TYPES: Readonly<Record<string, string>> = Object.freeze({
  text: 'string',
  smallint: 'int64',
  integer: 'int64',
  bigint: 'int64',
  numeric: 'double',
  boolean: 'boolean',
  date: 'dateTime',
  'timestamp with time zone': 'dateTime',
});

/**
 * Everything in a semantic model that refers to something that is not there, in the model or in the
 * database: Microsoft's rules of relationships ("Model relationships in Power BI Desktop": a key on
 * the one side, equal types, one active path between two tables) and of names ("Column and measure
 * references": columns are unique in a table, measures in the model).
 */
export function modelFaults(files: readonly OutputFile[], known: KnownMart): readonly string[] {
  const tables = files.filter(({ path }) => path.includes('/tables/')).map(tableOf);
  const textOf = (name: string): string =>
    files.find(({ path }) => path.endsWith(`/${name}.tmdl`))?.text ?? '';
  const relationships = readTmdl(textOf('relationships')).items.map(relationshipOf);
  const named = readTmdl(textOf('model'))
    .items.map(({ text }) => /^ref table (.+)$/.exec(text)?.[1])
    .filter((name) => name !== undefined)
    .map(unquoted);
  return [
    ...differences(
      'model',
      named,
      tables.map(({ name }) => name),
    ),
    ...tables.flatMap((table) => tableFaults(table, tables, known)),
    ...measureNameFaults(tables),
    ...relationships.flatMap((each) => relationshipFaults(each, tables)),
    ...pathFaults(relationships),
  ];
}

function tableOf({ path, text }: OutputFile): ModelTable {
  const item = readTmdl(text).items.find(({ text: line }) => !line.startsWith('///'));
  const items = item?.items ?? [];
  const measures = items.flatMap(({ text: line }) => {
    const [, name, dax] = /^measure ('(?:[^']|'')+'|\S+) = (.+)$/.exec(line) ?? [];
    return name === undefined || dax === undefined ? [] : [{ name: unquoted(name), dax }];
  });
  return {
    file: path,
    name: unquoted(/^table (.+)$/.exec(item?.text ?? '')?.[1] ?? ''),
    columns: new Map(objects(items, 'column').map((each) => [nameOf(each), each])),
    measures,
    items,
  };
}

function tableFaults(
  table: ModelTable,
  all: readonly ModelTable[],
  { views, measures }: KnownMart,
): readonly string[] {
  const { file, name, columns, items } = table;
  const view = views.get(name);
  if (view === undefined) return [`${file}: no reader sees mart.${name}`];
  const faults = [
    ...(file.endsWith(`/tables/${name}.tmdl`) ? [] : [`${file}: is of table ${name}`]),
    ...differences(file, [...columns.keys()], [...view.keys()]),
    ...[...columns].flatMap(([column, item]) => [
      ...(property(item, 'sourceColumn') === column ? [] : [`${file}: ${column} is of another`]),
      ...(property(item, 'dataType') === DATA_TYPES[view.get(column) ?? '']
        ? []
        : [`${file}: ${column} is ${view.get(column)}`]),
      ...(property(item, 'summarizeBy') === 'none' ? [] : [`${file}: ${column} is summed unasked`]),
    ]),
    ...objects(items, 'hierarchy').flatMap((hierarchy) => [
      ...(columns.has(nameOf(hierarchy)) ? [`${file}: ${nameOf(hierarchy)} is a column too`] : []),
      ...objects(hierarchy.items, 'level')
        .map((level) => unquoted(property(level, 'column') ?? ''))
        .filter((column) => !columns.has(column))
        .map((column) => `${file}: no column ${column} for a level`),
    ]),
  ];
  const source = objects(items, 'partition').flatMap((item) => everyLine(item).join('\n'));
  const reads = source.some((text) => text.includes(`{[Schema="mart", Item="${name}"]}[Data]`));
  return [
    ...faults,
    ...(reads && source.length === 1 ? [] : [`${file}: does not read mart.${name}`]),
    ...daxFaults(table, all, measures),
  ];
}

/** Each measure counts one thing of this table, over columns that it or a dimension has, and sums what may be summed. */
function daxFaults(
  table: ModelTable,
  all: readonly ModelTable[],
  known: readonly KnownMeasure[],
): readonly string[] {
  const { file, name } = table;
  const readable = all.filter((each) => each === table || each.name.startsWith('dim_'));
  const mine = known.filter(({ view }) => view === name);
  const counted: string[] = [];
  const faults = table.measures.flatMap(({ name: measure, dax }) => {
    const at = `${file}: ${measure}`;
    const strange = [...dax.matchAll(/'((?:[^']|'')+)'(?:\[([^\]]+)\])?/g)].filter(
      ([, of, column]) =>
        !readable.some(
          (each) => each.name === of && (column === undefined || each.columns.has(column)),
        ),
    );
    const keys = new Set([...dax.matchAll(/\[measure_key\] = (\d+)/g)].map(([, key]) => key));
    const [key = ''] = keys;
    const found = mine.find((each) => String(each.key) === key);
    counted.push(key);
    if (keys.size !== 1 || found === undefined) return [`${at}: counts nothing of this table`];
    return [
      ...strange.map(([text]) => `${at}: ${text} is not in ${name}`),
      ...(formOf(dax) === careful(found.additivity)
        ? []
        : [`${at}: is ${found.additivity}, but does ${formOf(dax)}`]),
    ];
  });
  return [
    ...faults,
    ...differences(
      `${file}: measures`,
      counted,
      mine.map(({ key }) => String(key)),
    ),
  ];
}

/** What nobody says may be summed is not. */
function careful(additivity: string): string {
  return additivity === 'unknown' ? 'none' : additivity;
}

/** What an expression does with many cells, in the words of additivity; what is wrong with it if it is no DAX. */
function formOf(dax: string): string {
  try {
    parseDax(dax);
  } catch (error) {
    return String(error);
  }
  if (dax.startsWith('CALCULATE(SUM(')) return 'full';
  if (/^VAR (\w+) = CALCULATE\(MAX\(.+ RETURN .+ = \1\)$/.test(dax)) return 'not over time';
  return /^IF\(CALCULATE\(COUNTROWS\(.+\) = 1, CALCULATE\(SUM\(.+\)\)$/.test(dax) ? 'none' : dax;
}

function measureNameFaults(tables: readonly ModelTable[]): readonly string[] {
  const names = tables.flatMap(({ measures }) => measures.map(({ name }) => name.toLowerCase()));
  const columns = new Set(tables.flatMap((table) => [...table.columns.keys()]));
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `two are ${name}`),
    ...names.filter((name) => columns.has(name)).map((name) => `${name} is a column too`),
  ];
}

function relationshipOf(item: TmdlItem): Relationship {
  const end = (name: string): readonly [string, string] => {
    const [, table = '', column = ''] =
      /^('(?:[^']|'')+'|[^.]+)\.('(?:[^']|'')+'|[^.]+)$/.exec(property(item, name) ?? '') ?? [];
    return [unquoted(table), unquoted(column)];
  };
  return { from: end('fromColumn'), to: end('toColumn') };
}

function relationshipFaults(
  { from, to }: Relationship,
  tables: readonly ModelTable[],
): readonly string[] {
  const columnOf = ([table, column]: readonly [string, string]): TmdlItem | undefined =>
    tables.find(({ name }) => name === table)?.columns.get(column);
  const [one, other] = [columnOf(from), columnOf(to)];
  const at = `${from.join('.')} to ${to.join('.')}`;
  if (one === undefined || other === undefined) return [`${at}: no such column`];
  return [
    ...(property(one, 'dataType') === property(other, 'dataType') ? [] : [`${at}: types differ`]),
    ...(other.items.some(({ text }) => text === 'isKey') ? [] : [`${at}: is no key`]),
  ];
}

/** Tables that another reaches by more than one path: the engine refuses the second. */
function pathFaults(relationships: readonly Relationship[]): readonly string[] {
  const reached = (table: string): readonly string[] =>
    relationships
      .filter(({ from }) => from[0] === table)
      .flatMap(({ to }) => [to[0], ...reached(to[0])]);
  return [...new Set(relationships.map(({ from }) => from[0]))].flatMap((table) => {
    const all = reached(table);
    return all.filter((to, at) => all.indexOf(to) !== at).map((to) => `${table} to ${to}: twice`);
  });
}

function differences(
  at: string,
  names: readonly string[],
  truth: readonly string[],
): readonly string[] {
  return [
    ...names.filter((name) => !truth.includes(name)).map((name) => `${at}: ${name} is not there`),
    ...truth.filter((name) => !names.includes(name)).map((name) => `${at}: ${name} is missing`),
    ...names.filter((name, place) => names.indexOf(name) !== place).map((name) => `${at}: ${name}`),
  ];
}

function objects(items: readonly TmdlItem[], kind: string): readonly TmdlItem[] {
  return items.filter(({ text }) => text.startsWith(`${kind} `));
}

function nameOf({ text }: TmdlItem): string {
  return unquoted(/^\w+ ('(?:[^']|'')+'|[^\s=]+)/.exec(text)?.[1] ?? '');
}

function property({ items }: TmdlItem, name: string): string | undefined {
  const line = items.find(({ text }) => text.startsWith(`${name}: `));
  return line?.text.slice(name.length + 2);
}

function unquoted(name: string): string {
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

function everyLine({ text, items }: TmdlItem): readonly string[] {
  return [text, ...items.flatMap(everyLine)];
}
