import { describe, expect, test } from 'vitest';
import { virtualClock } from '../../../src/simulator/clock.ts';
import type { Revision } from '../../../src/simulator/table/revision.ts';
import { syntheticTable } from '../../../src/simulator/table/synthetic.ts';
import { loadTimeline, readTimeline } from '../../../src/simulator/timeline.ts';
import { ask, everything, exampleSimulator } from '../../support/simulator.ts';

type Simulator = Awaited<ReturnType<typeof exampleSimulator>>;
type Changes = Revision['changes'];

const both = (text: string) => ({ no: text, en: text });
const wholeOf = async (simulator: Simulator, id: string): Promise<any> => {
  const { id: variables } = (await ask(simulator, `/tables/${id}/metadata`)).json();
  return (await ask(simulator, `/tables/${id}/data`, everything(...variables))).json();
};
const cellOf = (body: any, at: Readonly<Record<string, string>>): unknown =>
  body.value[
    body.id.reduce(
      (flat: number, id: string, axis: number) =>
        flat * body.size[axis] + body.dimension[id].category.index[at[id] ?? ''],
      0,
    )
  ];

describe('a publication', () => {
  const clock = virtualClock('2026-10-05T06:00:00Z');
  const published = async (id: string, changes: Changes, updated?: string | null) => {
    const simulator = await exampleSimulator({ clock });
    const before = await wholeOf(simulator, id);
    simulator.publish(id, updated === undefined ? { changes } : { changes, updated });
    return { simulator, before, after: await wholeOf(simulator, id) };
  };

  test('revises one cell and leaves the others', async () => {
    const at = { ContentsCode: 'Personer', Tid: '2026' };
    const { before, after } = await published('05803', [{ change: 'cell', at, value: 5_627_401 }]);
    expect(cellOf(after, at)).toBe(5_627_401);
    expect(
      after.value.filter((each: unknown, index: number) => each !== before.value[index]),
    ).toEqual([5_627_401]);
    expect(after.updated).toBe('2026-10-05T06:00:00Z');
  });

  test('can withdraw a figure and leave a symbol', async () => {
    const at = { ContentsCode: 'Personer', Tid: '2026' };
    const { after } = await published('05803', [{ change: 'cell', at, value: null, symbol: ':' }]);
    expect(cellOf(after, at)).toBeNull();
    expect(after.status['3']).toBe(':');
  });

  test('adds a period with its figures, and the catalogue knows', async () => {
    const { simulator, before, after } = await published('03024', [
      { change: 'add-value', variable: 'Tid', code: '2025U49', figures: [1, 2, 3, 4] },
    ]);
    expect(after.size).toEqual([2, 2, 49]);
    const added = ['01', '02'].flatMap((VareGrupper2) =>
      ['Vekt', 'Kilopris'].map((ContentsCode) =>
        cellOf(after, { VareGrupper2, ContentsCode, Tid: '2025U49' }),
      ),
    );
    expect(added).toEqual([1, 2, 3, 4]);
    expect(after.value.filter((_: unknown, index: number) => index % 49 !== 48)).toEqual(
      before.value,
    );
    expect((await ask(simulator, '/tables/03024')).json()).toMatchObject({
      lastPeriod: '2025U49',
      label: '03024: Eksport av oppalen laks 2025U01-2025U49',
    });
  });

  test('adds a value in front of another, without figures', async () => {
    const { before, after } = await published('05803', [
      { change: 'add-value', variable: 'Tid', code: '2024', before: '2025' },
    ]);
    expect(after.dimension.Tid.category.index).toEqual({
      '1735': 0,
      '1736': 1,
      '2024': 2,
      '2025': 3,
      '2026': 4,
    });
    expect(after.status['2']).toBe('..');
    const at = { ContentsCode: 'Skilsmisse', Tid: '2025' };
    expect(cellOf(after, at)).toBe(cellOf(before, at));
  });

  test('withdraws periods', async () => {
    const { after } = await published('05803', [
      { change: 'remove-values', variable: 'Tid', codes: ['1735', '2025'] },
    ]);
    expect(Object.keys(after.dimension.Tid.category.index)).toEqual(['1736', '2026']);
    expect(after.value.slice(0, 2)).toEqual([622197, 5627400]);
  });

  test('changes labels of table, variable and value without touching a figure', async () => {
    const { before, after } = await published('05803', [
      { change: 'title', title: both('Ny tittel') },
      { change: 'label', variable: 'Tid', label: both('kalenderår') },
      { change: 'label', variable: 'ContentsCode', code: 'Personer', label: both('Folkemengde') },
    ]);
    expect(after.label).toBe('05803: Ny tittel, etter kalenderår');
    expect(after.dimension.ContentsCode.category.label.Personer).toBe('Folkemengde');
    expect(after.value).toEqual(before.value);
  });

  test('adds a variable whose first value has the figures', async () => {
    const { before, after } = await published('05803', [
      {
        change: 'add-variable',
        variable: 'Kjonn',
        label: both('kjønn'),
        values: [
          { code: '0', label: both('Begge kjønn') },
          { code: '1', label: both('Menn') },
        ],
        position: 1,
      },
    ]);
    expect([after.id, after.size]).toEqual([
      ['ContentsCode', 'Kjonn', 'Tid'],
      [3, 2, 4],
    ]);
    expect(after.value.slice(0, 4)).toEqual(before.value.slice(0, 4));
    expect(after.value.slice(4, 8)).toEqual([null, null, null, null]);
    expect(after.status['4']).toBe('..');
  });

  test('an added variable that may be left out gives the old answer to the old request', async () => {
    const { simulator, before } = await published('05803', [
      {
        change: 'add-variable',
        variable: 'Kjonn',
        label: both('kjønn'),
        values: [
          { code: '0', label: both('Begge kjønn') },
          { code: '1', label: both('Menn') },
        ],
      },
    ]);
    const old = await ask(simulator, '/tables/05803/data', everything('ContentsCode', 'Tid'));
    expect(old.json().value).toEqual(before.value);
  });

  test('removes a variable and keeps one value’s figures', async () => {
    const { before, after } = await published('10325', [
      { change: 'remove-variable', variable: 'Kjonn', keep: '2' },
    ]);
    expect(after.id).toEqual(['Alder', 'ContentsCode', 'Tid']);
    for (const Alder of ['000', '050', '105+']) {
      const at = { Alder, ContentsCode: 'Dode', Tid: '2020' };
      expect(cellOf(after, at)).toBe(cellOf(before, { ...at, Kjonn: '2' }));
    }
  });

  test('renames variables and recodes values', async () => {
    const { before, after } = await published('05803', [
      { change: 'rename-variable', variable: 'Tid', to: 'Aar' },
      { change: 'recode-value', variable: 'ContentsCode', code: 'Personer', to: 'Folkemengde' },
    ]);
    expect([after.id, after.role.time]).toEqual([['ContentsCode', 'Aar'], ['Aar']]);
    expect(after.dimension.ContentsCode.category.index).toHaveProperty('Folkemengde');
    expect(after.value).toEqual(before.value);
  });

  test('reorders variables and values, every cell keeping its codes', async () => {
    const { before, after } = await published('03024', [
      { change: 'reorder-variables', order: ['Tid', 'VareGrupper2', 'ContentsCode'] },
      { change: 'reorder-values', variable: 'VareGrupper2', order: ['02', '01'] },
    ]);
    expect(after.id).toEqual(['Tid', 'VareGrupper2', 'ContentsCode']);
    for (const Tid of Object.keys(before.dimension.Tid.category.index)) {
      for (const VareGrupper2 of ['01', '02']) {
        for (const ContentsCode of ['Vekt', 'Kilopris']) {
          const at = { VareGrupper2, ContentsCode, Tid };
          expect(cellOf(after, at)).toBe(cellOf(before, at));
        }
      }
    }
  });

  test('can keep the stamp, set it back or take it away', async () => {
    const changes: Changes = [{ change: 'title', title: both('Tittel') }];
    const stamps = ['2026-04-15T06:00:00Z', '2020-01-01T07:00:00Z', null];
    for (const stamp of stamps) {
      const { simulator, after } = await published('05803', changes, stamp);
      expect(after.updated).toBe(stamp);
      expect((await ask(simulator, '/tables/05803')).json().updated).toBe(stamp);
    }
  });

  test('can discontinue a table, which then leaves the ordinary catalogue', async () => {
    const simulator = await exampleSimulator();
    simulator.publish('03024', { changes: [{ change: 'discontinue' }] });
    expect((await ask(simulator, '/tables/03024')).json().discontinued).toBe(true);
    expect((await ask(simulator, '/tables?query=03024')).json().tables).toEqual([]);
    expect((await ask(simulator, '/tables/03024/data')).json().extension.discontinued).toBe(true);
  });

  test('can withdraw a table', async () => {
    const simulator = await exampleSimulator();
    simulator.publish('03024', { changes: [{ change: 'withdraw' }] });
    expect((await ask(simulator, '/tables/03024')).status).toBe(404);
    expect((await ask(simulator, '/tables/03024/data')).status).toBe(400);
  });

  test.each([
    ['99999', [{ change: 'discontinue' }], /no table 99999/],
    ['05803', [{ change: 'rename-variable', variable: 'X', to: 'Y' }], /no variable X/],
    ['05803', [{ change: 'cell', at: { Tid: '2026' }, value: 1 }], /nothing of ContentsCode/],
    ['05803', [{ change: 'remove-values', variable: 'Tid', codes: ['1'] }], /Tid has no value 1/],
    [
      '05803',
      [{ change: 'add-value', variable: 'Tid', code: '2027', figures: [1] }],
      /needs 3 figures.*not 1/,
    ],
    ['05803', [{ change: 'reorder-variables', order: ['Tid'] }], /each of its 2 variables/],
  ] as [string, Changes, RegExp][])(
    'that does not fit %s is refused: %j',
    async (id, changes, message) => {
      const simulator = await exampleSimulator();
      expect(() => simulator.publish(id, { changes })).toThrow(message);
    },
  );

  test('of a synthetic giant needs no copy of it', async () => {
    const giant = syntheticTable({ id: '90001', regions: 400, ages: 100, periods: 60 });
    const simulator = await exampleSimulator({ tables: [giant] });
    const selection = (Tid: string) => [
      { variableCode: 'Region', valueCodes: ['0001'] },
      { variableCode: 'Alder', valueCodes: ['000', '001'] },
      { variableCode: 'Kjonn', valueCodes: ['2'] },
      { variableCode: 'ContentsCode', valueCodes: ['*'] },
      { variableCode: 'Tid', valueCodes: [Tid] },
    ];
    const before = (await ask(simulator, '/tables/90001/data', selection('2025'))).json();
    simulator.publish('90001', {
      changes: [{ change: 'add-value', variable: 'Tid', code: '2026' }],
    });
    const after = (await ask(simulator, '/tables/90001/data', selection('2025'))).json();
    const added = (await ask(simulator, '/tables/90001/data', selection('2026'))).json();
    expect(after.value).toEqual(before.value);
    expect([added.value, added.status]).toEqual([[null, null], { '0': '..', '1': '..' }]);
  });
});

describe('a timeline', () => {
  test('publishes when the clock passes its days', async () => {
    const clock = virtualClock('2026-10-05T06:00:00Z');
    const timeline = await loadTimeline('examples/timeline.yaml');
    const simulator = await exampleSimulator({ clock, timeline });
    const state = async () => [
      (await ask(simulator, '/tables/07459')).json().updated,
      (await ask(simulator, '/tables/03024')).json().lastPeriod,
      (await ask(simulator, '/tables/05803')).json().updated,
    ];
    const start = ['2025-02-25T07:00:00Z', '2025U48', '2026-04-15T06:00:00Z'];
    expect(await state()).toEqual(start);
    clock.advance(86_400_000);
    expect(await state()).toEqual(['2026-10-06T06:00:00Z', ...start.slice(1)]);
    clock.advance(2 * 86_400_000);
    expect(await state()).toEqual(['2026-10-06T06:00:00Z', '2025U49', '2026-10-08T06:00:00Z']);
  });

  test('can be run with shorter days', async () => {
    const clock = virtualClock('2026-10-05T06:00:00Z');
    const timeline = await loadTimeline('examples/timeline.yaml');
    const simulator = await exampleSimulator({ clock, timeline, dayMs: 1000 });
    clock.advance(2000);
    expect((await ask(simulator, '/tables/03024')).json().lastPeriod).toBe('2025U49');
    expect((await ask(simulator, '/tables/05803')).json().updated).toBe('2026-04-15T06:00:00Z');
  });

  test('that is wrong is refused with file and member', () => {
    const file =
      'publications: [{ day: 1, table: "07459", what: x, changes: [{ change: shout }] }]';
    expect(() => readTimeline(file, 'my.yaml')).toThrow(
      /my\.yaml is not a timeline: \/publications\/0\/changes\/0/,
    );
    expect(() => readTimeline('publications: [', 'my.yaml')).toThrow(/my\.yaml/);
  });

  test('that is not there, or does not fit the tables, is refused at the start', async () => {
    await expect(loadTimeline('examples/no.yaml')).rejects.toMatchObject({
      code: 'SB_SIMULATOR_TIMELINE',
    });
    const timeline = await loadTimeline('examples/timeline.yaml');
    const tables = [syntheticTable({ id: '90001', regions: 1, ages: 1, periods: 1 })];
    await expect(exampleSimulator({ tables, timeline })).rejects.toMatchObject({
      code: 'SB_SIMULATOR_REVISION',
    });
  });

  test('that no longer fits fails the request and says that the simulator did it', async () => {
    const clock = virtualClock('2026-10-05T06:00:00Z');
    const timeline = await loadTimeline('examples/timeline.yaml');
    const simulator = await exampleSimulator({ clock, timeline });
    simulator.publish('07459', { changes: [{ change: 'withdraw' }] });
    clock.advance(86_400_000);
    const answer = await ask(simulator, '/config');
    expect([answer.status, answer.text]).toEqual([
      500,
      expect.stringContaining('Simulator: The simulator has no table 07459'),
    ]);
  });
});
