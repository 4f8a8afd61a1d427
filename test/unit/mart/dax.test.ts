import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Additivity } from '../../../src/mart/mart.ts';
import { daxMeasure } from '../../../src/mart/packs/dax.ts';
import {
  kinds,
  MEASURE_KEY,
  type OverlappingTable,
  overlappingTable,
} from '../../support/overlapping-tables.ts';
import { type DaxRow, evaluateDax } from '../../support/pack-formats/dax.ts';

const LEVEL = `'dim_region'[regionnivå]`;

const column = (name: string): string => `'t'[${name}]`;

/** What somebody selects of a variable: nothing, some of its values by code or label, or a level of places. */
const choice = fc.oneof(
  fc.constant({ kind: 'nothing' } as const),
  fc.record({
    kind: fc.constantFrom('codes', 'labels'),
    picked: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('level' as const), level: fc.constantFrom('kommune', 'fylke') }),
);

type Choice = typeof choice extends fc.Arbitrary<infer Type> ? Type : never;

function rowsOf({ rows, variables }: OverlappingTable, bare = false): readonly DaxRow[] {
  const places = variables.findIndex(({ variable }) => variable.role === 'geo');
  const isTotal = (code: string, at: number): boolean => code === variables[at]?.variable.totalCode;
  const kept = bare ? rows.filter(({ codes }) => !codes.some(isTotal)) : rows;
  return kept.map(({ codes, levels, period, value }) => ({
    [column('measure_key')]: MEASURE_KEY,
    [column('periode_start')]: period,
    [column('verdi')]: value,
    [LEVEL]: levels[places] ?? null,
    ...Object.fromEntries(
      variables.flatMap(({ variable }, at) => [
        [column(variable.column), `label of ${codes[at]}`],
        [column(variable.codeColumn), codes[at] ?? ''],
      ]),
    ),
  }));
}

interface Asked {
  readonly filters: Map<string, ReadonlySet<string | number>>;
  /** Codes whose figures a careful person would add up, by variable; null where that person would ask back. */
  readonly codes: readonly (readonly string[] | null)[];
  /** Whether values that hold one another were chosen by name. */
  readonly onPurpose: boolean;
}

/** @param bare whether the table lacks the figures of its totals */
function ask({ variables }: OverlappingTable, choices: readonly Choice[], bare: boolean): Asked {
  const filters: Asked['filters'] = new Map();
  let onPurpose = false;
  const codes = variables.map(({ variable, values: all }, at) => {
    const values = bare ? all.filter(({ code }) => code !== variable.totalCode) : all;
    const given = choices[at] ?? { kind: 'nothing' };
    const byLevel = given.kind === 'level' && variable.role === 'geo';
    let selected = values;
    if (byLevel) {
      selected = values.filter(({ level }) => level === given.level);
      filters.set(LEVEL, new Set([given.level]));
    } else if (given.kind === 'codes' || given.kind === 'labels') {
      const picked = new Set(given.picked.map((place) => values[place % values.length]?.code));
      selected = values.filter(({ code }) => picked.has(code));
      const asLabel = (code: string): string =>
        given.kind === 'labels' ? `label of ${code}` : code;
      const of = given.kind === 'labels' ? variable.column : variable.codeColumn;
      filters.set(column(of), new Set(selected.map(({ code }) => asLabel(code))));
    }
    const chosen = selected.map(({ code }) => code);
    const { totalCode: total, overlaps } = variable;
    if (chosen.length === 1) return chosen;
    if (total !== null && chosen.includes(total)) return [total];
    const atoms = selected.flatMap((value) => value.atoms);
    const named = given.kind === 'codes' || given.kind === 'labels';
    if (named && new Set(atoms).size < atoms.length) onPurpose = true;
    return overlaps && !named && !byLevel ? null : chosen;
  });
  return { filters, codes, onPurpose };
}

describe('a measure in DAX', () => {
  it.each<[Additivity]>([['full'], ['not over time'], ['none'], ['unknown']])(
    'counts nothing twice, and everything once, whatever is selected (%s)',
    (additivity) => {
      fc.assert(
        fc.property(
          kinds,
          fc.array(choice, { minLength: 4, maxLength: 4 }),
          fc.option(fc.constantFrom('2024-01-01', '2025-01-01')),
          fc.boolean(),
          (chosenKinds, choices, period, bare) => {
            const table = overlappingTable(chosenKinds);
            const { filters, codes, onPurpose } = ask(table, choices, bare);
            fc.pre(!onPurpose);
            if (period !== null) filters.set(column('periode_start'), new Set([period]));
            const dax = daxMeasure(table.table, { key: MEASURE_KEY, additivity }, 'no');
            const periods = period === null ? table.periods : [period];
            const counted = additivity === 'not over time' ? periods.slice(-1) : periods;
            const known = codes.filter((each) => each !== null);
            const single = periods.length === 1 && known.every((each) => each.length === 1);
            const adds = additivity === 'full' || additivity === 'not over time' || single;
            expect(evaluateDax(dax, rowsOf(table, bare), filters)).toBe(
              adds && known.length === codes.length ? String(table.truth(known, counted)) : null,
            );
          },
        ),
        { numRuns: 500 },
      );
    },
  );

  it('counts only its own measure', () => {
    const table = overlappingTable(['parts']);
    const other = rowsOf(table).map((row) => ({
      ...row,
      [column('measure_key')]: MEASURE_KEY + 1,
    }));
    const dax = daxMeasure(table.table, { key: MEASURE_KEY, additivity: 'full' }, 'no');
    expect(evaluateDax(dax, [...rowsOf(table), ...other])).toBe(evaluateDax(dax, rowsOf(table)));
    expect(evaluateDax(dax, other)).toBeNull();
  });
});
