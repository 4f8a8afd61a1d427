import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GateFinding } from '../../../src/load/gates/judge.ts';
import { publish } from '../../../src/load/publish.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import type { Cube, Measure } from '../../../src/transform/cube.ts';
import { gatePolicy } from '../../../src/transform/gate.ts';
import { type PublicationSketch, sketchCube, sketchPublication } from '../../support/cubes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

const SEX = {
  code: 'Kjonn',
  codes: ['0', '1', '2'],
  labels: ['Begge kjønn', 'Menn', 'Kvinner'],
} as const;
const REGION = { code: 'Region', codes: ['0301', '1103', '4601'] } as const;
const years = (...codes: readonly string[]) => ({ code: 'Tid', role: 'time', codes }) as const;
const CONTENTS = { code: 'ContentsCode', role: 'metric', codes: ['Personer', 'Alder'] } as const;

describe.each(servers())('judging a publication on $name', (server) => {
  let db: Connection;
  let table = 0;

  beforeAll(async () => {
    db = await (await createTestDatabase({ server })).connect();
  });
  afterAll(async () => db.close());

  /** Publishes one state after the other, and tells what the gates say of the last. */
  const judged = async (
    ...states: readonly (Cube | { readonly cube: Cube; readonly sketch: PublicationSketch })[]
  ): Promise<readonly Pick<GateFinding, 'gate' | 'message'>[]> => {
    const id = String((table += 1)).padStart(5, '0');
    let found: readonly GateFinding[] = [];
    for (const [at, state] of states.entries()) {
      const { cube, sketch } = 'cube' in state ? state : { cube: state, sketch: {} };
      const publication = await sketchPublication(db, cube, { ...sketch, table: id });
      const last = at === states.length - 1;
      const result = await publish(db.pool, publication, last ? { gates: gatePolicy() } : {});
      found = result.gates;
    }
    return found.map(({ gate, message }) => ({ gate, message }));
  };

  const inThousands = (cube: Cube): Cube => ({
    ...cube,
    measures: cube.measures.map((measure) => ({ ...measure, unit: '1 000 personer' })),
  });

  it('says nothing of a usual revision with a new period', async () => {
    const [before, after] = [years('2024'), years('2024', '2025')];
    expect(
      await judged(
        sketchCube([SEX, REGION, before], [30, 50, 70, 10, 20, 30, 20, 30, 40]),
        sketchCube(
          [SEX, REGION, after],
          [31, 33, 50, 55, 70, 72, 11, 12, 20, 22, 30, 31, 20, 21, 30, 33, 40, 41],
        ),
      ),
    ).toEqual([]);
  });

  it('sees totals that are no longer the sum of their parts, also in a new period', async () => {
    const before = sketchCube([SEX, REGION, years('2024')], [30, 50, 70, 10, 20, 30, 20, 30, 40]);
    const revised = sketchCube([SEX, REGION, years('2024')], [30, 50, 70, 10, 21, 30, 20, 30, 40]);
    const grown = sketchCube(
      [SEX, REGION, years('2024', '2025')],
      [30, 31, 50, 51, 70, 99, 10, 11, 20, 21, 30, 31, 20, 20, 30, 30, 40, 40],
    );
    const message = (checked: number) =>
      `1 of ${checked} totals Kjonn=0 (Begge kjønn) are no longer the sum of their 2 parts; before, all were.`;
    expect(await judged(before, revised)).toEqual([{ gate: 'totals', message: message(3) }]);
    expect(await judged(before, grown)).toEqual([{ gate: 'totals', message: message(3) }]);
  });

  it('leaves totals alone whose parts are not all there or never added up', async () => {
    const rounded = [31, 50, 70, 10, 20, 30, 20, 30, 40];
    const hidden = [30, 50, 70, [null, ':'], [null, ':'], 30, 20, 30, 40] as const;
    expect(
      await judged(
        sketchCube([SEX, REGION, years('2024')], rounded),
        sketchCube([SEX, REGION, years('2024')], rounded.with(4, 21)),
      ),
    ).toEqual([]);
    expect(
      await judged(
        sketchCube([SEX, REGION, years('2024')], [30, 50, 70, 10, 20, 30, 20, 30, 40]),
        sketchCube([SEX, REGION, years('2024')], hidden),
      ),
    ).toEqual([]);
  });

  it('sees figures and unit go over to thousands', async () => {
    const people = [31000, 32000, 51000, 52000, 71000, 72000];
    const before = sketchCube([REGION, years('2024', '2025')], people);
    const after = sketchCube(
      [REGION, years('2024', '2025')],
      people.map((value) => value / 1000),
    );
    expect(await judged(before, inThousands(after))).toEqual([
      {
        gate: 'measure_definition',
        message: 'Value: unit personer has become 1 000 personer.',
      },
      {
        gate: 'scale',
        message: 'Value: 100 % of 6 cells are about a thousandth of the figures before.',
      },
    ]);
  });

  it('sees one measure of several go over to thousands', async () => {
    const both = (scale: number) =>
      sketchCube(
        [REGION, CONTENTS, years('2024', '2025')],
        [31, 32, 40, 41, 51, 52, 40, 41, 71, 72, 40, 41].map((value, at) =>
          at % 4 < 2 ? value * scale : value,
        ),
      );
    expect(await judged(both(1), both(1000))).toEqual([
      {
        gate: 'scale',
        message:
          'ContentsCode Personer: 100 % of 6 cells are about 1,000 times the figures before.',
      },
    ]);
  });

  it('measures several new periods by the last that stood', async () => {
    const before = sketchCube([REGION, years('2024')], [31000, 51000, 71000]);
    const after = sketchCube(
      [REGION, years('2024', '2025', '2026')],
      [31000, 31, 32, 51000, 51, 52, 71000, 71, 72],
    );
    expect(await judged(before, after)).toEqual([
      {
        gate: 'scale',
        message: 'Value: 100 % of 6 cells are about a thousandth of the period before.',
      },
    ]);
  });

  it.each<[string, Partial<Measure>, string]>([
    ['decimals', { decimals: 1 }, 'decimals 0 has become 1'],
    ['kind', { measuringType: 'flow' }, 'measuring type stock has become flow'],
  ])('sees a measure with another %s', async (_, change, told) => {
    const cube = sketchCube([REGION, years('2024')], [1, 2, 3]);
    const other = { ...cube, measures: cube.measures.map((one) => ({ ...one, ...change })) };
    expect(await judged(cube, other)).toEqual([
      { gate: 'measure_definition', message: `Value: ${told}.` },
      { gate: 'labels_only', message: expect.stringContaining('No cell differs') },
    ]);
  });

  it('sees the base period move', async () => {
    const cube = sketchCube([REGION, years('2024')], [100, 101, 102]);
    const based = (basePeriod: string, source: Cube) => ({
      ...source,
      measures: source.measures.map((measure) => ({ ...measure, basePeriod })),
    });
    const moved = sketchCube([REGION, years('2024')], [80, 81, 82]);
    expect(await judged(based('2015=100', cube), based('2025=100', moved))).toEqual([
      {
        gate: 'measure_definition',
        message: 'Value: base period 2015=100 has become 2025=100.',
      },
    ]);
  });

  it('sees a code that is given to something else', async () => {
    const labelled = (label: string, value: number) =>
      sketchCube(
        [{ ...REGION, labels: ['Oslo', 'Stavanger', label] }, years('2024', '2025')],
        [1, 2, 3, 4, value, value + 1],
      );
    expect(await judged(labelled('Haram', 9), labelled('Ålesund', 60))).toEqual([
      {
        gate: 'code_reused',
        message: 'Region=4601 was Haram and is now Ålesund, with 2 of 2 earlier cells changed.',
      },
    ]);
    expect(await judged(labelled('Haram', 9), labelled('Ålesund', 9))).toEqual([
      { gate: 'labels_only', message: expect.stringContaining('Haram → Ålesund') },
    ]);
  });

  it('sees a variable go, and one come in its place', async () => {
    const values = [1, 2, 3];
    expect(
      await judged(
        sketchCube([REGION, years('2024')], values),
        sketchCube([{ ...REGION, code: 'Kommune' }, years('2024')], values),
      ),
    ).toMatchObject([{ gate: 'dimension_added' }, { gate: 'dimension_removed' }]);
  });

  it('sees a period go from the beginning and from the middle, and not from the end', async () => {
    const of = (...codes: readonly string[]) => sketchCube([years(...codes)], codes.map(Number));
    const all = of('2021', '2022', '2023', '2024', '2025');
    expect(await judged(all, of('2023', '2024', '2025'))).toEqual([
      { gate: 'period_removed', message: 'The first periods are gone: 2021, 2022.' },
    ]);
    expect(await judged(all, of('2021', '2022', '2024', '2025'))).toEqual([
      { gate: 'period_removed', message: 'Periods between others are gone: 2023.' },
    ]);
    expect(await judged(all, of('2021', '2022', '2023', '2024'))).toEqual([]);
  });

  it('sees a stamp that goes backwards', async () => {
    const state = (value: number, updated: string) => ({
      cube: sketchCube([REGION, years('2024')], [1, 2, value]),
      sketch: { description: { updated } },
    });
    expect(
      await judged(state(3, '2026-03-01T07:00:00Z'), state(4, '2026-02-01T07:00:00Z')),
    ).toMatchObject([{ gate: 'updated_backwards' }]);
  });

  it('judges shares by what earlier releases of the table did', async () => {
    const state = (release: number, changed: number) =>
      sketchCube(
        [
          { code: 'Region', codes: Array.from({ length: 100 }, (_, at) => String(at)) },
          years('2024'),
        ],
        Array.from({ length: 100 }, (_, at) => 100 + at + (at < changed ? release / 10 : 0)),
      );
    const usual = Array.from({ length: 6 }, (_, at) => state(at, 5));
    expect(await judged(...usual, state(6, 16))).toEqual([
      {
        gate: 'changed_share',
        message:
          '16 of 100 cells are changed (16 %); in the last 5 releases half were at 5 % or below, and up to 15 % is ordinary.',
      },
    ]);
    expect(await judged(...usual, state(6, 15))).toEqual([]);
    expect(await judged(...usual.slice(1), state(6, 100))).toEqual([]);
  });

  it('judges chunks as it judges the whole', async () => {
    const chunk = (region: string, scale: number) =>
      sketchCube([{ ...REGION, codes: [region] }, years('2024', '2025')], [31 * scale, 32 * scale]);
    const whole = (scale: number) => ({
      cube: sketchCube([REGION, years('2024', '2025')], []),
      sketch: { chunks: REGION.codes.map((code) => chunk(code, scale)) },
    });
    expect(await judged(whole(1), whole(1000))).toMatchObject([{ gate: 'scale' }]);
  });
});
