/** A text constant for SQL text, as standard_conforming_strings reads it. */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
