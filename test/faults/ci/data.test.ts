import { beforeAll, describe, expect, test } from 'vitest';
import type { SimulatedTable } from '../../../src/simulator/table/model.ts';
import type { Change, Revision } from '../../../src/simulator/table/revision.ts';
import { type FaultSite, faultTable, openFaultSite } from '../../support/fault-site.ts';
import { expectInvariants, expectRecovered, starDigest } from '../invariants.ts';

let site: FaultSite;
let tables = 0;

beforeAll(async () => {
  site = await openFaultSite();
});

const STAMP = '2026-01-15T07:00:00Z';
const EARLIER = '2025-06-15T06:00:00Z';

/** A table of its own that has been published once. */
async function publishedTable(): Promise<SimulatedTable> {
  const plain = faultTable(`93${String((tables += 1)).padStart(3, '0')}`);
  const table = { ...plain, variables: measures(plain, () => ({ basePeriod: baseYear(2015) })) };
  site.simulator.add(table);
  expect(await site.sync(table.id)).toMatchObject({ outcome: 'published', vintage: 1 });
  return table;
}

const baseYear = (year: number) => ({ no: `${year}=100`, en: `${year}=100` });

const AT = { Region: '0002', Kjonn: '2', Alder: '001', ContentsCode: 'Antall2', Tid: '2024' };
const correction: Change = { change: 'cell', at: AT, value: 123_456 };

const measures = (
  table: SimulatedTable,
  facts: (
    contents: NonNullable<SimulatedTable['variables'][number]['values'][number]['contents']>,
  ) => object,
): SimulatedTable['variables'] =>
  table.variables.map((variable) => ({
    ...variable,
    values: variable.values.map((value) =>
      value.contents === null
        ? value
        : { ...value, contents: { ...value.contents, ...facts(value.contents) } },
    ),
  }));

interface DataFault {
  /** What the source does to a table that stands. */
  readonly source: (table: SimulatedTable) => Revision | SimulatedTable;
  /** What becomes of it with the gates as they are, and without any. */
  readonly guarded: 'published' | 'unchanged' | 'held';
  readonly unguarded: 'published' | 'unchanged';
  /** Tables of the star that follow without a vintage; none by default. */
  readonly follows?: readonly string[];
}

const FAULTS: Readonly<Record<string, DataFault>> = {
  'data that change under the same stamp': {
    source: () => ({ updated: STAMP, changes: [correction] }),
    guarded: 'published',
    unguarded: 'unchanged',
  },
  'a new stamp on the same data': {
    source: () => ({ changes: [] }),
    guarded: 'unchanged',
    unguarded: 'unchanged',
  },
  'a stamp that goes backwards': {
    source: () => ({ updated: EARLIER, changes: [correction] }),
    guarded: 'held',
    unguarded: 'published',
  },
  'a stamp that is gone': {
    source: () => ({ updated: null, changes: [correction] }),
    guarded: 'published',
    unguarded: 'unchanged',
  },
  'a variable more': {
    source: () => ({
      changes: [
        {
          change: 'add-variable',
          variable: 'Sivilstand',
          label: { no: 'sivilstand', en: 'marital status' },
          values: [
            { code: '0', label: { no: 'Alle', en: 'All' } },
            { code: '1', label: { no: 'Ugift', en: 'Unmarried' } },
          ],
        },
      ],
    }),
    guarded: 'held',
    unguarded: 'published',
  },
  'a variable less': {
    source: () => ({ changes: [{ change: 'remove-variable', variable: 'Kjonn', keep: '1' }] }),
    guarded: 'held',
    unguarded: 'published',
  },
  'a variable with another code': {
    source: () => ({
      changes: [{ change: 'rename-variable', variable: 'Alder', to: 'Aldersgruppe' }],
    }),
    guarded: 'held',
    unguarded: 'published',
  },
  'variables in another order': {
    source: () => ({
      changes: [
        {
          change: 'reorder-variables',
          order: ['Tid', 'ContentsCode', 'Alder', 'Kjonn', 'Region'],
        },
      ],
    }),
    guarded: 'unchanged',
    unguarded: 'unchanged',
    follows: ['dim_dataset', 'dim_variable', 'dim_measure'],
  },
  'values in another order': {
    source: () => ({
      changes: [{ change: 'reorder-values', variable: 'Alder', order: ['002', '000', '001'] }],
    }),
    guarded: 'unchanged',
    unguarded: 'unchanged',
    follows: ['dim_dataset', 'dim_member'],
  },
  'a code that means something else': {
    source: (table) => {
      const moved = { ...table, updated: '2026-02-15T07:00:00Z' };
      const [region, ...others] = table.variables;
      if (region === undefined) throw new Error('The table has no variable.');
      const values = region.values.map((value) =>
        value.code === '0003' ? { ...value, label: { no: 'Svalbard', en: 'Svalbard' } } : value,
      );
      const cells = {
        ...table.cells,
        // 48 cells a region: the third one's are shifted.
        value: (index: number) =>
          table.cells.value(Math.floor(index / 48) === 2 ? index + 7 : index),
      };
      return { ...moved, variables: [{ ...region, values }, ...others], cells };
    },
    guarded: 'held',
    unguarded: 'published',
  },
  'a unit a thousand times as large': {
    source: (table) => ({
      ...table,
      updated: '2026-02-15T07:00:00Z',
      variables: measures(table, ({ unit }) => ({
        unit: { ...unit, base: { no: '1 000 stk', en: 'thousands' }, decimals: 3 },
      })),
      cells: {
        ...table.cells,
        value: (index) => {
          const value = table.cells.value(index);
          return value === null ? null : value / 1000;
        },
      },
    }),
    guarded: 'held',
    unguarded: 'published',
  },
  'figures a thousand times as large': {
    source: (table) => ({
      ...table,
      updated: '2026-02-15T07:00:00Z',
      cells: {
        ...table.cells,
        value: (index) => {
          const value = table.cells.value(index);
          return value === null ? null : value * 1000;
        },
      },
    }),
    guarded: 'held',
    unguarded: 'published',
  },
  'another base year': {
    source: (table) => ({
      ...table,
      updated: '2026-02-15T07:00:00Z',
      variables: measures(table, () => ({ basePeriod: baseYear(2025) })),
    }),
    guarded: 'held',
    unguarded: 'published',
  },
  'the first period gone': {
    source: () => ({ changes: [{ change: 'remove-values', variable: 'Tid', codes: ['2022'] }] }),
    guarded: 'held',
    unguarded: 'published',
  },
  'a period in the middle gone': {
    source: () => ({ changes: [{ change: 'remove-values', variable: 'Tid', codes: ['2023'] }] }),
    guarded: 'held',
    unguarded: 'published',
  },
  'another symbol on the same number': {
    source: (table) => {
      const value = table.cells.value(0);
      const at = { Region: '0001', Kjonn: '1', Alder: '000', ContentsCode: 'Antall1', Tid: '2022' };
      return { changes: [{ change: 'cell', at, value, symbol: '*' }] };
    },
    guarded: 'published',
    unguarded: 'unchanged',
  },
};

describe('the source has', () => {
  test.each(Object.entries(FAULTS))(
    '%s',
    async (_, { source, guarded, unguarded, follows = [] }) => {
      const table = await publishedTable();
      const answer = source(table);
      if ('changes' in answer) site.simulator.publish(table.id, answer);
      else site.simulator.add(answer);
      const rest = async () =>
        (await starDigest(site)).filter(({ name }) => !follows.includes(name));
      const before = await rest();

      const first = await site.sync(table.id, { gates: {} });
      expect(first).toMatchObject({ outcome: guarded, error: null });
      if (guarded === 'unchanged') expect(await rest()).toEqual(before);
      await expectInvariants({ ...site, only: table.id });

      const second = await site.sync(table.id);
      expect(second).toMatchObject({ outcome: unguarded, error: null });
      await expectRecovered({ ...site, only: table.id });
    },
  );

  test('a publication between two parts of a fetch', async () => {
    const table = await publishedTable();
    site.simulator.faults.next(
      { kind: 'data', table: table.id, after: 2 },
      { kind: 'publish', table: table.id, revision: { changes: [correction] } },
    );
    expect(await site.sync(table.id)).toMatchObject({ outcome: 'published', changed: 1 });
    await expectRecovered({ ...site, only: table.id });
  });
});
