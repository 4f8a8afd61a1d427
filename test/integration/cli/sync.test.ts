import { afterEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { correctOneCell, startRehearsal } from '../../support/rehearsal.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('statbank sync', () => {
  it('publishes the tables that are named, and says what became of each', async () => {
    const { run, query } = await startRehearsal();
    const first = await run('sync', '05803', 'ssb:07459');
    expect(first.exitCode).toBe(EXIT.ok);
    expect(first.stdout).toMatchInlineSnapshot(`
      "table      outcome    vintage  added  changed  withdrawn  unchanged
      ssb:05803  published        1     12        0          0          0
      ssb:07459  published        1   4240        0          0          0

      2 tables, 2 published, 0 unchanged
      "
    `);
    expect(first.stderr).toMatchInlineSnapshot(`
      "tables 1/2 ssb:05803
      tables 2/2 ssb:07459
      "
    `);
    expect(await query('select count(*)::int from mart.ssb_07459')).toEqual([{ count: 4240 }]);
  });

  it('leaves a table alone that has not changed', async () => {
    const { call, query } = await startRehearsal();
    await call('sync', '05803');
    const again = await call('sync', '05803', '--quiet');
    expect(again).toMatchObject({ exitCode: EXIT.ok, stderr: '' });
    expect(again.stdout).toMatchInlineSnapshot(`
      "table      outcome    vintage  added  changed  withdrawn  unchanged
      ssb:05803  unchanged        1      0        0          0         12

      1 table, 0 published, 1 unchanged
      "
    `);
    expect(await query('select vintage from star.dim_vintage')).toEqual([{ vintage: 1 }]);
  });

  it('publishes a correction as a new vintage and lists old and new', async () => {
    const { call, simulator, query } = await startRehearsal();
    await call('sync', '07459');
    correctOneCell(simulator, 27000);
    const { stdout } = await call('sync', '07459', '--changes', '3');
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome    vintage  added  changed  withdrawn  unchanged
      ssb:07459  published        2      0        1          0       4239

      ssb:07459, the first differences:
      cell                                                          old     new
      Region=0 Kjonn=1 Alder=000 ContentsCode=Personer1 Tid=2025  27962  →  27000

      1 table, 1 published, 0 unchanged
      "
    `);
    expect(await query('select v_from, v_to, value from star.fact_revision')).toEqual([
      expect.objectContaining({ v_from: 1, v_to: 2 }),
    ]);
  });

  it('shows old and new in a dry run and publishes nothing', async () => {
    const { call, simulator, query } = await startRehearsal();
    await call('sync', '07459');
    correctOneCell(simulator, 27000);
    const { exitCode, stdout } = await call('sync', '07459', '--dry-run');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome        vintage  added  changed  withdrawn  unchanged
      ssb:07459  would publish        1      0        1          0       4239

      ssb:07459, the first differences:
      cell                                                          old     new
      Region=0 Kjonn=1 Alder=000 ContentsCode=Personer1 Tid=2025  27962  →  27000

      1 table, 1 would be published, 0 unchanged
      "
    `);
    expect(await query('select vintage from star.dim_vintage')).toEqual([{ vintage: 1 }]);
  });

  it('publishes after a dry run what the dry run showed', async () => {
    const { json, simulator, query } = await startRehearsal();
    for (const figure of [27_962, 27_000]) {
      correctOneCell(simulator, figure);
      const tried = await json('sync', '07459', '--dry-run');
      expect(tried.facts.tables).toMatchObject([{ outcome: 'published' }]);
      const taken = await json('sync', '07459');
      expect(taken.facts.tables).toMatchObject([{ outcome: 'published' }]);
      const again = await json('sync', '07459', '--dry-run');
      expect(again.facts.tables).toMatchObject([{ outcome: 'unchanged' }]);
    }
    expect(await query('select outcome, vintage from ops.task order by started_at')).toEqual([
      { outcome: 'tried', vintage: null },
      { outcome: 'published', vintage: 1 },
      { outcome: 'unchanged', vintage: 1 },
      { outcome: 'tried', vintage: 1 },
      { outcome: 'published', vintage: 2 },
      { outcome: 'unchanged', vintage: 2 },
    ]);
  });

  it('publishes nothing in a dry run of a new table', async () => {
    const { json, query } = await startRehearsal();
    const { facts } = await json('sync', '05803', '--dry-run');
    expect(facts).toMatchObject({
      dryRun: true,
      tables: [{ outcome: 'published', vintage: null, added: 12 }],
    });
    expect(await query('select from star.dim_vintage')).toEqual([]);
  });

  it('prints per table vintage, cells and findings as one JSON document', async () => {
    const rehearsal = await startRehearsal();
    const { stdout, exitCode } = await rehearsal.call('sync', '05803', '--json');
    expect(exitCode).toBe(EXIT.ok);
    expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
      {
        "dryRun": false,
        "tables": [
          {
            "added": 12,
            "changed": 0,
            "changes": [],
            "error": null,
            "findings": [],
            "labelsChanged": false,
            "outcome": "published",
            "table": "ssb:05803",
            "unchanged": 0,
            "vintage": 1,
            "withdrawn": 0,
          },
        ],
      }
    `);
  });

  it('ends with 3 when a table fails and publishes all others', async () => {
    const { call, simulator, query } = await startRehearsal();
    simulator.faults.always({ kind: 'data', table: '05803' }, { kind: 'contradicting-size' });
    const { exitCode, stdout } = await call('sync', '05803', '03024');
    expect(exitCode).toBe(EXIT.partial);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome      vintage  added  changed  withdrawn  unchanged
      ssb:05803  quarantined               0        0          0          0
      ssb:03024  published          1    192        0          0          0

      ssb:05803: SB_CUBE_INVALID: In the data of table 05803: The JSON-stat document is refused: JSONSTAT_SIZE_MISMATCH at /size/0: size and number of values disagree. Expected 3, found 4.

      2 tables, 1 published, 0 unchanged, 1 with errors
      "
    `);
    expect(await query('select table_id from star.dim_dataset')).toEqual([{ table_id: '03024' }]);
    expect(
      await query(`select f.code, f.pointer, f.sha256 is not null as kept from ops.finding f`),
    ).not.toEqual([]);
  });

  it('ends with the code of the error when all tables fail alike', async () => {
    const { call } = await startRehearsal();
    const { exitCode, stdout } = await call('sync', '00001', '00002');
    expect(exitCode).toBe(EXIT.source);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome  vintage  added  changed  withdrawn  unchanged
      ssb:00001  failed                0        0          0          0
      ssb:00002  failed                0        0          0          0

      ssb:00001: SB_SOURCE_NO_SUCH_TABLE: The source refused the entry of table 00001: Non-existent table. Look for the table with "statbank search"; a closed one may have a successor.

      ssb:00002: SB_SOURCE_NO_SUCH_TABLE: The source refused the entry of table 00002: Non-existent table. Look for the table with "statbank search"; a closed one may have a successor.

      2 tables, 0 published, 0 unchanged, 2 with errors
      "
    `);
  });

  it('takes its tables and selections from the catalogue when none is named', async () => {
    const { json } = await startRehearsal({
      catalogue:
        'tables:\n  - table: ssb:07459\n    select: { Tid: latest 2 }\n  - subject: iktbruks\n',
    });
    const { facts } = await json('sync');
    expect(facts.tables).toMatchObject([
      { table: 'ssb:07459', added: 424 },
      { table: 'ssb:10611' },
      { table: 'ssb:99001' },
    ]);
  });

  it('reads the catalogue of a source once, however many subjects are asked for', async () => {
    const lookedAt = async (...subjects: readonly string[]): Promise<number> => {
      const { json, simulator } = await startRehearsal({
        catalogue: `tables:\n${subjects.map((subject) => `  - subject: ${subject}\n`).join('')}`,
      });
      const { facts } = await json('sync');
      expect(facts.tables.length).toBeGreaterThan(0);
      return simulator.requests.filter(({ kind }) => kind === 'tables').length;
    };
    const once = await lookedAt('iktbruks');
    expect(once).toBeGreaterThan(0);
    expect(await lookedAt('iktbruks', 'laks', 'folkendrkv')).toBe(once);
  });

  it('says so when the catalogue has nothing to do', async () => {
    const { call } = await startRehearsal({ catalogue: 'tables:\n  - subject: tomt\n' });
    const { exitCode, stdout } = await call('sync');
    expect([exitCode, stdout]).toEqual([
      EXIT.ok,
      'Nothing to do: the tables of the catalogue show nothing new at their source (--all fetches them nevertheless), or its subjects have no tables.\n',
    ]);
    expect(JSON.parse((await call('sync', '--json')).stdout)).toEqual({
      dryRun: false,
      tables: [],
    });
  });

  it('publishes the tables of other providers when one cannot be reached, and records both', async () => {
    // The shortest waits that the dice can give.
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { call, query } = await startRehearsal({
      catalogue:
        'providers:\n  gone: { kind: pxweb2, url: "http://127.0.0.1:9/v2", languages: [sv] }\n' +
        'tables:\n  - table: gone:TAB1\n  - table: ssb:05803\n',
    });
    const { exitCode, stdout, stderr } = await call('sync');
    expect(exitCode).toBe(EXIT.partial);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome    vintage  added  changed  withdrawn  unchanged
      gone:TAB1  failed                  0        0          0          0
      ssb:05803  published        1     12        0          0          0

      gone:TAB1: SB_HTTP_NETWORK: GET http://127.0.0.1:9/v2/config: the source could not be reached, or broke off. Check the network and the address.

      2 tables, 1 published, 0 unchanged, 1 with errors
      "
    `);
    expect(stderr).toContain('"msg":"retrying"');
    expect(await query('select table_id, outcome, error_code from ops.task order by 1')).toEqual([
      { table_id: '05803', outcome: 'published', error_code: null },
      { table_id: 'TAB1', outcome: 'failed', error_code: 'SB_HTTP_NETWORK' },
    ]);
  });
});
