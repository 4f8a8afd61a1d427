import { attribution } from '../attribution.ts';
import type { ColumnType, Language, Mart, MartTable, MartView } from '../mart.ts';
import type { OutputFile } from '../output-folder.ts';

/** Table Schema's types (specs.frictionlessdata.io, version 1). */
const TYPES: Readonly<Record<ColumnType, string>> = Object.freeze({
  text: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'string',
  json: 'object',
  list: 'string',
});

/** A tabular data package of the CSV files that `statbank export --format csv` writes. */
export function frictionlessFile({ tables, dimensions, language }: Mart): OutputFile {
  const there = new Set([...tables.map(({ view }) => view.name), ...dimensions.map((v) => v.name)]);
  const resources = [
    ...tables.map((table) => ({
      ...resource(table.view, there),
      title: `${table.id} ${table.title}`,
      sources: [{ title: table.source ?? table.id }],
      ...licencesOf([table], language),
    })),
    ...dimensions.map((view) => resource(view, there)),
  ];
  return {
    path: 'datapackage.json',
    text: `${JSON.stringify(
      {
        profile: 'tabular-data-package',
        name: 'statbank',
        title: language === 'no' ? 'Statistikktabeller' : 'Statistical tables',
        description: tables.map((table) => attribution(table, language).text).join('\n'),
        resources,
      },
      null,
      2,
    )}\n`,
  };
}

function resource(view: MartView, there: ReadonlySet<string>) {
  const references = view.references.filter(({ toView }) => there.has(toView));
  return {
    profile: 'tabular-data-resource',
    name: resourceName(view.name),
    path: `${view.name}.csv`,
    description: view.description,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: {
      fields: view.columns.map(({ name, type, description }) => ({
        name,
        type: TYPES[type],
        description,
        ...(type === 'boolean' ? { trueValues: ['t'], falseValues: ['f'] } : {}),
      })),
      missingValues: [''],
      ...(view.key.length === 0 ? {} : { primaryKey: view.key }),
      ...(references.length === 0
        ? {}
        : {
            foreignKeys: references.map(({ column, toView, toColumn }) => ({
              fields: column,
              reference: { resource: resourceName(toView), fields: toColumn },
            })),
          }),
    },
  };
}

/** Names of resources are ASCII: letters, digits, and `.`, `-`, `_`. */
function resourceName(view: string): string {
  return view.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-');
}

function licencesOf(tables: readonly MartTable[], language: Language) {
  const licences = tables.flatMap((table) => {
    const { licenceUrl } = attribution(table, language);
    return licenceUrl === null ? [] : [{ path: licenceUrl, title: table.licence ?? '' }];
  });
  return licences.length === 0 ? {} : { licenses: licences };
}
