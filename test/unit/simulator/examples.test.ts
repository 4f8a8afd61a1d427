import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadExampleTables, readExample } from '../../../src/simulator/examples.ts';
import { orderedCodes } from '../../../src/simulator/table/example-table.ts';
import { recordedCells } from '../../support/recorded-cells.ts';
import { noneRecorded } from '../../support/recorded.ts';

const folder = 'examples/tables';
const names = readdirSync(folder).toSorted();
const example = (name: string) => readExample(readFileSync(`${folder}/${name}`, 'utf8'), name);

const RECORDED: Readonly<Record<string, string>> = {
  '01222.json': 'ssb/v0dataset_births-deaths.json',
  '03013.json': 'ssb/v0dataset_cpi.json',
  '03024.json': 'ssb/v2_03024_data_no.json',
  '05803.json': 'ssb/v2_05803_data_no.json',
  '07221.json': 'ssb/v1_07221_data.json',
  '07459.json': 'ssb/v0dataset_population-by-gender-age-timeline.json',
  '08487.json': 'ssb/v0dataset_crime-rate.json',
  '08655.json': 'ssb/v1_ks_resultatTest2.json',
  '09429.json': 'ssb/v0dataset_education-level.json',
  '09695.json': 'ssb/v0dataset_bankruptcies-total.json',
  '10325.json': 'ssb/v0dataset_deaths-age.json',
  '11118.json': 'ssb/v0dataset_cpi-delivery-sector-annual.json',
  '11694.json': 'ssb/v0dataset_holiday-property-sales.json',
  '12134.json': 'ssb/v2_12134_data_no.json',
  '13760.json': 'ssb/v2_13760_data_no.json',
};

function* cellsOf(name: string) {
  const { dataset } = example(name);
  const codes = dataset.id.map((id) => orderedCodes(dataset.dimension[id]!));
  for (const [index, value] of dataset.value.entries()) {
    const at: Record<string, string> = {};
    let rest = index;
    for (let axis = codes.length - 1; axis >= 0; axis -= 1) {
      at[dataset.id[axis]!] = codes[axis]![rest % codes[axis]!.length]!;
      rest = Math.floor(rest / codes[axis]!.length);
    }
    yield { at, value, symbol: dataset.status?.[index] ?? null };
  }
}

describe('the example tables', () => {
  test('are at least ten, with a weekly, a monthly, a quarterly and an annual one', () => {
    const units = new Set(names.map((name) => example(name).entry.timeUnit));
    expect(names.length).toBeGreaterThanOrEqual(10);
    expect([...units]).toEqual(
      expect.arrayContaining(['Weekly', 'Monthly', 'Quarterly', 'Annual', 'Other']),
    );
  });

  test.each(names)('%s is sound and states its table, agency, licence and publication', (name) => {
    const { origin, entry, dataset } = example(name);
    expect(name).toBe(`${entry.id}.json`);
    expect(origin.agency).toContain('Statistisk sentralbyrå');
    expect(origin.licence).toContain('CC BY 4.0');
    expect(origin.published).toBe(`as published ${dataset.updated}`);
    expect(origin.extract).not.toBe('');
    expect(dataset.label.startsWith(`${entry.id}: `)).toBe(true);
  });

  test.each(names)('%s has English for every label that is not a code or a name', (name) => {
    const { dataset, english } = example(name);
    expect(Object.keys(english.dimension)).toEqual(dataset.id);
    for (const id of dataset.id) {
      expect(english.dimension[id]?.label).not.toBe('');
      if (dataset.dimension[id]?.category.unit !== undefined) {
        expect(Object.keys(english.dimension[id]?.category?.unit ?? {})).toEqual(
          Object.keys(dataset.dimension[id]?.category.unit ?? {}),
        );
      }
    }
  });

  test.each(['10611.json', '99001.json', '11124.json'])(
    '%s says that its codes are not verified',
    (name) => {
      expect(example(name).origin.remarks).toContain('Codes not verified.');
    },
  );

  test('hold the barrier figures for state, counties and municipalities', () => {
    const lack = (name: string, at: Record<string, string>) =>
      [...cellsOf(name)].find((cell) =>
        Object.entries({ Hindring: '03', ...at }).every(([id, code]) => cell.at[id] === code),
      )?.value;
    expect(lack('10611.json', { Tid: '2024' })).toBe(37.8);
    expect(lack('10611.json', { Tid: '2025' })).toBe(40);
    expect(lack('99001.json', { Forvaltning: 'K', Tid: '2018' })).toBe(42);
    expect(lack('99001.json', { Forvaltning: 'K', Tid: '2024' })).toBe(53.1);
    expect(lack('99001.json', { Forvaltning: 'F', Tid: '2024' })).toBe(28.6);
  });

  test('together stay below one and a half megabytes', () => {
    const bytes = names.reduce((sum, name) => sum + readFileSync(`${folder}/${name}`).length, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });

  test('are refused with file and member when they contradict themselves', () => {
    const file = structuredClone(example('05803.json'));
    file.dataset.value.pop();
    expect(() => readExample(JSON.stringify(file), 'x.json')).toThrow(
      /x\.json .*\/dataset\/value has 11 figures where size gives 12/,
    );
    expect(() => readExample('{', 'x.json')).toThrow(/it is not JSON/);
    expect(() => readExample('{"origin":{}}', 'x.json')).toThrow(/\/origin\/table/);
  });

  test('are refused when a folder holds none', async () => {
    await expect(loadExampleTables('no/such/folder')).rejects.toThrow(/cannot be read/);
    await expect(loadExampleTables('src/errors')).rejects.toMatchObject({
      code: 'SB_SIMULATOR_TABLE',
    });
  });
});

const compared = Object.entries(RECORDED);

describe.skipIf(noneRecorded)(
  `the figures of ${compared.length} example tables, against ${compared.length} recorded files`,
  () => {
    test.each(compared)('%s equals %s cell by cell', (name, recording) => {
      const { cell } = recordedCells(recording);
      let cells = 0;
      for (const { at, value, symbol } of cellsOf(name)) {
        const [figure, sign] = cell(at);
        const assumed = value === null && sign === null ? '..' : sign;
        if (value !== figure || symbol !== assumed) {
          expect.fail(`${JSON.stringify(at)}: ${value} ${symbol}, recorded ${figure} ${sign}`);
        }
        cells += 1;
      }
      expect(cells).toBeGreaterThan(0);
    });
  },
);
