import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { createTestDatabase } from '../../support/database.ts';
import { createLogin } from '../../support/logins.ts';
import { correctOneCell, startRehearsal } from '../../support/rehearsal.ts';

const CELL = ['ssb:07459', 'Region=0', 'Kjonn=1', 'Alder=000', 'Tid=2025'];

describe('statbank explain', () => {
  it('tells the chain in six steps and ends well', async () => {
    const { call } = await startRehearsal();
    await call('sync', '07459');
    const { exitCode, stdout } = await call('explain', ...CELL);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/^27 962 personer\nAlders- og kjønnsfordeling i kommuner/);
    expect(stdout.match(/^ ?[1-6] {2}\S+/gm)).toHaveLength(6);
    expect(stdout).toMatch(/Kontrollert nå: .*det samme som i databasen\.\n$/);
    const english = await call('explain', ...CELL, '--language', 'en');
    expect(english.stdout).toMatch(/^27,962 persons\n/);
  });

  it('takes an earlier vintage, and prints facts as JSON', async () => {
    const { json, simulator } = await startRehearsal();
    await json('sync', '07459');
    correctOneCell(simulator, 27_000);
    await json('sync', '07459');
    const newest = await json('explain', ...CELL);
    expect(newest.facts).toMatchObject({ proven: true, state: { value: '27000' } });
    const first = await json('explain', ...CELL, '--vintage', '1');
    expect(first.facts).toMatchObject({ proven: true, state: { value: '27962', to: 2 } });
  });

  it('ends with 9 where the database says something else than the bytes', async () => {
    const { call, query } = await startRehearsal();
    await call('sync', '07459');
    await query('update star.fact_observation set value = value + 1');
    const { exitCode, stdout } = await call('explain', ...CELL);
    expect(exitCode).toBe(EXIT.difference);
    expect(stdout).toContain('Kjeden holder ikke: tallet i svaret er et annet enn i databasen.');
  });

  it('works in a database that was rebuilt from the archive', async () => {
    const rehearsal = await startRehearsal();
    await rehearsal.call('sync', '07459');
    const empty = await createTestDatabase();
    const rebuilt = await startRehearsal({
      database: empty,
      variables: {
        STATBANK_ARCHIVE: `${rehearsal.folder}/home/archive`,
        STATBANK_SSB_URL: rehearsal.simulator.url,
      },
    });
    expect((await rebuilt.call('rebuild')).exitCode).toBe(EXIT.ok);
    const { facts } = await rebuilt.json('explain', ...CELL);
    expect(facts).toMatchObject({ proven: true, origin: { kind: 'rebuild' } });
  });

  it.each([
    [['explain', 'ssb:07459', 'Region'], 'SB_USAGE: A cell is named by VARIABLE=CODE', EXIT.usage],
    [['explain', 'ssb:07459', 'Tid=1', 'Tid=2'], 'each variable once', EXIT.usage],
    [['explain', ...CELL, '--vintage', '9'], 'ssb:07459 has no vintage 9', EXIT.archive],
  ])('refuses %j and says why', async (words, message, expected) => {
    const { call } = await startRehearsal();
    await call('sync', '07459');
    const { exitCode, stderr } = await call(...words);
    expect(exitCode).toBe(expected);
    expect(stderr).toContain(message);
  });
});

describe('mart.lineage', () => {
  it('leads a reader from a cell to load and responses, and tells no names', async () => {
    const { call, database } = await startRehearsal();
    await call('sync', '07459');
    const login = await createLogin(database, 'in role statbank_reader');
    const rows = await login.query(`
      select h.verdi::text, l.load_kind, l.command, r.method, r.status, r.sha256, r.archive_path
      from mart.ssb_07459_history h
      join mart.lineage l on l.view = 'ssb_07459' and l.vintage = h.utgave_fra
      join mart.lineage_responses r on r.view = l.view and r.vintage = l.vintage
      where h.region_kode = '0' and h.kjønn_kode = '1' and h.alder_kode = '000' and h.år = '2025'
        and r.purpose = 'data'`);
    expect(rows).toMatchObject([
      { verdi: '27962', load_kind: 'sync', command: 'sync', method: 'POST', status: 200 },
    ]);
    expect(rows[0].archive_path.replaceAll(/objects|\/|\.gz/g, '')).toBe(rows[0].sha256);
    const columns = await login.query(`
      select string_agg(attname, ' ') as names from pg_attribute
      where attrelid in ('mart.lineage'::regclass, 'mart.lineage_responses'::regclass) and attnum > 0`);
    expect(columns[0].names).not.toMatch(/decided|reason|holder|headers/);
  });
});
