import { lastName, type SchemaObject } from './schema-object.ts';

interface ColumnParts {
  readonly type: string;
  readonly required: boolean;
  readonly identity: string | null;
  readonly preset: string | null;
}

const COLUMN =
  /^(?<type>.*?)(?<required> not null)?(?: generated (?<identity>always|by default) as identity)?(?: default (?<preset>.*))?$/s;

/**
 * The statements that make a changed column what it should be again. Empty if the
 * difference is one that no statement mends, such as a computed column's expression.
 */
export function columnChanges(expected: SchemaObject, actual: SchemaObject): readonly string[] {
  const [to, from] = [partsOf(expected.definition), partsOf(actual.definition)];
  const changes: string[] = [];
  if (to.type !== from.type) changes.push(`type ${to.type}`);
  if (to.preset !== from.preset) {
    changes.push(to.preset === null ? 'drop default' : `set default ${to.preset}`);
  }
  if (to.required !== from.required) changes.push(`${to.required ? 'set' : 'drop'} not null`);
  if (to.identity !== from.identity) changes.push(identityChange(to.identity, from.identity));
  return changes.map(
    (change) => `alter table ${expected.parent} alter column ${lastName(expected)} ${change};`,
  );
}

function identityChange(to: string | null, from: string | null): string {
  if (to === null) return 'drop identity';
  return from === null ? `add generated ${to} as identity` : `set generated ${to}`;
}

function partsOf(definition: string): ColumnParts {
  const groups = COLUMN.exec(definition)?.groups ?? {};
  return {
    type: groups['type'] ?? definition,
    required: groups['required'] !== undefined,
    identity: groups['identity'] ?? null,
    preset: groups['preset'] ?? null,
  };
}
