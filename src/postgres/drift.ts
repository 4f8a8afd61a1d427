import { remedyForChanged, remedyForExtra, remedyForMissing } from './schema/remedy.ts';
import type { SchemaObject } from './schema/schema-object.ts';

/** One way in which a database is not what this program expects. */
export interface Difference {
  /** Kind and name: `column star.dim_time.code`. */
  readonly object: string;
  readonly kind: 'missing' | 'changed' | 'extra';
  /** Definition that it should have; null if it should not be there. */
  readonly expected: string | null;
  /** Definition that it has; null if it is not there. */
  readonly actual: string | null;
  /** SQL that mends it, or a sentence where SQL does not. */
  readonly remedy: string;
}

/**
 * Compares a database's objects with those it should have. What goes with a missing or
 * extra parent is not told again. Not a difference, because the program makes them as
 * tables are published: views in `mart` and `mart_preview`, further partitions of a partitioned table,
 * and the tables with labels of series.
 */
export function compareSchemas(
  expected: readonly SchemaObject[],
  actual: readonly SchemaObject[],
): readonly Difference[] {
  const [wanted, found] = [index(expected), index(actual)];
  const missing = expected.filter((object) => !found.has(keyOf(object)));
  const extra = actual.filter((object) => !wanted.has(keyOf(object)) && !isGenerated(object));
  const changed = expected.flatMap((object) => {
    const other = found.get(keyOf(object));
    return other === undefined || other.definition === object.definition ? [] : [{ object, other }];
  });
  return [
    ...topmost(missing).map((object) =>
      difference('missing', object, null, remedyForMissing(object, expected)),
    ),
    ...changed.map(({ object, other }) =>
      difference('changed', object, other, remedyForChanged(object, other)),
    ),
    ...topmost(extra).map((object) => difference('extra', null, object, remedyForExtra(object))),
  ];
}

function difference(
  kind: Difference['kind'],
  expected: SchemaObject | null,
  actual: SchemaObject | null,
  remedy: string,
): Difference {
  const shown = expected ?? actual;
  return Object.freeze({
    object: `${shown?.kind} ${shown?.name}`,
    kind,
    expected: expected?.definition ?? null,
    actual: actual?.definition ?? null,
    remedy,
  });
}

/** Objects whose parent is not itself in the list. */
function topmost(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  const names = new Set(objects.filter(({ kind }) => kind !== 'comment').map(({ name }) => name));
  return objects.filter(({ parent, name }) => {
    const owner = parent ?? schemaOf(name);
    return owner === null || !hasAncestor(owner, names);
  });
}

/** A column's parent is a table and a table's is its schema, so a name's beginnings are its ancestors. */
function hasAncestor(name: string, names: ReadonlySet<string>): boolean {
  if (names.has(name)) return true;
  const above = schemaOf(name);
  return above !== null && hasAncestor(above, names);
}

function schemaOf(name: string): string | null {
  const dot = name.split('(', 1)[0]?.lastIndexOf('.') ?? -1;
  return dot === -1 ? null : name.slice(0, dot);
}

const SERIES_LABELS = /^star\.series_labels_\d+(\.|$)/;

function isGenerated({ kind, name, parent }: SchemaObject): boolean {
  if (kind === 'partition') return true;
  if (kind === 'view') return /^mart(_preview)?\./.test(name);
  if (kind === 'table' && SERIES_LABELS.test(name)) return true;
  if (parent !== null && SERIES_LABELS.test(parent)) return true;
  return (
    kind === 'comment' &&
    /^(view|column) mart(_preview)?\./.test(name) &&
    parent !== 'mart' &&
    parent !== 'mart_preview'
  );
}

function index(objects: readonly SchemaObject[]): ReadonlyMap<string, SchemaObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}

function keyOf({ kind, name }: SchemaObject): string {
  return `${kind} ${name}`;
}
