import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { createTestDatabase } from '../../support/database.ts';
import { prepareRehearsal } from '../../support/prepared-rehearsal.ts';
import { correctOneCell, type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

/** Two tables, one of them in two vintages; the source is closed by now. */
const prepared = prepareRehearsal(async ({ call, simulator }) => {
  await call('sync', '07459', '03024');
  correctOneCell(simulator, 27000);
  await call('sync', '07459');
});

async function publishedPast(): Promise<Rehearsal> {
  const rehearsal = await prepared();
  await rehearsal.simulator.close();
  return rehearsal;
}

describe('statbank rebuild --verify', () => {
  it('finds the database to be what the archive says, and leaves no scratch database', async () => {
    const { call, query } = await publishedPast();
    const { exitCode, stdout } = await call('rebuild', '--verify');
    expect(stdout).toMatchInlineSnapshot(`
      "3 publications rebuilt from the archive
      vintages: 3 equal, 0 only here (-), 0 only in the rebuilt (+)
      facts: 4433 equal, 0 only here (-), 0 only in the rebuilt (+)
      The database is what the archive says.
      "
    `);
    expect(exitCode).toBe(EXIT.ok);
    expect(await query(`select from pg_database where datname like 'statbank_rebuild_%'`)).toEqual(
      [],
    );
  });

  it('finds a replayed earlier vintage again', async () => {
    const { call, json } = await publishedPast();
    await call('replay', '07459', '--vintage', '1');
    const { facts } = await json('rebuild', '--verify');
    expect(facts).toMatchObject({ same: true, publications: 4, failed: [] });
  });

  it('names a fact that was tampered with and ends with 9', async () => {
    const { call, query } = await publishedPast();
    await query(`
      update star.fact_observation f set value = 424242
      from star.dim_time t
      where t.time_key = f.time_key and t.code = '2025U48' and f.value = (
        select max(value) from star.fact_observation
        join star.dim_time using (time_key) where code = '2025U48')`);
    const { exitCode, stdout } = await call('rebuild', '--verify');
    expect(exitCode).toBe(EXIT.difference);
    expect(stdout).toMatchInlineSnapshot(`
      "3 publications rebuilt from the archive
      vintages: 3 equal, 0 only here (-), 0 only in the rebuilt (+)
      facts: 4432 equal, 1 only here (-), 1 only in the rebuilt (+)
        + table ssb:03024, series Vekt VareGrupper2=01, time 2025U48, from vintage 1, value 24188
        - table ssb:03024, series Vekt VareGrupper2=01, time 2025U48, from vintage 1, value 424242
      The database is NOT what the archive says.
      "
    `);
  });

  it('names a revision that was deleted', async () => {
    const { json, query } = await publishedPast();
    await query('delete from star.fact_revision');
    const { exitCode, facts } = await json('rebuild', '--verify');
    expect(exitCode).toBe(EXIT.difference);
    expect(facts.comparisons).toContainEqual(
      expect.objectContaining({ what: 'facts', onlyFirst: 0, onlySecond: 1 }),
    );
  });
});

describe('statbank rebuild', () => {
  it('makes the same facts in an empty database from the archive alone', async () => {
    const lost = await publishedPast();
    const FACTS = `
      select table_id, star.codes_of(series_key, time_key) as codes, v_from, value::text
      from (select dataset_key, series_key, time_key, v_from, value from star.fact_observation
        union all select dataset_key, series_key, time_key, v_from, value from star.fact_revision) f
      join star.dim_dataset using (dataset_key) order by 1, 2, 3`;
    const before = await lost.query(FACTS);
    const database = await createTestDatabase({ empty: true });
    const found = await startRehearsal({
      database,
      variables: { STATBANK_HOME: `${lost.folder}/home`, STATBANK_SSB_URL: 'http://127.0.0.1:9' },
    });
    const { exitCode, stdout } = await found.run('rebuild');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome    vintage  added  changed  withdrawn  unchanged
      ssb:07459  published        1   4240        0          0          0
      ssb:03024  published        1    192        0          0          0
      ssb:07459  published        2      0        1          0       4239

      3 tables, 3 published, 0 unchanged
      "
    `);
    expect(before).toHaveLength(4240 + 192 + 1);
    expect(await found.query(FACTS)).toEqual(before);
  });

  it('refuses a database that has tables', async () => {
    const { call } = await publishedPast();
    const { exitCode, stderr } = await call('rebuild');
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('rebuild works into an empty one');
  });

  it('says that an empty archive has nothing', async () => {
    const { call } = await startRehearsal();
    const { exitCode, stdout } = await call('rebuild');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/^Nothing to do: no complete fetch is in the archive \S+archive\.\n$/);
  });
});
