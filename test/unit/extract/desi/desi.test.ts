import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readFacts, type Fact } from '../../../../src/extract/desi/facts.ts';
import { ranksOf } from '../../../../src/extract/desi/rank.ts';
import { desiService, loadFacts } from '../../../../src/simulator/services/desi.ts';
import { valueAt, type Cube } from '../../../../src/transform/cube.ts';
import { flatIndex, stridesOf } from '../../../../src/transform/odometer.ts';
import { startExtraction } from '../../../support/extraction.ts';
import { openService } from '../../../support/neighbours.ts';
import { exampleSimulator } from '../../../support/simulator.ts';

const HEADER = 'period,country,indicator,breakdown,unit,value,flags';
const bytes = (...lines: readonly string[]) => Buffer.from([...lines, ''].join('\n'));
const fact = (country: string, value: number | null, extra: Partial<Fact> = {}): Fact => ({
  indicator: 'desi',
  breakdown: 'desi_total',
  unit: 'pc_desi',
  country,
  period: '2021',
  value,
  flags: '',
  line: 2,
  ...extra,
});

async function exampleCube(): Promise<Cube> {
  const simulator = await exampleSimulator({
    services: [desiService(await loadFacts('examples/desi'))],
  });
  const { exchange } = await startExtraction('desi');
  const { provider } = openService('desi', 'desi', { url: `${simulator.origin}/desi/api/v1` });
  const described = await provider.fetchDescription('desi-2022', {}, exchange);
  return provider.toCube(described[0]!, provider.describe('desi-2022', described));
}

function at(cube: Cube, ...codes: readonly string[]): number | null {
  const positions = cube.dimensions.map(({ categories }, axis) =>
    categories.findIndex(({ code }) => code === codes[axis]),
  );
  return valueAt(
    cube,
    flatIndex(positions, stridesOf(cube.dimensions.map((d) => d.categories.length))),
  );
}

describe('DESI facts', () => {
  test('put Norway in its published places, each with the number of countries', async () => {
    const cube = await exampleCube();
    const place = (period: string) =>
      ['pc_desi_rank', 'pc_desi_ranked'].map((measure) =>
        at(cube, 'desi', 'desi_total', 'NO', measure, period),
      );
    expect(['2019', '2020', '2021'].map(place)).toEqual([
      [5, 28],
      [3, 28],
      [5, 28],
    ]);
  });

  test('give the union no place, and other indicators none at all', async () => {
    const cube = await exampleCube();
    expect(at(cube, 'desi', 'desi_total', 'EU', 'pc_desi', '2021')).toBe(54);
    expect(at(cube, 'desi', 'desi_total', 'EU', 'pc_desi_rank', '2021')).toBeNull();
    expect(at(cube, 'i_iuse', 'ind_total', 'NO', 'pc_ind', '2021')).toBe(97.5);
    expect(cube.measures.map(({ code }) => code)).toEqual([
      'pc_desi',
      'pc_desi_rank',
      'pc_desi_ranked',
      'pc_ind',
    ]);
  });

  test('have columns by name, in any order and with others among them', () => {
    const file = bytes(
      'id,flags,value,unit,breakdown,indicator,country,period',
      '7,e,54.5,pc_desi,desi_total,desi,NO,2021',
    );
    expect(readFacts(file)).toEqual([fact('NO', 54.5, { flags: 'e' })]);
  });

  test.each([
    ['a column is missing', bytes('period,country,indicator,breakdown,unit,value'), /flags/],
    ['another delimiter', bytes(HEADER.replaceAll(',', ';')), /delimiter|one column/],
    [
      'a decimal comma',
      bytes(HEADER, '2021,NO,desi,desi_total,pc_desi,"54,5",'),
      /line 2, column value/,
    ],
    [
      'a code is empty',
      bytes(HEADER, '2021,,desi,desi_total,pc_desi,54.5,'),
      /line 2, column country/,
    ],
    ['a line is short', bytes(HEADER, '2021,NO,desi'), /line 2/],
    [
      'a code has a space behind it',
      bytes(HEADER, '2021,NO\u00a0,desi,desi_total,pc_desi,54.5,'),
      /line 2, column country: a code with white space .*found "NO\u00a0"/,
    ],
    [
      'a year became the serial number of a date',
      bytes(HEADER, '44197,NO,desi,desi_total,pc_desi,54.5,'),
      /line 2, column period: this is no year .*found "44197"/,
    ],
    [
      'a number is larger than any number',
      bytes(HEADER, '2021,NO,desi,desi_total,pc_desi,1e999,'),
      /line 2, column value: this is no number/,
    ],
    [
      'a number has more digits than can be held',
      bytes(HEADER, '2021,NO,desi,desi_total,pc_desi,12345678901234567,'),
      /line 2, column value: this is no number/,
    ],
  ])('are refused where %s', (_, file, message) => {
    expect(() => readFacts(file)).toThrow(message);
  });

  test('have a number as it was printed, or are refused: separators change none of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom('', ' ', '\u00a0', '\u202f', '.', "'"),
        fc.constantFrom('.', ','),
        fc.constantFrom('', '*', ' 1)', ' b'),
        (whole, hundredths, thousands, decimal, mark) => {
          const digits = String(Math.abs(whole)).replaceAll(/\B(?=(\d{3})+$)/g, thousands);
          const decimals = String(hundredths).padStart(2, '0');
          const sign = whole < 0 ? '-' : '';
          const text = `${sign}${digits}${decimal}${decimals}${mark}`;
          const line = `2021,NO,desi,desi_total,pc_desi,"${text}",`;
          const plain = mark === '' && decimal === '.' && /^-?\d+\.\d+$/.test(text);
          const read = () => readFacts(bytes(HEADER, line))[0]?.value;
          if (plain) expect(read()).toBe(Number(`${sign}${Math.abs(whole)}.${decimals}`));
          else expect(read).toThrow('line 2, column value');
        },
      ),
    );
  });

  test('that stand twice in one place are refused', async () => {
    const simulator = await exampleSimulator({
      services: [
        desiService(
          new Map([
            [
              'desi-2022',
              bytes(HEADER, ...Array<string>(2).fill('2021,NO,desi,desi_total,pc_desi,54.5,')),
            ],
          ]),
        ),
      ],
    });
    const { exchange } = await startExtraction('desi');
    const { provider } = openService('desi', 'desi', { url: `${simulator.origin}/desi/api/v1` });
    await expect(provider.fetchDescription('desi-2022', {}, exchange)).rejects.toMatchObject({
      code: 'SB_CUBE_INVALID',
    });
  });
});

describe('places', () => {
  test('are shared by the same score, and the next counts all before it', () => {
    const facts = [fact('A', 9), fact('B', 7), fact('C', 7), fact('D', 1), fact('E', null)];
    const ranks = ranksOf(facts);
    expect(facts.map((each) => ranks.get(each)?.place ?? null)).toEqual([1, 2, 2, 4, null]);
    expect(ranks.get(facts[0]!)?.ranked).toBe(4);
  });

  test('are one more than the number of countries that have a higher score', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), (scores) => {
        const facts = scores.map((score, index) => fact(`C${index}`, score));
        const ranks = ranksOf(facts);
        const sorted = scores.toSorted((one, other) => other - one);
        for (const each of facts) {
          expect(ranks.get(each)).toEqual({
            place: sorted.indexOf(each.value ?? -1) + 1,
            ranked: scores.length,
            lines: facts.map(({ line }) => line),
          });
        }
      }),
    );
  });
});
