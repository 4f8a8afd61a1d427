import type { Finding } from '../../errors/finding.ts';
import { groupBy } from '../group-by.ts';
import {
  type ChangeKind,
  type CodeChange,
  type CodeSpan,
  covers,
  type StatedChange,
} from './classification.ts';

/** The graph of changes and what was odd about the list that it was made from. */
export interface ChangeGraph {
  /** By day, then by codes. */
  readonly changes: readonly CodeChange[];
  readonly findings: readonly Finding[];
}

type Edge = Omit<CodeChange, 'kind'>;

/** The structure on both sides of a day: the spans that end no earlier, and those that have begun. */
interface Sides {
  readonly before: ReadonlyMap<string, CodeSpan>;
  readonly after: ReadonlyMap<string, CodeSpan>;
}

/**
 * Makes a list of changes into a graph that leads every code of a structure to the next:
 *
 * - what the list leaves out is added, marked as not stated: a code that goes on through a
 *   merger or a split, a code that ends or begins without a line, a new name under the same code;
 * - each edge gets the kind of what happened to all the codes that it hangs together with;
 * - a line that names a code which did not exist then is left out, with a finding: following
 *   it would be guessing.
 */
export function changeGraph(
  codes: readonly CodeSpan[],
  stated: readonly StatedChange[],
): ChangeGraph {
  const first = codes.reduce<string | null>(
    (least, { from }) => (least === null || from < least ? from : least),
    null,
  );
  const days = new Set<string>(stated.map(({ date }) => date));
  for (const { from, to } of codes) {
    days.add(from);
    if (to !== null) days.add(to);
  }
  const changes: CodeChange[] = [];
  const findings: Finding[] = [];
  for (const day of [...days].toSorted()) {
    // The first structure comes from nowhere.
    if (first === null || day <= first) continue;
    const sides: Sides = {
      before: byCode(codes.filter(({ from, to }) => from < day && (to === null || to >= day))),
      after: byCode(codes.filter((span) => covers(span, day))),
    };
    const known: Edge[] = [];
    for (const [index, change] of stated.entries()) {
      if (change.date !== day) continue;
      const finding = strayCode(change, index, sides);
      if (finding === null) known.push({ ...change, stated: true });
      else findings.push(finding);
    }
    const edges = [...known, ...unstated(day, known, sides)];
    changes.push(...withKinds(edges).toSorted(byCodes));
  }
  return { changes, findings };
}

function byCode(spans: readonly CodeSpan[]): ReadonlyMap<string, CodeSpan> {
  return new Map(spans.map((span) => [span.code, span]));
}

function strayCode(
  { date, oldCode, newCode }: StatedChange,
  index: number,
  { before, after }: Sides,
): Finding | null {
  const stray =
    oldCode !== null && !before.has(oldCode)
      ? oldCode
      : newCode !== null && !after.has(newCode)
        ? newCode
        : null;
  if (stray === null) return null;
  return {
    code: 'KLASS_CHANGE_CODE',
    severity: 'warning',
    pointer: `/codeChanges/${index}`,
    message: `the change of ${date} from ${oldCode ?? '(none)'} to ${newCode ?? '(none)'} names ${stray}, which was not valid then; it is not followed`,
  };
}

/** Edges that follow from the codes and that no line of the list says. */
function unstated(day: string, known: readonly Edge[], { before, after }: Sides): readonly Edge[] {
  const moving = known.filter(({ oldCode, newCode }) => oldCode !== newCode);
  const touched = new Set(moving.flatMap(({ oldCode, newCode }) => [oldCode, newCode]));
  const self = new Set(
    known.flatMap(({ oldCode, newCode }) => (oldCode === newCode ? [oldCode] : [])),
  );
  const left = new Set(known.map(({ oldCode }) => oldCode));
  const reached = new Set(known.map(({ newCode }) => newCode));
  const edges: Edge[] = [];
  for (const [code, old] of before) {
    const now = after.get(code);
    const oldName = old.names.no;
    if (now === undefined) {
      if (!left.has(code)) {
        edges.push({
          date: day,
          oldCode: code,
          newCode: null,
          oldName,
          newName: null,
          stated: false,
        });
      }
    } else if (!self.has(code) && (touched.has(code) || now.names.no !== oldName)) {
      const newName = now.names.no;
      edges.push({ date: day, oldCode: code, newCode: code, oldName, newName, stated: false });
    }
  }
  for (const [code, now] of after) {
    if (before.has(code) || reached.has(code)) continue;
    const newName = now.names.no;
    edges.push({ date: day, oldCode: null, newCode: code, oldName: null, newName, stated: false });
  }
  return edges;
}

/** Edges that share a code on the same side belong together; their numbers decide the kind of all. */
function withKinds(edges: readonly Edge[]): readonly CodeChange[] {
  const groupOf = edges.map((_, index) => index);
  const rootOf = (index: number): number => {
    const parent = groupOf[index] ?? index;
    return parent === index ? index : rootOf(parent);
  };
  const firstWith = new Map<string, number>();
  for (const [index, { oldCode, newCode }] of edges.entries()) {
    for (const end of [
      oldCode === null ? null : `<${oldCode}`,
      newCode === null ? null : `>${newCode}`,
    ]) {
      if (end === null) continue;
      const other = firstWith.get(end);
      if (other === undefined) firstWith.set(end, index);
      else groupOf[rootOf(index)] = rootOf(other);
    }
  }
  const groups = groupBy(edges.entries(), ([index]) => rootOf(index));
  return [...groups.values()].flatMap((members) => {
    const group = members.map(([, edge]) => edge);
    const kind = groupKind(group);
    return group.map((edge) => ({ ...edge, kind: edgeKind(edge, kind) }));
  });
}

function groupKind(group: readonly Edge[]): ChangeKind {
  const olds = new Set(group.map(({ oldCode }) => oldCode));
  const news = new Set(group.map(({ newCode }) => newCode));
  if (olds.size > 1) return news.size > 1 ? 'boundary' : 'merge';
  if (news.size > 1) return 'split';
  return group.every(({ oldCode, newCode }) => oldCode === newCode) ? 'rename' : 'recode';
}

function edgeKind({ oldCode, newCode }: Edge, kind: ChangeKind): ChangeKind {
  if (oldCode === null) return 'new';
  return newCode === null ? 'ceased' : kind;
}

function byCodes(one: CodeChange, other: CodeChange): number {
  const key = ({ oldCode, newCode }: CodeChange): string => `${oldCode ?? ''}\n${newCode ?? ''}`;
  return key(one) < key(other) ? -1 : 1;
}
