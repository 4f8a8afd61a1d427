import { createHash } from 'node:crypto';

import type { CubeFrame, Dimension, Measure } from './cube.ts';

/**
 * SHA-256 over everything that a table says in words: title, source, notes, labels,
 * units, decimals, kinds of measure, hierarchy, classifications and elimination, in both
 * languages. White space is folded, and neither the order of variables nor that of
 * values counts, as neither changes what a reader is told. `updated` is not part of it.
 *
 * @returns 32 bytes
 */
export function hashLabels(frame: CubeFrame, english: CubeFrame | null): Uint8Array {
  const hash = createHash('sha256');
  const facts = [...factsOf('no', frame), ...(english === null ? [] : factsOf('en', english))];
  for (const line of facts.toSorted()) {
    hash.update(line).update('\n');
  }
  return hash.digest();
}

function factsOf(language: string, frame: CubeFrame): readonly string[] {
  const fact = (...parts: readonly unknown[]): string => JSON.stringify([language, ...parts]);
  return [
    fact('table', fold(frame.label), fold(frame.source), frame.notes.map(fold)),
    ...frame.dimensions.flatMap((dimension) => [
      fact('variable', ...variableFacts(dimension)),
      ...dimension.categories.map(({ code, label, parent, notes }) =>
        fact('value', dimension.code, code, fold(label), parent, notes.map(fold)),
      ),
    ]),
    ...frame.measures.map((measure) => fact('measure', ...measureFacts(measure))),
  ];
}

function variableFacts(dimension: Dimension): readonly unknown[] {
  const { code, label, role, classifications, elimination, notes } = dimension;
  return [
    code,
    fold(label),
    role,
    classifications.toSorted(),
    elimination?.allowed ?? null,
    elimination?.valueCode ?? null,
    notes.map(fold),
  ];
}

function measureFacts(measure: Measure): readonly unknown[] {
  return [
    measure.code,
    fold(measure.label),
    fold(measure.unit),
    measure.decimals,
    measure.measuringType,
    fold(measure.priceType),
    fold(measure.adjustment),
    fold(measure.basePeriod),
    fold(measure.referencePeriod),
    measure.classifications.toSorted(),
  ];
}

function fold(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/\s+/g, ' ').trim();
}
