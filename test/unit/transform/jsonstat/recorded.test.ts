import JSONstat from 'jsonstat-toolkit';
import { describe, expect, it } from 'vitest';

import { StatbankError } from '../../../../src/errors/statbank-error.ts';
import { cubeSize, valueAt, type Cube } from '../../../../src/transform/cube.ts';
import {
  readJsonStat,
  readJsonStatFrame,
  type NamedCube,
} from '../../../../src/transform/jsonstat/document.ts';
import { noneRecorded, readRecorded, recordedFiles } from '../../../support/recorded.ts';
import { refusalOf } from './refusal.ts';
import { REFUSED } from './refused.ts';

// The toolkit does not know the status form that Eurostat used until about 2016.
const STATUS_UNKNOWN_TO_TOOLKIT = /^eurostat\/legacy_/;

type ToolkitNode = ReturnType<typeof JSONstat>;

const readable = recordedFiles.filter((file) => !(file in REFUSED));
const metadata = Object.keys(REFUSED).filter((file) => REFUSED[file] === 'JSONSTAT_VALUE_LENGTH');

describe.skipIf(noneRecorded)(
  `the recorded responses (${recordedFiles.length} files, ${readable.length} to be read)`,
  () => {
    it('are all there', () => {
      expect(recordedFiles.length).toBeGreaterThanOrEqual(200);
    });

    it.each(readable)('%s is read as the toolkit reads it, cell by cell', (file) => {
      const document = readJsonStat(readRecorded(file));
      const oracle = toolkit(file);
      expect(document.cubes.length + document.links.length).toBeGreaterThan(0);
      document.cubes.forEach((named, position) => {
        compare(named, datasetOf(oracle, named, position), !STATUS_UNKNOWN_TO_TOOLKIT.test(file));
      });
    });

    it.each(Object.entries(REFUSED))('%s is refused with %s', (file, code) => {
      expect(refusalOf(() => readJsonStat(readRecorded(file))).code).toBe(code);
    });

    it.each(metadata)('%s describes a table without its cells', (file) => {
      const frame = readJsonStatFrame(readRecorded(file));
      const oracle = toolkit(file);
      expect(cubeSize(frame)).toEqual(oracle.size);
      expect(frame.dimensions.map(({ code }) => code)).toEqual(oracle.id);
      expect(frame.dimensions.map(({ role }) => role)).toContain('time');
    });

    it('keep the symbols of the former Eurostat status', () => {
      const file = 'eurostat/legacy_eurostat-name_gpd_c-geo_IT_FR.json';
      const cube = onlyCube(file);
      const body = JSON.parse(new TextDecoder().decode(readRecorded(file))) as Record<
        string,
        { readonly status: { readonly value: readonly (string | null)[] } }
      >;
      const stated = body['nama_gdp_c']?.status.value ?? [];
      expect(stated.map((_, index) => cube.symbols.get(index) ?? null)).toEqual(stated);
    });

    it('keep men and women apart where integer-like codes are not in numeric order', () => {
      const frame = readJsonStatFrame(readRecorded('ssb/v2_13760_metadata_en.json'));
      const sex = frame.dimensions.find(({ code }) => code === 'Kjonn');
      expect(sex?.categories.map(({ code }) => code)).toEqual(['0', '2', '1']);
    });

    it('give nil the number 0, with which deaths of both sexes are those of women plus men', () => {
      const cube = onlyCube('ssb/v0dataset_deaths-age.json');
      const [sex, ...others] = cubeSize(cube);
      const perSex = others.reduce((product, size) => product * size, 1);
      const nil = [...cube.symbols].filter(([, symbol]) => symbol === '-');
      expect(sex).toBe(3);
      expect(nil).toHaveLength(34);
      for (const [index] of nil) {
        const [both, women, men] = [0, 1, 2].map((at) =>
          valueAt(cube, at * perSex + (index % perSex)),
        );
        expect(both).toBe((women ?? Number.NaN) + (men ?? Number.NaN));
      }
    });

    it('carry no contact details into a cube', () => {
      const marked = recordedFiles.filter((file) =>
        new TextDecoder().decode(readRecorded(file)).includes('"contact"'),
      );
      expect(marked.length).toBeGreaterThan(0);
      for (const file of marked.filter((each) => !(each in REFUSED))) {
        expect(JSON.stringify(readJsonStat(readRecorded(file)).cubes)).not.toMatch(
          /"(?:contact|mail|phone)"/,
        );
      }
    });
  },
);

function toolkit(file: string): ToolkitNode {
  return JSONstat(JSON.parse(new TextDecoder().decode(readRecorded(file))) as object);
}

function datasetOf(oracle: ToolkitNode, named: NamedCube, position: number): ToolkitNode {
  if (oracle.class === 'dataset') return oracle;
  const found = oracle.Dataset(oracle.class === 'bundle' ? named.name : position);
  if (found === null) throw new Error(`The toolkit has no dataset ${named.name}.`);
  return found;
}

function compare({ cube }: NamedCube, oracle: ToolkitNode, withStatus: boolean): void {
  expect(cube.dimensions.map(({ code }) => code)).toEqual(oracle.id);
  expect(cubeSize(cube)).toEqual(oracle.size);
  expect(cube.label).toBe(oracle.label ?? '');
  for (const dimension of cube.dimensions) {
    const expected = oracle.Dimension(dimension.code);
    expect(dimension.categories.map(({ code }) => code)).toEqual(expected?.id);
    expect(dimension.categories.map(({ label }) => label)).toEqual(
      expected?.id.map((code) => expected.Category(code)?.label ?? code),
    );
  }
  const indexes = Array.from({ length: cube.cellCount }, (_, index) => index);
  expect(indexes.map((index) => numberAsSent(cube, index))).toEqual(oracle.value ?? []);
  if (withStatus) {
    expect(indexes.map((index) => cube.symbols.get(index) ?? null)).toEqual(
      indexes.map((index) => oracle.status?.[index] ?? null),
    );
  }
}

function numberAsSent(cube: Cube, index: number): number | null {
  return cube.symbols.get(index) === '-' ? null : valueAt(cube, index);
}

function onlyCube(file: string): Cube {
  const [only] = readJsonStat(readRecorded(file)).cubes;
  if (only === undefined) throw new StatbankError('SB_UNEXPECTED', `${file} has no dataset.`);
  return only.cube;
}
