import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

interface SchemaObject {
  readonly kind: string;
  readonly name: string;
  readonly parent: string | null;
  readonly definition: string;
}

const read = async (name: string) => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');
const schema = async (): Promise<readonly SchemaObject[]> =>
  JSON.parse(await read('sql/schema.json'));

const distribution = async () => {
  const sql = await read('deploy/citus.sql');
  return {
    reference: [...sql.matchAll(/create_reference_table\('([\w.]+)'\)/g)].map(
      ([, name = '']) => name,
    ),
    distributed: [...sql.matchAll(/create_distributed_table\('([\w.]+)', '(\w+)'/g)].map(
      ([, table = '', column = '']) => ({ table, column }),
    ),
  };
};

test('every table of the star has one place in a cluster', async () => {
  const tables = (await schema()).filter(
    ({ kind, name }) => kind === 'table' && name.startsWith('star.'),
  );
  const { reference, distributed } = await distribution();
  const placed = [...reference, ...distributed.map(({ table }) => table)];
  expect(placed.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
});

test('every unique key of what is distributed has the distribution column', async () => {
  const objects = await schema();
  const { distributed } = await distribution();
  expect(distributed.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['star.fact_observation', 'star.fact_revision']),
  );
  for (const { table, column } of distributed) {
    const keys = objects.filter(
      ({ parent, definition }) =>
        parent === table && /^(PRIMARY KEY|UNIQUE)|^CREATE UNIQUE INDEX/.test(definition),
    );
    expect(keys.length).toBeGreaterThan(0);
    for (const { name, definition } of keys) {
      const columns = /\(([^)]*)\)/.exec(definition)?.[1]?.split(', ') ?? [];
      expect({ name, columns }).toEqual({ name, columns: expect.arrayContaining([column]) });
    }
  }
});

test('what is distributed has no sequence of its own and no foreign key to or from it', async () => {
  const objects = await schema();
  const { distributed } = await distribution();
  const large = new Set(distributed.map(({ table }) => table));
  const own = objects.filter(({ parent }) => parent !== null && large.has(parent));
  expect(own.length).toBeGreaterThan(20);
  expect(own.filter(({ definition }) => /identity|nextval|FOREIGN KEY/.test(definition))).toEqual(
    [],
  );
  const foreign = objects.filter(({ definition }) => definition.startsWith('FOREIGN KEY'));
  const into = foreign.filter(({ definition }) =>
    large.has(/REFERENCES ([\w.]+)/.exec(definition)?.[1] ?? ''),
  );
  expect(into).toEqual([]);
});

test('a table comes after those that it refers to', async () => {
  const { reference } = await distribution();
  const place = new Map(reference.map((name, at) => [name, at]));
  const late = (await schema()).filter(({ parent, definition }) => {
    const target = place.get(/^FOREIGN KEY .* REFERENCES ([\w.]+)/.exec(definition)?.[1] ?? '');
    const at = place.get(parent ?? '');
    return target !== undefined && at !== undefined && target > at;
  });
  expect(late.map(({ name }) => name)).toEqual([]);
});

test('the volumes that are told are what the arithmetic says', async () => {
  const text = (await read('docs/scale.md')).replaceAll(/(?<=\d) (?=\d)/g, '');
  const known = (label: string): number =>
    Number(new RegExp(`^\\| ${label} \\| ([\\d.]+)`, 'm').exec(text)?.[1]);
  const [cellsPerCall, calls, callsPerTable, bytes, archived] = [
    known('cells in one response, at most'),
    known('calls a minute'),
    known('calls for one table'),
    known('disk for one current fact'),
    known('archive for one cell'),
  ];
  const rows = [
    ...text.matchAll(/^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \| (\d+) \| ([\d.]+) \|$/gm),
  ];
  expect(rows.length).toBe(8);
  for (const row of rows) {
    const [tables = 0, mean = 0, ...told] = row.slice(1).map(Number);
    expect([known('active tables'), known('tables with discontinued ones')]).toContain(tables);
    const cells = tables * mean;
    const all = tables * callsPerTable + Math.floor(cells / cellsPerCall);
    expect(told).toEqual([
      cells,
      all,
      Number((all / (calls - 2) / 60).toFixed(1)),
      Number(((cells * bytes) / 1e9).toFixed(0)),
      Number(((cells * archived) / 1e9).toFixed(1)),
    ]);
  }
});
