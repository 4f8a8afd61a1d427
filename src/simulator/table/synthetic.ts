import type { Bilingual, CellSource, SimulatedTable, SimulatedVariable } from './model.ts';

/** Shape of a made-up table; everything else follows from it and the seed. */
export interface SyntheticShape {
  readonly id: string;
  readonly regions: number;
  readonly ages: number;
  readonly periods: number;
  /** Contents codes; default 1. */
  readonly contents?: number;
  /** Default 2. */
  readonly sexes?: number;
  /** Same seed, same cells. Default 1. */
  readonly seed?: number;
  /** About one cell in this many is `:` without a number; 0 (the default) for none. */
  readonly confidentialEvery?: number;
  /** ISO instant; default 2026-01-15T07:00:00Z, an eight o'clock release in winter. */
  readonly updated?: string;
}

/**
 * A table of any size whose cells are computed when they are asked for, so that tens of
 * millions of them need no memory. It says of itself that it is synthetic.
 */
export function syntheticTable(shape: SyntheticShape): SimulatedTable {
  const contents = shape.contents ?? 1;
  return Object.freeze({
    id: shape.id,
    title: {
      no: 'Syntetisk tabell uten virkelige tall',
      en: 'Synthetic table without real figures',
    },
    sortCode: '0000000001',
    subjectCode: 'xx',
    timeUnit: 'Annual',
    paths: [[{ id: 'xx', label: { no: 'Syntetisk', en: 'Synthetic' }, sortCode: '0000001' }]],
    source: { no: 'Syntetisk', en: 'Synthetic' },
    updated: shape.updated ?? '2026-01-15T07:00:00Z',
    nextUpdate: null,
    discontinued: false,
    official: false,
    aggregationAllowed: false,
    notes: [],
    mandatoryNotes: [],
    variables: [
      variable('Region', 'region', 'region', codes(shape.regions, 4, 1), 'geo'),
      variable('Kjonn', 'kjønn', 'sex', codes(shape.sexes ?? 2, 1, 1), null),
      variable('Alder', 'alder', 'age', codes(shape.ages, 3, 0), null),
      contentsVariable(contents),
      variable('Tid', 'år', 'year', codes(shape.periods, 4, 2026 - shape.periods), 'time'),
    ],
    codelists: [],
    cells: hashedCells(shape.seed ?? 1, shape.confidentialEvery ?? 0),
  });
}

function codes(count: number, digits: number, first: number): readonly string[] {
  return Array.from({ length: count }, (_, position) =>
    String(first + position).padStart(digits, '0'),
  );
}

function both(no: string, en: string): Bilingual {
  return { no, en };
}

function variable(
  code: string,
  no: string,
  en: string,
  valueCodes: readonly string[],
  role: SimulatedVariable['role'],
): SimulatedVariable {
  const time = role === 'time';
  return {
    code,
    label: both(no, en),
    role,
    values: valueCodes.map((valueCode) => ({
      code: valueCode,
      label: time ? both(valueCode, valueCode) : both(`${no} ${valueCode}`, `${en} ${valueCode}`),
      notes: [],
      describedby: null,
      contents: null,
    })),
    elimination: !time,
    eliminationValueCode: null,
    show: time ? 'code' : 'value',
    describedby: null,
    notes: [],
    codelists: [],
  };
}

function contentsVariable(count: number): SimulatedVariable {
  const base = variable('ContentsCode', 'statistikkvariabel', 'contents', [], 'metric');
  return {
    ...base,
    elimination: false,
    values: codes(count, 1, 1).map((number) => ({
      code: `Antall${number}`,
      label: both(`Antall ${number}`, `Number ${number}`),
      notes: [],
      describedby: null,
      contents: {
        unit: { base: both('antall', 'number'), decimals: 0 },
        refperiod: both('31.12.', '31.12.'),
        measuringType: 'Flow',
        priceType: 'NotApplicable',
        adjustment: 'None',
        basePeriod: null,
      },
    })),
  };
}

/** Cells from an integer hash of the index: five digits at most, evenly spread. */
function hashedCells(seed: number, confidentialEvery: number): CellSource {
  const hidden = (index: number): boolean =>
    confidentialEvery > 0 && mix(index, seed + 1) % confidentialEvery === 0;
  return {
    value: (index) => (hidden(index) ? null : mix(index, seed) % 100_000),
    symbol: (index) => (hidden(index) ? ':' : null),
  };
}

function mix(index: number, seed: number): number {
  let hash = Math.imul(index ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
