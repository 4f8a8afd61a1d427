import { z } from 'zod';

import type { Cube, Dimension } from '../../transform/cube.ts';
import { cubeOfCells, type NamedCell } from '../../transform/cube-of-cells.ts';
import { plainDimension, plainMeasure, type PlainValue } from '../../transform/plain-dimension.ts';
import { readDeclaration } from '../document/yaml.ts';

const words = z.string().min(1, 'it must not be empty');
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'a code is letters, digits, _ and -');

/** What a person found, and the number that stands for it. */
const VERDICTS = Object.freeze({ ja: 2, med_forbehold: 1, nei: 0 });

const SCHEMA = z.strictObject({
  questions: z.record(code, words),
  verdicts: z
    .array(
      z.strictObject({
        question: code,
        from: code,
        to: code,
        verdict: z.enum(['ja', 'med_forbehold', 'nei']),
        reason: words,
        source: words,
      }),
    )
    .min(1),
});

/** Table of the verdicts. */
export const COMPARABILITY = 'sammenlignbarhet';

const MEASURE = Object.freeze(
  plainMeasure({
    code: 'sammenlignbar',
    label: 'Sammenlignbarhet: 2 ja, 1 med forbehold, 0 nei',
    unit: 'poeng',
    decimals: 0,
    measuringType: 'other',
  }),
);

/**
 * Reads the verdicts on whether a question can be compared between two editions: yes, with
 * reservation, or no, with reason and source. They are what a person decided, and data like any other.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID; SB_CUBE_INVALID for two verdicts on one pair with one
 *   reason, or a question without a text
 */
export function readComparability(bytes: Uint8Array, what: string): Cube {
  const { questions, verdicts } = readDeclaration(bytes, SCHEMA, what);
  const reasons = [...new Set(verdicts.map(reasonOf))];
  const editions = (of: 'from' | 'to'): readonly PlainValue[] =>
    [...new Set(verdicts.map((verdict) => verdict[of]))].toSorted().map((each) => [each, each]);
  const frame = {
    label: 'Sammenlignbarhet mellom utgaver av innbyggerundersøkelsen',
    source: null,
    updated: null,
    notes: ['Vurderinger gjort for dette prosjektet, med begrunnelse og kilde; ikke fra DFØ.'],
    dimensions: [
      dimension('Sporsmal', 'Spørsmål', Object.entries(questions)),
      dimension('Fra', 'Fra utgave', editions('from')),
      dimension('Til', 'Til utgave', editions('to')),
      dimension(
        'Begrunnelse',
        'Begrunnelse',
        reasons.map((reason, place) => [String(place + 1), reason]),
      ),
    ],
    measures: [MEASURE],
  };
  const cells = verdicts.map((verdict): NamedCell => {
    const reason = String(reasons.indexOf(reasonOf(verdict)) + 1);
    return {
      codes: [verdict.question, verdict.from, verdict.to, reason],
      value: VERDICTS[verdict.verdict],
      symbol: verdict.verdict.replace('_', ' '),
    };
  });
  return cubeOfCells(frame, cells);
}

function reasonOf({
  reason,
  source,
}: {
  readonly reason: string;
  readonly source: string;
}): string {
  return `${reason} Kilde: ${source}.`;
}

function dimension(variable: string, label: string, values: readonly PlainValue[]): Dimension {
  return plainDimension({ code: variable, label, role: 'classification' }, values);
}
