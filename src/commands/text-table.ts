/** A column of a table for people. Numbers stand right, everything else left. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  readonly align?: 'left' | 'right';
}

/**
 * Lines of an aligned table: titles, if any column has one, then rows. Null and undefined are
 * blank, numbers plain.
 */
export function textTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly string[] {
  const cells = rows.map((row) => columns.map((column) => printed(column.value(row))));
  const titles = columns.map((column) => column.title);
  const lines = titles.every((title) => title === '') ? cells : [titles, ...cells];
  const widths = columns.map((_, index) =>
    lines.reduce((width, line) => Math.max(width, widthOf(line[index] ?? '')), 0),
  );
  return lines.map((line) =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Text from a source, made safe for a terminal: control characters, with which a label
 * could move the cursor or change colours, become spaces.
 */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

function printed(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined ? '' : printable(String(value));
}

function pad(cell: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return align === 'right' ? blanks + cell : cell + blanks;
}

function widthOf(text: string): number {
  return Array.from(text).length;
}

/** `1 table`, `2 tables`: a number with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
