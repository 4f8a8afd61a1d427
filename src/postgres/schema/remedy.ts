import { columnChanges } from './column-change.ts';
import { renderObject } from './render.ts';
import { lastName, type SchemaObject } from './schema-object.ts';

/** SQL that brings back an object that is not there, with all that belongs to it. */
export function remedyForMissing(object: SchemaObject, expected: readonly SchemaObject[]): string {
  const inside = new Set(['column', 'constraint']);
  const belongings = descendants(object, expected).filter(
    ({ kind, definition }) =>
      object.kind !== 'table' || !inside.has(kind) || definition.startsWith('FOREIGN KEY'),
  );
  const statements = [object, ...belongings].map((one) => renderObject(one, expected));
  const after = object.kind === 'table' ? '\n-- then: statbank rebuild, for the rows' : '';
  return statements.join('\n') + after;
}

/** SQL that makes a changed object what it should be, or what to do where no SQL does it. */
export function remedyForChanged(expected: SchemaObject, actual: SchemaObject): string {
  const make = renderObject(expected, []);
  switch (expected.kind) {
    case 'function':
    case 'view':
      // In place, since dropping it would take its grants along.
      return `${make}\n-- if it returns other columns now: drop ${expected.kind} ${expected.name} first`;
    case 'comment':
      return make;
    case 'constraint':
      return `alter table ${expected.parent} drop constraint ${lastName(expected)};\n${make}`;
    case 'index':
      return `drop index ${expected.name};\n${make}`;
    case 'trigger':
      return `drop trigger ${lastName(expected)} on ${expected.parent};\n${make}`;
    case 'sequence':
      return `alter sequence ${expected.name} ${expected.definition};`;
    case 'column': {
      const changes = columnChanges(expected, actual);
      return changes.length > 0 ? changes.join('\n') : REBUILD;
    }
    default:
      return REBUILD;
  }
}

/** SQL that removes an object that should not be there. Never with what depends on it. */
export function remedyForExtra(object: SchemaObject): string {
  return `${dropStatement(object)} -- if nobody needs it`;
}

const REBUILD =
  'No statement changes this in place: rebuild into an empty database with statbank rebuild.';

function dropStatement(object: SchemaObject): string {
  const { kind, name, parent } = object;
  switch (kind) {
    case 'column':
    case 'constraint':
      return `alter table ${parent} drop ${kind} ${lastName(object)};`;
    case 'trigger':
      return `drop trigger ${lastName(object)} on ${parent};`;
    case 'partition':
      return `drop table ${name};`;
    case 'comment':
      return `comment on ${name} is null;`;
    default:
      return `drop ${kind} ${name};`;
  }
}

function descendants(object: SchemaObject, all: readonly SchemaObject[]): readonly SchemaObject[] {
  const children = all.filter(({ parent, kind }) => parent === object.name && kind !== 'schema');
  return children.flatMap((child) => [child, ...descendants(child, all)]);
}
