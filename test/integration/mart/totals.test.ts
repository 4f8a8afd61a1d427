import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMart } from '../../../src/mart/read-mart.ts';
import { withMart } from '../../../src/mart/with-mart.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import type { Cube } from '../../../src/transform/cube.ts';
import { sketchCube, type VariableSketch } from '../../support/cubes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { putTable } from '../../support/place-tables.ts';

const TABLE = '20001';

/** Codes, and under which other code each stands; what the variable says stands for all. */
interface Told {
  readonly what: string;
  readonly variable: Omit<VariableSketch, 'code'>;
  readonly parents?: Readonly<Record<string, string>>;
  readonly elimination?: string;
  readonly total: string | null;
  readonly overlaps: boolean;
}

const place = (codes: readonly string[]) => ({ role: 'geo', codes }) as const;

const TOLD: readonly Told[] = [
  { what: 'parts alone', variable: { codes: ['a', 'b'] }, total: null, overlaps: false },
  {
    what: 'a total that its name tells',
    variable: { codes: ['0', '1', '2'], labels: ['Begge kjønn', 'Menn', 'Kvinner'] },
    total: '0',
    overlaps: false,
  },
  {
    what: 'a total that the source tells',
    variable: { codes: ['x', 'y', 'z'] },
    elimination: 'z',
    total: 'z',
    overlaps: false,
  },
  {
    what: 'two totals',
    variable: { codes: ['a', 'b', 'c'], labels: ['I alt', 'Sum', 'En'] },
    total: null,
    overlaps: true,
  },
  {
    what: 'groups above their parts',
    variable: { codes: ['g', 'a', 'b'] },
    parents: { a: 'g', b: 'g' },
    total: null,
    overlaps: true,
  },
  {
    what: 'a total above its parts, which are no groups',
    variable: { codes: ['T', 'a', 'b'], labels: ['Total', 'A', 'B'] },
    parents: { a: 'T', b: 'T' },
    total: 'T',
    overlaps: false,
  },
  {
    what: 'a total, and groups below it',
    variable: { codes: ['T', 'g', 'a'], labels: ['Alle', 'G', 'A'] },
    parents: { g: 'T', a: 'g' },
    total: 'T',
    overlaps: true,
  },
  {
    what: 'all the others, which are not all',
    variable: { codes: ['a', 'b'], labels: ['Mat', 'Alle andre formål'] },
    total: null,
    overlaps: false,
  },
  { what: 'municipalities', variable: place(['0301', '1103']), total: null, overlaps: false },
  {
    what: 'municipalities and a county',
    variable: place(['0301', '03', '1103']),
    total: null,
    overlaps: true,
  },
  {
    what: 'counties and their country',
    variable: { ...place(['0', '03', '11']), labels: ['Heile landet', 'Oslo', 'Rogaland'] },
    total: '0',
    overlaps: false,
  },
  {
    what: 'places of nobody knows which level',
    variable: place(['NO', 'EU27_2020']),
    total: null,
    overlaps: true,
  },
];

function cubeOf({ variable, parents = {}, elimination }: Told): Cube {
  const time = { code: 'Tid', role: 'time', codes: ['2024'] } as const;
  const cells = variable.codes.map((_code, at) => at);
  const cube = sketchCube(
    [{ code: variable.role === 'geo' ? 'Region' : 'V', ...variable }, time],
    cells,
  );
  const [first, ...others] = cube.dimensions;
  if (first === undefined) throw new Error('The cube has no variable.');
  const categories = first.categories.map((each) => ({
    ...each,
    parent: parents[each.code] ?? null,
  }));
  return {
    ...cube,
    dimensions: [
      {
        ...first,
        categories,
        elimination: elimination === undefined ? null : { allowed: true, valueCode: elimination },
      },
      ...others,
    ],
  };
}

describe.each(servers())('what tools are told of totals on $name', (server) => {
  let db: Connection;

  beforeAll(async () => {
    db = await (await createTestDatabase({ server })).connect();
    for (const [at, told] of TOLD.entries()) {
      await putTable(db, String(Number(TABLE) + at), cubeOf(told));
    }
  });
  afterAll(async () => db.close());

  it.each(['no', 'en'] as const)(
    'a variable knows its total, and whether its values hold one another (%s)',
    async (language) => {
      const mart = await withMart(db.pool, async (client) => readMart(client, language));
      const known = mart.tables.map(({ variables }) => {
        const variable = variables.find(({ role }) => role !== 'time' && role !== 'metric');
        return [variable?.totalCode, variable?.overlaps];
      });
      expect(TOLD.map(({ what }, at) => [what, ...(known[at] ?? [])])).toEqual(
        TOLD.map(({ what, total, overlaps }) => [what, total, overlaps]),
      );
    },
  );

  it('a value that stands for all is marked as one, in both languages', async () => {
    const marked = async (view: string, name: string, mark: string): Promise<readonly string[]> => {
      const { rows } = await db.pool.query<{ name: string }>(
        `select distinct ${name} as name from mart.${view} where ${mark} order by 1`,
      );
      return rows.map((row) => row.name);
    };
    expect(await marked('dim_member', 'verdi_navn', 'er_sum')).toEqual(
      ['Alle', 'Begge kjønn', 'Heile landet', 'I alt', 'Sum', 'Total', 'V z'].toSorted((a, b) =>
        a < b ? -1 : 1,
      ),
    );
    expect(await marked('dim_member_en', 'member', 'is_total')).toHaveLength(7);
  });

  it.each([
    ['Both sexes', true],
    ['The whole country', true],
    ['All industries', true],
    ['Totalt, alle husholdninger', true],
    ['All other purposes', false],
    ['Alle andre', false],
    ['Allergi', false],
    ['Summer', false],
    ['Menn i alt', false],
    [null, null],
  ])('%s: %s', async (label, all) => {
    const { rows } = await db.pool.query('select mart.stands_for_all($1) as "all"', [label]);
    expect(rows).toEqual([{ all }]);
  });
});
