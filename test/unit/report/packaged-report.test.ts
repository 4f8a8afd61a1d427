import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadReport } from '../../../src/config/load-report.ts';
import { PACKAGED_REPORT } from '../../../src/config/package.ts';
import { readFigures } from '../../../src/extract/dfo-published/figures.ts';
import type { Binding } from '../../../src/transform/claims/binding.ts';
import { boundTables } from '../../../src/transform/claims/bound-tables.ts';

const report = await loadReport(PACKAGED_REPORT);
const figures = readFigures(readFileSync('reports/digital-competence-2021/published-figures.csv'));

test('all 114 claims are there, in their order', () => {
  const ids = Array.from({ length: 114 }, (_, index) => `C${String(index + 1).padStart(3, '0')}`);
  expect(report.claims.map(({ id }) => id)).toEqual(ids);
});

test('every claim has both languages, and the two differ', () => {
  const same = report.claims.filter(({ text }) => text.no === text.en);
  expect(same).toEqual([]);
});

function codeOf({ codes }: Binding, variable: string): string | null {
  const choice = codes[variable];
  return choice?.pick === 'code' ? choice.code : null;
}

test('every binding to a published figure meets one, with the value that the claim prints', () => {
  const operands = report.claims.flatMap(({ id, operands: own }) =>
    own.map((operand) => ({ id, ...operand })),
  );
  let met = 0;
  for (const { id, name, printed, published } of operands) {
    if (published?.table.provider !== 'dfo-published') continue;
    const figure = figures.find(
      (one) =>
        one.figure === codeOf(published, 'Tall') &&
        one.measure === codeOf(published, 'ContentsCode') &&
        one.year === codeOf(published, 'Tid'),
    );
    expect([id, name, String(figure?.value)]).toEqual([id, name, printed]);
    met += 1;
  }
  expect(met).toBeGreaterThan(40);
});

test('every claim that a published figure names is bound to it', () => {
  const named = new Set(figures.flatMap(({ claims }) => (claims === '' ? [] : claims.split(' '))));
  const bound = new Set(
    report.claims
      .filter((claim) => boundTables(claim).some(({ provider }) => provider === 'dfo-published'))
      .map(({ id }) => id),
  );
  // The years between two measurements are counted, not read.
  expect([...named].filter((id) => !bound.has(id))).toEqual(['C018']);
});
