import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import type { HealthCheck } from '../../../src/postgres/health-check.ts';
import { createTestDatabase } from '../../support/database.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

/** Instants of this run, which no expectation can know. */
function withoutTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}Z/g, 'YYYY-MM-DD HH:MMZ');
}

describe('statbank status', () => {
  it('shows what is here and how the last look at it ended', async () => {
    const { call, simulator } = await startRehearsal();
    await call('sync', '05803', '03024');
    simulator.faults.always({ kind: 'data', table: '03024' }, { kind: 'contradicting-size' });
    await call('sync', '03024', '11124');
    const { exitCode, stdout, stderr } = await call('status');
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(withoutTimes(stdout)).toMatchInlineSnapshot(`
      "table      view       vintage  cells  source updated     freshness   next look  last look          outcome      error            title
      ssb:03024  ssb_03024        1    192  YYYY-MM-DD HH:MMZ  up to date             YYYY-MM-DD HH:MMZ  quarantined  SB_CUBE_INVALID  Eksport av oppalen laks
      ssb:05803  ssb_05803        1     12  YYYY-MM-DD HH:MMZ  up to date             YYYY-MM-DD HH:MMZ  published                     Endringer i befolkningen i løpet av året
      ssb:11124  ssb_11124        1      1  YYYY-MM-DD HH:MMZ  up to date             YYYY-MM-DD HH:MMZ  published                     Hyppighet på internett- og PC-bruk siste 12 måneder

      3 tables; query them as mart.<view>
      "
    `);
  });

  it('says what to do where nothing is here', async () => {
    const { call } = await startRehearsal();
    expect(await call('status')).toEqual({
      exitCode: EXIT.ok,
      stdout: 'No table is here yet. "statbank sync" fetches those of the catalogue.\n',
      stderr: '',
    });
  });

  it('prints the same facts as JSON', async () => {
    const { json } = await startRehearsal();
    await json('sync', '05803');
    const { facts } = await json('status');
    expect(facts.tables).toMatchObject([
      {
        table: 'ssb:05803',
        view: 'ssb_05803',
        title: 'Endringer i befolkningen i løpet av året',
        vintage: 1,
        cells: 12,
        sourceUpdatedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
        committedAt: expect.any(String),
        lastTaskAt: expect.any(String),
        lastOutcome: 'published',
        errorCode: null,
        findings: 0,
      },
    ]);
  });
});

describe('questions to the source', () => {
  it('search lists what it finds', async () => {
    const { call } = await startRehearsal();
    const { exitCode, stdout, stderr } = await call('search', 'brukte', 'boliger');
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(stdout).toMatchInlineSnapshot(`
      "table      from    to      updated     title
      ssb:07221  2022K1  2023K4  2024-01-12  Prisindeks for brukte boliger
      1 table found
      "
    `);
  });

  it('search says that it found nothing', async () => {
    const { call, json } = await startRehearsal();
    expect(await call('search', 'marsvin')).toEqual({
      exitCode: EXIT.ok,
      stdout: '0 tables found\n',
      stderr: '',
    });
    expect((await json('search', 'marsvin')).facts).toEqual({ found: 0, tables: [] });
  });

  it('describe shows variables and measures', async () => {
    const { call } = await startRehearsal();
    const { exitCode, stdout, stderr } = await call('describe', '03024');
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(stdout).toMatchInlineSnapshot(`
      "ssb:03024  Eksport av oppalen laks
      Export of salmon, fish-farm bred

      periods      2025U01 to 2025U48 (weekly)
      updated      2025-12-03T07:00:00.000Z
      next update  not stated
      source       Statistisk sentralbyrå, CC BY 4.0
      subject      ut/ut02/laks
      cells        192

      variable      label               role            values  first    last      may be left out  codelists
      VareGrupper2  varegruppe          classification       2  01       02        no
      ContentsCode  statistikkvariabel  metric               2  Vekt     Kilopris  no
      Tid           uke                 time                48  2025U01  2025U48   no

      measure   label          unit  decimals  kind
      Vekt      Vekt (tonn)    tonn         0  flow
      Kilopris  Kilopris (kr)  kr           2  flow
      "
    `);
  });

  it('describe lists every value when asked', async () => {
    const { json } = await startRehearsal();
    const { facts } = await json('describe', '03024', '--values');
    const time = facts.variables.find(({ code }: { code: string }) => code === 'Tid');
    expect(time.values).toHaveLength(48);
    expect(time).toMatchObject({ role: 'time', first: '2025U01', last: '2025U48' });
  });

  it('plan shows requests, cells and minutes, and fetches no data', async () => {
    const { call, simulator } = await startRehearsal({
      simulator: { limits: { maxCells: 2000, calls: 60_000, windowSeconds: 60 } },
    });
    const { exitCode, stdout, stderr } = await call('plan', '07459');
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(stdout).toMatchInlineSnapshot(`
      "ssb:07459, whole table

      variable      label               values
      Region        region                   1
      Kjonn         kjønn                    2
      Alder         alder                  106
      ContentsCode  statistikkvariabel       1
      Tid           år                      20

      request  cells  part
            1   1400  Alder 000…034
            2   1400  Alder 035…069
            3   1440  Alder 070…105+

      3 requests, 4240 cells, 0.0 minutes at 60000 calls in 60 s and 2000 cells a response
      ssb:07459: 6 calls, 1 s; no queue
      "
    `);
    expect(simulator.requests.filter(({ kind }) => kind === 'data')).toEqual([]);
  });

  it.each([
    [['describe', '00001'], EXIT.source, 'SB_SOURCE_NO_SUCH_TABLE'],
    [['plan', '00001'], EXIT.source, 'SB_SOURCE_NO_SUCH_TABLE'],
    [['search', 'x', '--provider', 'nei'], EXIT.configuration, 'SB_CONFIG_UNKNOWN_PROVIDER'],
    [['describe', 'tullball'], EXIT.usage, 'SB_USAGE'],
  ])('%j is refused in one line of error', async (words, expected, code) => {
    const { call } = await startRehearsal();
    const { exitCode, stdout, stderr } = await call(...words);
    expect([exitCode, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(new RegExp(`^error ${code}: .+\n$`));
  });
});

describe('statbank db', () => {
  it('prints the address with its password for other programs, and nothing else', async () => {
    const { call, database } = await startRehearsal();
    expect(await call('db', 'url')).toEqual({
      exitCode: EXIT.ok,
      stdout: `${database.url}\n`,
      stderr: '',
    });
  });

  it('answers a statement where no psql is installed', async () => {
    const { run } = await startRehearsal({ variables: { PATH: '/nowhere' } });
    const ran = await run(
      'db',
      'psql',
      '-c',
      "select 'a' as x, null as y",
      '--command',
      'select 1',
    );
    expect(ran).toMatchObject({ exitCode: EXIT.ok, stderr: '' });
    expect(ran.stdout).toMatchInlineSnapshot(`
      "x  y
      a
      (1 row)
      ?column?
      1
      (1 row)
      "
    `);
  });

  it('tells a wrong statement and ends with the code for the database', async () => {
    const { run } = await startRehearsal({ variables: { PATH: '/nowhere' } });
    const { exitCode, stderr } = await run('db', 'psql', '-c', 'select nei');
    expect([exitCode, stderr]).toEqual([EXIT.database, 'column "nei" does not exist\n']);
  });

  it.each([[['-c']], [['-f', 'a.sql']], [['tabell']]])(
    'says that %j needs psql where there is none',
    async (words) => {
      const { run } = await startRehearsal({ variables: { PATH: '/nowhere' } });
      const { exitCode, stderr } = await run('db', 'psql', ...words);
      expect([exitCode, stderr]).toEqual([
        EXIT.usage,
        'error SB_USAGE: No psql is installed that could take these arguments; without it there is -c "SQL", or SQL on standard input.\n',
      ]);
    },
  );
});

describe('statbank migrate and doctor', () => {
  it('brings an empty database up to date, once, and then finds it well', async () => {
    const database = await createTestDatabase({ empty: true });
    const { json } = await startRehearsal({ database });
    const first = await json('migrate');
    expect(first.facts.applied.length).toBe(first.facts.current);
    expect((await json('migrate')).facts.applied).toEqual([]);
    const { facts } = await json('doctor');
    expect(facts.differences).toEqual([]);
    // The servers of the tests are quick and may lose data with the machine; doctor says so.
    const wrong = facts.checks.filter(({ ok, name }: HealthCheck) => !ok && name !== 'durability');
    expect(wrong).toEqual([]);
  });

  it('reads anew how measures may be summed, also where no table is published again', async () => {
    const { call, json, query } = await startRehearsal();
    await call('sync', '03024');
    const read = await query('select * from star.dim_measure order by measure_key');
    const kilopris = read.filter(({ code }) => code === 'Kilopris');
    expect(kilopris).toMatchObject([{ quantity_kind: 'ratio', additivity: 'none' }]);
    await query(
      `update star.dim_measure set quantity_kind = 'flow', additivity = 'full', sum_over_time = true,
         sum_over_region = true, sum_over_categories = true`,
    );
    const { facts } = await json('migrate');
    expect(facts).toMatchObject({ applied: [], resummed: 1 });
    expect(await query('select * from star.dim_measure order by measure_key')).toEqual(read);
    expect((await call('migrate')).stdout).not.toContain('summed');
  });
});
