import type { ColumnType, Language, MartColumn, MartTable } from '../mart.ts';
import { attribution } from '../attribution.ts';
import { COLUMNS } from './measures.ts';
import type { MartAddress, Pack } from './pack.ts';
import { guardedVariables } from './totals.ts';

const TYPES: Readonly<Record<ColumnType, string>> = Object.freeze({
  text: 'string',
  integer: 'integer',
  number: 'real',
  boolean: 'boolean',
  date: 'date',
  instant: 'datetime',
  json: 'string',
  list: 'string',
});

/**
 * One data source per table, with captions and descriptions; the number is the only measure, and is
 * summed unasked only where the table counts one thing that may be summed over everything, and has no
 * total beside its parts.
 */
export const tableauPack: Pack = ({ tables, language }, address) =>
  tables.map((table) => ({
    path: `tableau/${table.view.name}.tds`,
    text: dataSource(table, language, address),
  }));

function dataSource(
  table: MartTable,
  language: Language,
  { host, port, database }: MartAddress,
): string {
  const { view } = table;
  const title = `${table.id} ${table.title}`;
  const relation = `<relation connection='postgres.statbank' name=${attribute(view.name)} table=${attribute(`[mart].[${view.name}]`)} type='table' />`;
  return `<?xml version='1.0' encoding='utf-8' ?>
<datasource formatted-name=${attribute(view.name)} caption=${attribute(title)} inline='true' version='18.1' xmlns:user='http://www.tableausoftware.com/xml/user'>
  <connection class='federated'>
    <named-connections>
      <named-connection caption=${attribute(host)} name='postgres.statbank'>
        <connection authentication='username-password' class='postgres' dbname=${attribute(database)} port='${port}' schema='mart' server=${attribute(host)} username='' />
      </named-connection>
    </named-connections>
    ${relation}
  </connection>
${view.columns.map((column) => columnElement(table, column, language)).join('\n')}
</datasource>
`;
}

function columnElement(table: MartTable, column: MartColumn, language: Language): string {
  const { name, type, description } = column;
  const isValue = name === COLUMNS[language].value;
  const [first, ...others] = table.measures;
  const summed =
    others.length === 0 && first?.additivity === 'full' && guardedVariables(table).length === 0;
  const role = isValue ? 'measure' : 'dimension';
  const kind = isValue
    ? 'quantitative'
    : type === 'date' || type === 'instant'
      ? 'ordinal'
      : 'nominal';
  const aggregation = isValue ? ` aggregation='${summed ? 'Sum' : 'Attribute'}'` : '';
  const hidden = name.endsWith('_key') ? ` hidden='true'` : '';
  const label = table.variables.find(({ column: of }) => of === name)?.label ?? name;
  // A data source has no description of its own: whoever shows the number sees whose it is.
  const about = isValue ? `${description}\n${attribution(table, language).text}` : description;
  return `  <column${aggregation} caption=${attribute(label)} datatype='${TYPES[type]}'${hidden} name=${attribute(`[${name.replaceAll(']', ']]')}]`)} role='${role}' type='${kind}'>
    <desc><formatted-text><run>${element(about)}</run></formatted-text></desc>
  </column>`;
}

/** Signs that XML 1.0 has no way to write. */
// oxlint-disable-next-line no-control-regex
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function element(text: string): string {
  return text
    .replaceAll(NO_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return `'${element(text).replaceAll("'", '&apos;').replaceAll(/\s/g, ' ')}'`;
}
