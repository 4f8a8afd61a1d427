import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { startServer } from '../../support/http-server.ts';
import { type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

/** A small dataset; `values` are rain in Bergen and Oslo over two years. */
function dataset(values: readonly (number | null)[]): object {
  return {
    version: '2.0',
    class: 'dataset',
    label: 'Nedbør',
    id: ['Sted', 'Tid'],
    size: [2, 2],
    role: { time: ['Tid'] },
    dimension: {
      Sted: {
        label: 'sted',
        category: { index: ['B', 'O'], label: { B: 'Bergen', O: 'Oslo' } },
      },
      Tid: { label: 'år', category: { index: ['2023', '2024'] } },
    },
    value: values,
  };
}

async function write({ folder }: Rehearsal, name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('statbank import', () => {
  it('publishes a file as a table of provider file, and a changed file as its next vintage', async () => {
    const rehearsal = await startRehearsal();
    const file = await write(rehearsal, 'nedbør.json', JSON.stringify(dataset([1, 2, 3, null])));
    const first = await rehearsal.run('import', file);
    expect([first.exitCode, first.stderr]).toEqual([EXIT.ok, '']);
    expect(first.stdout).toMatchInlineSnapshot(`
      "table        outcome    vintage  added  changed  withdrawn  unchanged
      file:nedbør  published        1      3        0          0          0

      1 table, 1 published, 0 unchanged
      "
    `);
    await write(rehearsal, 'nedbør.json', JSON.stringify(dataset([1, 2, 3.5, null])));
    const { facts } = await rehearsal.json('import', file, '--changes', '5');
    expect(facts.tables).toMatchObject([
      {
        table: 'file:nedbør',
        vintage: 2,
        changed: 1,
        changes: [
          { codes: { Sted: 'O', Tid: '2023' }, before: { value: 3 }, after: { value: 3.5 } },
        ],
      },
    ]);
    const [{ view }] = await rehearsal.query(
      `select view_name as view from star.dim_dataset where provider = 'file'`,
    );
    expect(
      await rehearsal.query(`select sted, verdi::text from mart.${view} where år = '2023'`),
    ).toEqual([
      { sted: 'Bergen', verdi: '1' },
      { sted: 'Oslo', verdi: '3.5' },
    ]);
  });

  it('publishes nothing in a dry run', async () => {
    const rehearsal = await startRehearsal();
    const file = await write(rehearsal, 'a.json', JSON.stringify(dataset([1, 2, 3, 4])));
    const { facts } = await rehearsal.json('import', file, '--dry-run');
    expect(facts).toMatchObject({ dryRun: true, tables: [{ vintage: null, added: 4 }] });
    expect(await rehearsal.query('select from star.dim_vintage')).toEqual([]);
  });

  it('publishes every dataset of a collection', async () => {
    const rehearsal = await startRehearsal();
    const collection = {
      version: '2.0',
      class: 'collection',
      link: { item: [dataset([1, 2, 3, 4]), dataset([5, 6, 7, 8])] },
    };
    const file = await write(rehearsal, 'samling.json', JSON.stringify(collection));
    const { exitCode, facts } = await rehearsal.json('import', file);
    expect(exitCode).toBe(EXIT.ok);
    expect(facts.tables).toMatchObject([
      { outcome: 'published', added: 4 },
      { outcome: 'published', added: 4 },
    ]);
    expect(new Set(facts.tables.map(({ table }: { table: string }) => table)).size).toBe(2);
  });

  it('fetches an address, and replays it when the address is gone', async () => {
    const rehearsal = await startRehearsal();
    const server = await startServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(dataset([1, 2, 3, 4])));
    });
    const { facts } = await rehearsal.json('import', `${server.url}/data/regn.json?token=hemmelig`);
    await server.close();
    expect(facts.tables).toMatchObject([{ table: 'file:regn', outcome: 'published', added: 4 }]);
    const replayed = await rehearsal.json('replay', 'file:regn');
    expect(replayed.facts.tables).toMatchObject([{ outcome: 'unchanged', unchanged: 4 }]);
    const [{ url }] = await rehearsal.query('select url from raw.request');
    expect(url).not.toContain('hemmelig');
  });

  it('tells where a broken file is wrong, keeps its bytes, and publishes the others', async () => {
    const rehearsal = await startRehearsal();
    const files = [
      await write(rehearsal, 'side.json', '<!doctype html><title>Nede</title>'),
      await write(rehearsal, 'stor.json', JSON.stringify(dataset([1, 2, 3]))),
      await write(rehearsal, 'nan.json', '{"class":"dataset",\n "value":[NaN]}'),
      await write(rehearsal, 'god.json', JSON.stringify(dataset([1, 2, 3, 4]))),
    ];
    const { exitCode, stdout } = await rehearsal.run('import', ...files);
    expect(exitCode).toBe(EXIT.partial);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome      vintage  added  changed  withdrawn  unchanged
      file:side  quarantined               0        0          0          0
      file:stor  quarantined               0        0          0          0
      file:nan   quarantined               0        0          0          0
      file:god   published          1      4        0          0          0

      file:side: SB_JSON_SYNTAX: In the document side: The body is not JSON at line 1, column 1; it begins with "<!doctype html><title>Nede</title>". Look at the address and at the status of the answer.

      file:stor: SB_CUBE_INVALID: In the document stor: The JSON-stat document is refused: JSONSTAT_VALUE_LENGTH at /value: the number of cells contradicts the sizes. Expected 4, found 3.

      file:nan: SB_JSON_SYNTAX: In the document nan: The body is not JSON at line 2, column 11; it begins with "{\\"class\\":\\"dataset\\",\\n \\"value\\":[NaN]}". Look at the address and at the status of the answer.

      4 tables, 1 published, 0 unchanged, 3 with errors
      "
    `);
    expect(
      await rehearsal.query(
        `select table_id, outcome, (select count(*)::int from raw.request q where q.task_id = t.task_id) as kept
         from ops.task t order by table_id collate "C"`,
      ),
    ).toEqual([
      { table_id: 'god', outcome: 'published', kept: 1 },
      { table_id: 'nan', outcome: 'quarantined', kept: 1 },
      { table_id: 'side', outcome: 'quarantined', kept: 1 },
      { table_id: 'stor', outcome: 'quarantined', kept: 1 },
    ]);
  });

  it('says which file is not there before it publishes any', async () => {
    const rehearsal = await startRehearsal();
    const there = await write(rehearsal, 'god.json', JSON.stringify(dataset([1, 2, 3, 4])));
    for (const missing of [join(rehearsal.folder, 'nei.json'), rehearsal.folder]) {
      const { exitCode, stderr } = await rehearsal.call('import', there, missing);
      expect(exitCode).toBe(EXIT.usage);
      expect(stderr).toContain(`${missing} cannot be read. Check the name and its rights.`);
    }
    expect(await rehearsal.query('select from ops.run')).toEqual([]);
  });

  it('publishes the other documents when an address has none', async () => {
    const rehearsal = await startRehearsal();
    const there = await write(rehearsal, 'god.json', JSON.stringify(dataset([1, 2, 3, 4])));
    const { exitCode, facts } = await rehearsal.json(
      'import',
      `${rehearsal.simulator.url}/nowhere/regn.json`,
      there,
    );
    expect(exitCode).toBe(EXIT.partial);
    expect(facts.tables).toMatchObject([
      { table: 'file:regn', outcome: 'failed', error: { code: 'SB_HTTP_STATUS' } },
      { table: 'file:god', outcome: 'published' },
    ]);
  });

  it('refuses to sync a table that came as a file, and says what to do instead', async () => {
    const { call } = await startRehearsal();
    const { exitCode, stderr } = await call('sync', 'file:god');
    expect(exitCode).not.toBe(EXIT.ok);
    expect(stderr).toContain('statbank import');
  });
});
