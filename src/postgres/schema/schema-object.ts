/** What a schema is made of, in the order in which it can be created. */
export const OBJECT_KINDS = Object.freeze([
  'schema',
  'sequence',
  'table',
  'column',
  'partition',
  'constraint',
  'index',
  'function',
  'trigger',
  'view',
  'comment',
] as const);

export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** One object of a database's catalogue, as text that is the same on every server version. */
export interface SchemaObject {
  readonly kind: ObjectKind;
  /** Qualified: `star.dim_time`, `star.dim_time.code`, `ops.take_call(text, integer)`. */
  readonly name: string;
  /** What it belongs to and goes away with; null for what stands alone. */
  readonly parent: string | null;
  /**
   * The SQL that makes it, from where its name ends: a column's type and rules, a
   * constraint's condition. Functions, indexes, triggers and views: the whole statement.
   */
  readonly definition: string;
}

/** Last part of an object's name: `code` of `star.dim_time.code`. */
export function lastName(object: SchemaObject): string {
  return object.name.slice(object.name.lastIndexOf('.') + 1);
}
