import fc from 'fast-check';
import type { MartTable, MartVariable } from '../../src/mart/mart.ts';

/** A value of a variable and the smallest parts that it is made of. */
interface Value {
  readonly code: string;
  readonly level: string;
  readonly atoms: readonly string[];
}

/** A variable whose values may hold one another. */
export interface OverlappingVariable {
  readonly variable: MartVariable;
  readonly values: readonly Value[];
}

/** A small table of which every figure is known from its smallest parts, so that nothing can be counted twice unseen. */
export interface OverlappingTable {
  readonly table: MartTable;
  readonly variables: readonly OverlappingVariable[];
  readonly periods: readonly string[];
  readonly rows: readonly OverlappingRow[];
  /** The figure of some values of each variable and some periods, each smallest part once. */
  readonly truth: (chosen: readonly (readonly string[])[], periods: readonly string[]) => number;
}

export interface OverlappingRow {
  readonly codes: readonly string[];
  readonly levels: readonly string[];
  readonly period: string;
  readonly value: number;
}

const leaf = (code: string, level = ''): Value => ({ code, level, atoms: [code] });

const KINDS = Object.freeze({
  parts: {
    role: 'classification',
    total: null,
    overlaps: false,
    values: [leaf('a'), leaf('b'), leaf('c')],
  },
  total: {
    role: 'classification',
    total: 'T',
    overlaps: false,
    values: [{ code: 'T', level: '', atoms: ['a', 'b'] }, leaf('a'), leaf('b')],
  },
  groups: {
    role: 'classification',
    total: null,
    overlaps: true,
    values: [{ code: 'g', level: '', atoms: ['a', 'b'] }, leaf('a'), leaf('b'), leaf('c')],
  },
  'groups and total': {
    role: 'classification',
    total: 'T"\'',
    overlaps: true,
    values: [
      { code: 'T"\'', level: '', atoms: ['a', 'b', 'c'] },
      { code: 'g', level: '', atoms: ['a', 'b'] },
      leaf('a'),
      leaf('b'),
      leaf('c'),
    ],
  },
  places: {
    role: 'geo',
    total: '0',
    overlaps: true,
    values: [
      { code: '0', level: 'land', atoms: ['0301', '1101', '1103'] },
      { code: '03', level: 'fylke', atoms: ['0301'] },
      { code: '11', level: 'fylke', atoms: ['1101', '1103'] },
      leaf('0301', 'kommune'),
      leaf('1101', 'kommune'),
      leaf('1103', 'kommune'),
    ],
  },
  'places without their country': {
    role: 'geo',
    total: null,
    overlaps: true,
    values: [
      { code: '11', level: 'fylke', atoms: ['1101', '1103'] },
      leaf('1101', 'kommune'),
      leaf('1103', 'kommune'),
    ],
  },
} as const);

type Kind = keyof typeof KINDS;

/** The key of the one measure of these tables. */
export const MEASURE_KEY = 7;

/** Up to four variables of any kind, at most one of them of places. */
export const kinds: fc.Arbitrary<readonly Kind[]> = fc
  .array(fc.constantFrom(...(Object.keys(KINDS) as Kind[])), { minLength: 1, maxLength: 4 })
  .filter((chosen) => chosen.filter((kind) => KINDS[kind].role === 'geo').length < 2);

/** The table with variables of such kinds, in two periods. */
export function overlappingTable(chosen: readonly Kind[]): OverlappingTable {
  const variables = chosen.map((kind, at): OverlappingVariable => {
    const { role, total, overlaps, values } = KINDS[kind];
    return {
      values,
      variable: {
        code: `V${at}`,
        label: `v${at}`,
        role,
        column: `v${at}`,
        codeColumn: `v${at}_kode`,
        concept: null,
        totalCode: total,
        overlaps,
        exampleCode: null,
        values: values.length,
      },
    };
  });
  const periods = ['2024-01-01', '2025-01-01'];
  const truth: OverlappingTable['truth'] = (codes, during) => {
    const atoms = variables.map(({ values }, at) => [
      ...new Set(
        values.filter(({ code }) => codes[at]?.includes(code)).flatMap((value) => value.atoms),
      ),
    ]);
    const cells = product(atoms).map((cell) => figureOf(cell));
    return (
      cells.reduce((sum, figure) => sum + figure, 0) *
      during.reduce((sum, day) => sum + growth(day), 0)
    );
  };
  const rows = periods.flatMap((period) =>
    product(variables.map(({ values }) => values)).map((cell) => ({
      codes: cell.map(({ code }) => code),
      levels: cell.map(({ level }) => level),
      period,
      value: truth(
        cell.map(({ code }) => [code]),
        [period],
      ),
    })),
  );
  const view = { name: 't', description: '', columns: [], key: [], references: [] };
  const table = { view, variables: variables.map(({ variable }) => variable) };
  return { table: table as unknown as MartTable, variables, periods, rows, truth };
}

/** Different for every combination of parts, so that no two sums are alike by chance. */
function figureOf(atoms: readonly string[]): number {
  return (
    Array.from(atoms.join()).reduce(
      (hash, sign) => (hash * 31 + (sign.codePointAt(0) ?? 0)) % 99_991,
      17,
    ) + 1
  );
}

function growth(day: string): number {
  return day.startsWith('2025') ? 3 : 1;
}

function product<Item>(lists: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  return lists.reduce<readonly (readonly Item[])[]>(
    (all, list) => all.flatMap((before) => list.map((item) => [...before, item])),
    [[]],
  );
}
