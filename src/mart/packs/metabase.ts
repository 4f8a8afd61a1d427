import { stringify } from 'yaml';
import type { ColumnType, MartColumn, MartView } from '../mart.ts';
import type { OutputFile } from '../output-folder.ts';
import type { Pack } from './pack.ts';

const TYPES: Readonly<Record<ColumnType, readonly [base: string, database: string]>> =
  Object.freeze({
    text: ['type/Text', 'text'],
    integer: ['type/BigInteger', 'int8'],
    number: ['type/Decimal', 'numeric'],
    boolean: ['type/Boolean', 'bool'],
    date: ['type/Date', 'date'],
    instant: ['type/DateTimeWithLocalTZ', 'timestamptz'],
    json: ['type/JSON', 'jsonb'],
    list: ['type/Array', '_text'],
  });

/**
 * Metadata in Metabase's serialization format (`metabase import`): descriptions, keys, and
 * which column refers to which key.
 */
export const metabasePack: Pack = ({ tables, dimensions }, { host, port, database }) => [
  {
    path: 'metabase/databases/statbank/statbank.yaml',
    text: stringify({
      name: 'statbank',
      engine: 'postgres',
      details: {
        host,
        port,
        dbname: database,
        'schema-filters-type': 'inclusion',
        'schema-filters-patterns': 'mart',
      },
      'serdes/meta': [{ model: 'Database', id: 'statbank' }],
    }),
  },
  ...[...dimensions, ...tables.map(({ view }) => view)].flatMap(viewFiles),
];

function viewFiles(view: MartView): readonly OutputFile[] {
  const folder = `metabase/databases/statbank/schemas/mart/tables/${view.name}`;
  const meta = [
    { model: 'Database', id: 'statbank' },
    { model: 'Schema', id: 'mart' },
    { model: 'Table', id: view.name },
  ];
  return [
    {
      path: `${folder}/${view.name}.yaml`,
      text: stringify({
        name: view.name,
        schema: 'mart',
        db_id: 'statbank',
        description: view.description,
        active: true,
        'serdes/meta': meta,
      }),
    },
    ...view.columns.map((column, position) => ({
      path: `${folder}/fields/${column.name}.yaml`,
      text: stringify({
        ...field(view, column, position),
        'serdes/meta': [...meta, { model: 'Field', id: column.name }],
      }),
    })),
  ];
}

function field(view: MartView, { name, type, description }: MartColumn, position: number) {
  const [baseType, databaseType] = TYPES[type];
  const target = view.references.find(({ column }) => column === name);
  const isKey = view.key.length === 1 && view.key[0] === name;
  return {
    name,
    table_id: ['statbank', 'mart', view.name],
    description,
    active: true,
    position,
    base_type: baseType,
    effective_type: baseType,
    database_type: databaseType,
    semantic_type: isKey ? 'type/PK' : target === undefined ? null : 'type/FK',
    fk_target_field_id:
      target === undefined ? null : ['statbank', 'mart', target.toView, target.toColumn],
    visibility_type: name.endsWith('_key') ? 'details-only' : 'normal',
  };
}
