/** The one relation that a view reads at its outermost level, and what it is called there. */
const ONLY_SOURCE = /\n {3}FROM (?:[\w.]+|\([^]*\)) (\w+)(?:\n {2}WHERE [^]*)?;$/;

/**
 * A view's definition without the name of its only relation before columns. Servers up to
 * PostgreSQL 15 print it, later ones do not; where a view reads several, all print theirs.
 */
export function withoutOnlySource(definition: string): string {
  const [, alias] = ONLY_SOURCE.exec(definition) ?? [];
  return alias === undefined
    ? definition
    : definition.replaceAll(new RegExp(`\\b${alias}\\.(?=[\\w"])`, 'g'), '');
}
