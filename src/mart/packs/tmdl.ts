/** A line of TMDL with what is indented below it. */
export interface TmdlNode {
  /** Printed above it behind `///`. */
  readonly description?: string;
  readonly line: string;
  readonly items?: readonly TmdlNode[];
}

/** TMDL's text: tabs for depth, an empty line between objects of the outermost level. */
export function tmdlText(nodes: readonly TmdlNode[]): string {
  return `${nodes.map((node) => lines(node, 0).join('\n')).join('\n\n')}\n`;
}

function lines({ description, line, items = [] }: TmdlNode, depth: number): readonly string[] {
  const indent = '\t'.repeat(depth);
  const told = description === undefined || description.trim() === '' ? [] : [description];
  return [
    ...told.map((text) => `${indent}/// ${text.replaceAll(/\s+/g, ' ').trim()}`),
    `${indent}${line}`,
    ...items.flatMap((item) => lines(item, depth + 1)),
  ];
}

/** A name as TMDL writes it: in quotes where it has other signs than letters, digits and underscores. */
export function tmdlName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
