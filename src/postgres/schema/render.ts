import { lastName, type ObjectKind, type SchemaObject } from './schema-object.ts';

/** Foreign keys come after all tables, so that tables can be in the order of their names. */
const SECTIONS: readonly ((object: SchemaObject) => boolean)[] = [
  ({ kind }) => kind === 'schema',
  ({ kind }) => kind === 'sequence',
  ({ kind }) => kind === 'table',
  ({ kind }) => kind === 'partition',
  (object) => isForeignKey(object),
  ({ kind }) => kind === 'index',
  ({ kind }) => kind === 'function',
  ({ kind }) => kind === 'trigger',
  ({ kind }) => kind === 'view',
  ({ kind }) => kind === 'comment',
];

const HEAD = `-- The schema after all migrations, generated from a migrated database. Do not edit: add a
-- migration and run npm run schema:dump. Run on an empty database, this makes the same schema.

-- Functions may name tables that come after them.
set check_function_bodies = off;
`;

/** The whole schema as SQL that makes it on an empty database. */
export function renderSchema(objects: readonly SchemaObject[]): string {
  const sections = SECTIONS.map((belongs) =>
    objects.filter(belongs).map((object) => renderObject(object, objects)),
  );
  const texts = sections.filter((statements) => statements.length > 0).map(joinStatements);
  return `${HEAD}\n${texts.join('\n\n')}\n`;
}

/**
 * The statement that makes an object.
 *
 * @param all where a table finds its columns and constraints.
 */
export function renderObject(object: SchemaObject, all: readonly SchemaObject[]): string {
  return `${RENDERERS[object.kind](object, all)};`;
}

type Renderer = (object: SchemaObject, all: readonly SchemaObject[]) => string;

const RENDERERS: Readonly<Record<ObjectKind, Renderer>> = {
  schema: ({ name }) => `create schema ${name}`,
  sequence: ({ name, definition }) => `create sequence ${name} ${definition}`,
  table: renderTable,
  column: (object) =>
    `alter table ${object.parent} add column ${lastName(object)} ${object.definition}`,
  partition: ({ name, parent, definition }) =>
    `create table ${name} partition of ${parent} ${definition}`,
  constraint: (object) =>
    `alter table ${object.parent} add constraint ${lastName(object)} ${object.definition}`,
  index: ({ definition }) => definition,
  function: ({ definition }) => definition,
  trigger: ({ definition }) => definition,
  view: ({ name, definition }) => `create or replace view ${name} as\n${bare(definition)}`,
  comment: ({ name, definition }) => `comment on ${name} is ${literal(definition)}`,
};

function renderTable(table: SchemaObject, all: readonly SchemaObject[]): string {
  const own = all.filter(({ parent }) => parent === table.name);
  const columns = own.filter(({ kind }) => kind === 'column');
  const constraints = own.filter((one) => one.kind === 'constraint' && !isForeignKey(one));
  const lines = [
    ...columns.map((column) => `  ${lastName(column)} ${column.definition}`),
    ...constraints.map((one) => `  constraint ${lastName(one)} ${one.definition}`),
  ];
  const [, unlogged = '', options = ''] = /^(unlogged)? ?(.*)$/s.exec(table.definition) ?? [];
  const head = ['create', unlogged, 'table', table.name].filter((word) => word !== '').join(' ');
  return `${head} (\n${lines.join(',\n')}\n)${options === '' ? '' : ` ${options}`}`;
}

function isForeignKey({ kind, definition }: SchemaObject): boolean {
  return kind === 'constraint' && definition.startsWith('FOREIGN KEY');
}

/** Statements of one line stand close together, longer ones apart. */
function joinStatements(statements: readonly string[]): string {
  return statements.join(statements.some((statement) => statement.includes('\n')) ? '\n\n' : '\n');
}

function bare(statement: string): string {
  return statement.replace(/;\s*$/, '');
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
