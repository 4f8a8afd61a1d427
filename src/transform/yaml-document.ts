import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** One thing wrong in a file: where, and what. Lines and columns count from 1. */
export interface YamlProblem {
  readonly line: number;
  readonly column: number;
  /** JSON pointer (RFC 6901) of the value; empty for the whole document or a syntax error. */
  readonly pointer: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** A parsed YAML text whose values know their lines. Every scalar is text, as it was written. */
export interface YamlDocument {
  readonly value: unknown;
  /** Faults of the YAML itself, duplicate keys included. */
  readonly problems: readonly YamlProblem[];
  /** Line of the value at a path, or of its nearest ancestor that exists. */
  lineAt(path: Path): number;
  /** Line that the value at a path ends on; lines that hold only blanks or comments behind it do not count. */
  lastLineOf(path: Path): number;
  /** A problem with the value at a path. */
  readonly problem: (path: Path, message: string) => YamlProblem;
  /** What a schema objects to, in the order of the file. */
  explain(error: z.ZodError): readonly YamlProblem[];
}

/** Parses YAML 1.2 and remembers where everything stood. */
export function readYaml(text: string): YamlDocument {
  const counter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: counter });
  const located = (offset: number, path: Path, message: string): YamlProblem => {
    const { line, col } = counter.linePos(offset);
    return Object.freeze({ line, column: col, pointer: pointerOf(path), message });
  };
  const problem = (path: Path, message: string) => located(offsetOf(document, path), path, message);
  const problems = document.errors.map((error) =>
    located(error.pos[0], [], error.message.replace(/ at line \d[\s\S]*$/, '')),
  );
  return {
    value: problems.length === 0 ? document.toJS() : undefined,
    problems,
    lineAt: (path) => counter.linePos(offsetOf(document, path)).line,
    lastLineOf: (path) => {
      const [start = 0, end = 0] = rangeOf(document.getIn(path, true)) ?? [];
      return counter.linePos(start + text.slice(start, end).trimEnd().length - 1).line;
    },
    problem,
    explain: (error) =>
      error.issues
        .flatMap((issue) => leaves(issue, []))
        .map(({ path, message }) => problem(path, message))
        .toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}

interface Leaf {
  readonly path: Path;
  readonly message: string;
}

/** A union fails with the faults of every branch; a person wants those of the branch that was meant. */
function leaves(issue: z.core.$ZodIssue, above: Path): readonly Leaf[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: `unknown key "${key}"` }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => ({ path, message: `as a key, ${inner.message}` }));
  }
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.map((branch) => branch.flatMap((inner) => leaves(inner, path)));
    const depths = branches.map((branch) => Math.max(0, ...branch.map((leaf) => leaf.path.length)));
    const deepest = Math.max(0, ...depths);
    const deep = branches.filter((_, index) => depths[index] === deepest);
    const fewest = Math.min(...deep.map((branch) => branch.length));
    const meant = deep.filter((branch) => branch.length === fewest);
    if (deepest > path.length && (meant.length === 1 || deepest > path.length + 1)) {
      return meant[0] ?? [];
    }
    return [{ path, message: issue.message }];
  }
  return [{ path, message: issue.message.replace(/^Invalid input: /, '') }];
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    const [start] = rangeOf(node) ?? [];
    if (start !== undefined) return start;
  }
  return document.contents?.range?.[0] ?? 0;
}

/** Where a node begins, and where its value ends. */
function rangeOf(node: unknown): readonly [start: number, end: number] | null {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : null;
}

function pointerOf(path: Path): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
