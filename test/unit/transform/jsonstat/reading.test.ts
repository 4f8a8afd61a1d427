import { describe, expect, it } from 'vitest';

import { valueAt, type Cube, type DimensionRole } from '../../../../src/transform/cube.ts';
import {
  readJsonStat,
  readJsonStatFrame,
  type JsonStatDocument,
} from '../../../../src/transform/jsonstat/document.ts';
import { readInstant } from '../../../../src/transform/jsonstat/instant.ts';
import { readPxFacts } from '../../../../src/transform/jsonstat/px-facts.ts';
import { SOUND } from './broken.ts';

const bytes = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document));

function read(changes: Readonly<Record<string, unknown>>): JsonStatDocument {
  return readJsonStat(bytes({ ...SOUND, ...changes }));
}

function cubeOf(changes: Readonly<Record<string, unknown>>): Cube {
  const [only] = read(changes).cubes;
  if (only === undefined) throw new Error('There is no cube.');
  return only.cube;
}

function warningsOf(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return read(changes).findings.map(({ code }) => code);
}

function rolesOf(codes: readonly string[], role?: unknown): readonly DimensionRole[] {
  const category = { index: ['x'] };
  const dimension = Object.fromEntries(codes.map((code) => [code, { category }]));
  return cubeOf({
    id: codes,
    size: codes.map(() => 1),
    dimension,
    role,
    value: [1],
  }).dimensions.map((each) => each.role);
}

describe('cells', () => {
  it('that are null with the symbol - are 0 and keep the symbol', () => {
    const cube = cubeOf({ value: [null, 2, 3, 4, 5, 6], status: { '0': '-' } });
    expect(valueAt(cube, 0)).toBe(0);
    expect(cube.symbols.get(0)).toBe('-');
  });

  it('that are absent from a sparse column with the symbol - are 0', () => {
    expect(valueAt(cubeOf({ value: {}, status: { '4': '-' } }), 4)).toBe(0);
  });

  it('with the symbol - and another number keep the number, with a warning', () => {
    const changes = { value: [1, 2, 3, 4, 5, 6], status: { '0': '-' } };
    expect(valueAt(cubeOf(changes), 0)).toBe(1);
    expect(warningsOf(changes)).toEqual(['JSONSTAT_NIL_WITH_NUMBER']);
  });

  it('may have a symbol beside a number', () => {
    const cube = cubeOf({ status: { '1': 'p' } });
    expect([valueAt(cube, 1), cube.symbols.get(1)]).toEqual([709037, 'p']);
  });

  it('have no symbol where the text is empty or null', () => {
    expect(cubeOf({ status: { '0': '', '1': null } }).symbols.size).toBe(0);
    expect(cubeOf({ status: ['', null, '', null, '', null] }).symbols.size).toBe(0);
    expect(cubeOf({ status: '' }).symbols.size).toBe(0);
  });

  it('that are null without a symbol are counted in a warning', () => {
    const { findings } = read({ value: [null, null, 3, 4, 5, null], status: { '5': '..' } });
    expect(findings.map(({ code }) => code)).toEqual(['JSONSTAT_NULL_WITHOUT_STATUS']);
    expect(findings[0]?.message).toContain('2 cells');
  });

  it('all have the symbol that stands as one text', () => {
    expect([...cubeOf({ status: 'e' }).symbols.values()]).toEqual(['e', 'e', 'e', 'e', 'e', 'e']);
  });

  it('all have the symbol that stands alone in an array, with a warning', () => {
    expect(cubeOf({ status: ['e'] }).symbols.size).toBe(6);
    expect(warningsOf({ status: ['e'] })).toEqual(['JSONSTAT_STATUS_SPREAD']);
  });

  it('that are not there get no symbol from one that stands for all', () => {
    expect([...cubeOf({ value: { '2': 1 }, status: 'e' }).symbols.keys()]).toEqual([2]);
  });

  it('may be far more than memory holds if nearly all are absent', () => {
    const index = Array.from({ length: 1000 }, (_, code) => String(code));
    const ids = ['a', 'b', 'c', 'd'];
    const dimension = Object.fromEntries(ids.map((id) => [id, { category: { index } }]));
    const cube = cubeOf({
      id: ids,
      size: [1000, 1000, 1000, 1000],
      dimension,
      role: {},
      value: { '999999999999': 7 },
    });
    expect(cube.cellCount).toBe(1e12);
    expect(valueAt(cube, 999_999_999_999)).toBe(7);
  });

  it('may be none where a dimension is empty', () => {
    const Tid = { category: { index: {}, label: {} } };
    const dimension = { ...SOUND.dimension, Tid };
    expect(cubeOf({ dimension, size: [2, 1, 0], value: {} }).cellCount).toBe(0);
    expect(cubeOf({ dimension, size: [2, 1, 0], value: [] }).cellCount).toBe(0);
    expect(cubeOf({ dimension, size: [2, 1, 0], value: undefined }).cellCount).toBe(0);
  });
});

describe('values of a variable', () => {
  function categories(category: unknown, size: number) {
    const dimension = { ...SOUND.dimension, Region: { category } };
    const value = Array.from({ length: size * 3 }, () => 1);
    return cubeOf({ dimension, size: [size, 1, 3], value }).dimensions[0]?.categories;
  }

  it('stand in the order of their positions, not of their keys', () => {
    const found = categories({ index: { '2': 1, '1': 2, '0': 0 } }, 3);
    expect(found?.map(({ code }) => code)).toEqual(['0', '2', '1']);
  });

  it('are named by their codes where labels are missing', () => {
    const found = categories({ index: ['a', 'b'], label: { a: 'A' } }, 2);
    expect(found?.map(({ label }) => label)).toEqual(['A', 'b']);
  });

  it('may do without an index where there is one', () => {
    expect(categories({ label: { a: 'A' } }, 1)?.map(({ code }) => code)).toEqual(['a']);
  });

  it('know their direct ancestor, the first of several', () => {
    const child = { all: ['a', 'b'], other: ['a'], a: ['x', 'unknown'] };
    const found = categories({ index: ['all', 'other', 'a', 'b', 'x'], child }, 5);
    expect(found?.map(({ parent }) => parent)).toEqual([null, null, 'all', 'all', 'a']);
  });

  it('keep codes with quotes, commas, brackets and SQL, and labels of 10,000 characters', () => {
    const codes = ['"', "'; drop table star.dim_time; --", '[a,b]', '__proto__', 'constructor', ''];
    const label = Object.fromEntries(codes.map((code) => [code, 'å'.repeat(10_000)]));
    const found = categories({ index: codes, label }, codes.length);
    expect(found?.map(({ code }) => code)).toEqual(codes);
    expect(found?.every((each) => each.label.length === 10_000)).toBe(true);
  });
});

describe('roles', () => {
  it('are those that the source states', () => {
    expect(rolesOf(['a', 'b', 'c', 'd'], { time: ['b'], geo: ['a'], metric: ['d'] })).toEqual([
      'geo',
      'time',
      'classification',
      'metric',
    ]);
  });

  it('are inferred at Eurostat, where none is stated', () => {
    expect(rolesOf(['freq', 'unit', 'na_item', 'geo', 'time'])).toEqual([
      'classification',
      'metric',
      'classification',
      'geo',
      'time',
    ]);
  });

  it.each([
    ['KOKkommuneregion0000', 'geo'],
    ['Region', 'geo'],
    ['TLIST(Q1)', 'time'],
    ['Vuosi', 'time'],
    ['STATISTIC', 'metric'],
    ['ContentsCode', 'metric'],
    ['Kjonn', 'classification'],
  ])('make %s a %s dimension if none is stated', (code, role) => {
    expect(rolesOf([code, 'other'])).toEqual([role, 'classification']);
  });

  it('are recognised from the KLASS classification of a variable', () => {
    const link = { describedby: [{ extension: { Bosted: 'urn:ssb:classification:klass:131' } }] };
    const dimension = {
      Bosted: { category: { index: ['0301'] }, link },
      Tid: { category: { index: ['2024'] } },
    };
    const cube = cubeOf({
      id: ['Bosted', 'Tid'],
      size: [1, 1],
      dimension,
      role: { time: ['Tid'] },
      value: [1],
    });
    expect(cube.dimensions[0]?.role).toBe('geo');
    expect(cube.dimensions[0]?.classifications).toEqual(['urn:ssb:classification:klass:131']);
  });

  it('give the metric to the first of several, and leave several places', () => {
    expect(rolesOf(['a', 'b', 'c', 'd'], { metric: ['b', 'a'], geo: ['c', 'd'] })).toEqual([
      'metric',
      'classification',
      'geo',
      'geo',
    ]);
  });

  it('that name a label instead of a dimension are told and inferred', () => {
    const role = { time: ['år'], metric: ['ContentsCode'], geo: ['Region'] };
    expect(warningsOf({ role })).toEqual(['JSONSTAT_ROLE_UNKNOWN', 'JSONSTAT_ROLE_INFERRED']);
    expect(cubeOf({ role }).dimensions[2]?.role).toBe('time');
  });
});

describe('measures', () => {
  function measureOf(contents: object) {
    return cubeOf({ dimension: { ...SOUND.dimension, ContentsCode: contents } }).measures[0];
  }

  it('carry unit, decimals and kind as PxWeb states them', () => {
    const measure = measureOf({
      category: { index: { KPI: 0 }, unit: { KPI: { base: 'indeks', decimals: 1 } } },
      extension: {
        measuringType: { KPI: 'Average' },
        priceType: { KPI: 'NotApplicable' },
        adjustment: { KPI: 'None' },
        basePeriod: { KPI: '2015=100' },
        refperiod: { KPI: 'Gjennomsnitt' },
      },
      link: { describedby: [{ extension: { KPI: 'urn:a:1 urn:b:2' } }] },
    });
    expect(measure).toEqual({
      code: 'KPI',
      label: 'KPI',
      unit: 'indeks',
      decimals: 1,
      measuringType: 'average',
      priceType: 'NotApplicable',
      adjustment: 'None',
      basePeriod: '2015=100',
      referencePeriod: 'Gjennomsnitt',
      classifications: ['urn:a:1', 'urn:b:2'],
    });
  });

  it.each([
    [{ label: 'Euro Million' }, 'Euro Million'],
    [{ base: 'person', multiplier: 0 }, 'person'],
    [{ base: 'person', multiplier: 3 }, '10^3 person'],
    [{ base: '', symbol: '%' }, '%'],
    [{}, null],
  ])('have the unit that %j says', (unit, expected) => {
    expect(measureOf({ category: { index: ['a'], unit: { a: unit } } })?.unit).toBe(expected);
  });

  it('are one without a name where no dimension counts things', () => {
    const { role: _role, ...rest } = SOUND;
    const dimension = {
      Region: rest.dimension.Region,
      Alder: rest.dimension.ContentsCode,
      Tid: rest.dimension.Tid,
    };
    const cube = cubeOf({ id: ['Region', 'Alder', 'Tid'], dimension, role: undefined });
    expect(cube.measures.map(({ code, label }) => [code, label])).toEqual([
      ['value', 'Folkemengde'],
    ]);
  });
});

describe('the moment of the last update', () => {
  it.each([
    ['2026-01-09T07:00:00Z', '2026-01-09T07:00:00Z', true],
    ['2024-11-18T11:00:00+0100', '2024-11-18T10:00:00Z', true],
    ['2024-11-18T11:00:00-05:30', '2024-11-18T16:30:00Z', true],
    ['2024-11-18T11:00:00.25Z', '2024-11-18T11:00:00.250Z', true],
    ['2024-01-12T05: 52: 00Z', '2024-01-12T05:52:00Z', false],
    ['2024-04-05T13:14:19', '2024-04-05T13:14:19Z', false],
    ['2012-11-27', '2012-11-27T00:00:00Z', false],
    ['08/08/2014 16:39:07', '2014-08-08T16:39:07Z', false],
    ['31/12/2014', '2014-12-31T00:00:00Z', false],
  ])('%s is %s', (text, instant, standard) => {
    expect(readInstant(text)).toEqual({ instant, standard });
  });

  it.each(['', 'yesterday', '2024-02-30', '12/31/2014', '2024-01-01T25:00:00Z', '2024'])(
    '%j is none',
    (text) => {
      expect(readInstant(text)).toBeNull();
    },
  );

  it('is null with a warning where it cannot be read', () => {
    expect(cubeOf({ updated: 'soon' }).updated).toBeNull();
    expect(warningsOf({ updated: 'soon' })).toEqual(['JSONSTAT_UPDATED']);
  });
});

describe('a document', () => {
  it('lists the tables of a collection that are not embedded', () => {
    const item = [
      { class: 'dataset', href: 'https://example.org/a' },
      { class: 'dimension', href: 'https://example.org/ages' },
      { class: 'collection', href: 'https://example.org/more' },
      { href: 'https://example.org/b', ...SOUND },
    ];
    const { cubes, links } = readJsonStat(bytes({ class: 'collection', link: { item } }));
    expect(links).toEqual(['https://example.org/a', 'https://example.org/more']);
    expect(cubes.map(({ name, pointer }) => [name, pointer])).toEqual([['item-3', '/link/item/3']]);
  });

  it('names its datasets by bundle key or by PxWeb table id', () => {
    expect(readJsonStat(bytes({ a: SOUND, b: SOUND })).cubes.map(({ name }) => name)).toEqual([
      'a',
      'b',
    ]);
    expect(read({ extension: { px: { tableid: '07459' } } }).cubes[0]?.name).toBe('07459');
  });

  it('may describe a table without cells', () => {
    const frame = readJsonStatFrame(bytes({ ...SOUND, value: [] }));
    expect(frame.dimensions.map(({ code }) => code)).toEqual(['Region', 'ContentsCode', 'Tid']);
    expect(() => readJsonStatFrame(bytes({ ...SOUND, value: undefined }))).not.toThrow();
    expect(() => readJsonStatFrame(bytes({ ...SOUND, value: [1] }))).toThrow(
      'JSONSTAT_VALUE_LENGTH',
    );
    expect(() => readJsonStatFrame(bytes({ a: SOUND, b: SOUND }))).toThrow('2 datasets');
  });
});

describe('the PxWeb extension', () => {
  it('gives the facts of a table and leaves contact details where they are', () => {
    const facts = readPxFacts(
      bytes({
        ...SOUND,
        extension: {
          px: {
            tableid: '07459',
            language: 'no',
            'official-statistics': true,
            'subject-code': 'be',
            'subject-area': 'Befolkning',
            nextUpdate: '2027-02-24T07:00:00Z',
            updateFrequency: 'annual',
          },
          discontinued: null,
          contact: [{ name: 'Somebody', phone: '12345678', mail: 'a@example.org' }],
        },
      }),
    );
    expect(facts).toEqual({
      tableId: '07459',
      language: 'no',
      official: true,
      discontinued: false,
      nextUpdate: '2027-02-24T07:00:00Z',
      updateFrequency: 'annual',
      subjectCode: 'be',
      subjectArea: 'Befolkning',
    });
  });

  it('may be missing', () => {
    expect(readPxFacts(bytes(SOUND))).toMatchObject({ tableId: null, discontinued: false });
  });
});
