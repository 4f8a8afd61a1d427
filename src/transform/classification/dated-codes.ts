import type { Finding } from '../../errors/finding.ts';
import { groupBy } from '../group-by.ts';
import { type CodeSpan, covers, type DateSpan, type Names } from './classification.ts';

/** A code as one language's list has it during a span. */
export interface NamedSpan extends DateSpan {
  readonly code: string;
  readonly level: number | null;
  readonly parent: string | null;
  readonly name: string;
}

/** The lists of all languages; those in Nynorsk and English are empty where the source has none. */
export type NamedSpans = Readonly<Record<keyof Names, readonly NamedSpan[]>>;

/** Dated codes and what contradicts itself in the lists; with an error among it they cannot be used. */
export interface DatedCodes {
  readonly codes: readonly CodeSpan[];
  readonly findings: readonly Finding[];
}

/**
 * Lays the lists of the languages over each other. A list splits a code's time where a name
 * changes in its own language, so the spans of two lists differ: the result is split wherever
 * one of them is. What is valid and when is decided by the Norwegian list alone.
 */
export function datedCodes(lists: NamedSpans): DatedCodes {
  const findings = (['no', 'nn', 'en'] as const).flatMap((language) =>
    overlaps(language, lists[language]),
  );
  const nynorsk = groupBy(lists.nn, ({ code }) => code);
  const english = groupBy(lists.en, ({ code }) => code);
  const codes: CodeSpan[] = [];
  for (const [code, own] of groupBy(lists.no, (span) => span.code)) {
    const nn = nynorsk.get(code) ?? [];
    const en = english.get(code) ?? [];
    const pieces = own.flatMap((span) =>
      cut(span, [...nn, ...en]).map(({ from, to }): CodeSpan => ({
        code,
        from,
        to,
        level: span.level,
        parent: span.parent,
        names: { no: span.name, nn: nameAt(nn, from), en: nameAt(en, from) },
      })),
    );
    codes.push(...joined(pieces.toSorted((one, other) => (one.from < other.from ? -1 : 1))));
  }
  return { codes: codes.toSorted((one, other) => order(one, other)), findings };
}

function order(one: CodeSpan, other: CodeSpan): number {
  if (one.code !== other.code) return one.code < other.code ? -1 : 1;
  return one.from < other.from ? -1 : 1;
}

function nameAt(spans: readonly NamedSpan[], day: string): string | null {
  const name = spans.find((span) => covers(span, day))?.name ?? '';
  return name === '' ? null : name;
}

/** Cuts a span at every beginning and end of others within it. */
function cut(span: DateSpan, others: readonly DateSpan[]): readonly DateSpan[] {
  const days = new Set(
    others
      .flatMap(({ from, to }) => (to === null ? [from] : [from, to]))
      .filter((day) => span.from < day && covers(span, day)),
  );
  const starts = [span.from, ...[...days].toSorted()];
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? span.to }));
}

/** Pieces that follow each other and say the same are one. */
function joined(pieces: readonly CodeSpan[]): readonly CodeSpan[] {
  const result: CodeSpan[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last !== undefined && last.to === piece.from && sameFacts(last, piece)) {
      result[result.length - 1] = { ...last, to: piece.to };
    } else {
      result.push(piece);
    }
  }
  return result;
}

function sameFacts(one: CodeSpan, other: CodeSpan): boolean {
  return (
    one.level === other.level &&
    one.parent === other.parent &&
    one.names.no === other.names.no &&
    one.names.nn === other.names.nn &&
    one.names.en === other.names.en
  );
}

/** A code that means two things on the same day, or ends before it begins. */
function overlaps(language: string, spans: readonly NamedSpan[]): readonly Finding[] {
  const findings: Finding[] = [];
  const error = (index: number, message: string): void => {
    findings.push({
      code: 'KLASS_SPAN',
      severity: 'error',
      pointer: `/codes/${index} (${language})`,
      message,
    });
  };
  const indexed = spans.map((span, index) => ({ ...span, index }));
  for (const [code, own] of groupBy(indexed, (span) => span.code)) {
    const sorted = own.toSorted((one, other) => (one.from < other.from ? -1 : 1));
    for (const [position, { from, to, index }] of sorted.entries()) {
      const next = sorted[position + 1];
      if (to !== null && to <= from) {
        error(index, `code ${code} ends on ${to}, no later than it begins on ${from}`);
      } else if (next !== undefined && (to === null || to > next.from)) {
        error(next.index, `code ${code} is listed twice for the days from ${next.from}`);
      }
    }
  }
  return findings;
}
