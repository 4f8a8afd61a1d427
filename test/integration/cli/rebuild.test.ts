import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
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

function dropYear(simulator: Simulator, code: string): void {
  simulator.publish('05803', {
    changes: [{ change: 'remove-values', variable: 'Tid', codes: [code] }],
  });
}

describe('statbank rebuild --verify', () => {
  it('finds the database to be what the archive says, and leaves no scratch database', async () => {
    const { call, query } = await publishedPast();
    const { exitCode, stdout } = await call('rebuild', '--verify');
    expect(stdout).toMatchInlineSnapshot(`
      "3 publications rebuilt from the archive
      vintages: 3 equal, 0 only here (-), 0 only in the rebuilt (+)
      facts: 4433 equal, 0 only here (-), 0 only in the rebuilt (+)
      classifications: 0 equal, 0 only here (-), 0 only in the rebuilt (+)
      changes of places: 0 equal, 0 only here (-), 0 only in the rebuilt (+)
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
      classifications: 0 equal, 0 only here (-), 0 only in the rebuilt (+)
      changes of places: 0 equal, 0 only here (-), 0 only in the rebuilt (+)
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

/** Everything that the star says, by natural keys. */
const EVERYTHING = [
  `select table_id, star.codes_of(series_key, time_key) as codes, v_from, v_to, value::text
   from (select dataset_key, series_key, time_key, v_from, null::int as v_to, value from star.fact_observation
     union all select dataset_key, series_key, time_key, v_from, v_to, value from star.fact_revision) f
   join star.dim_dataset using (dataset_key) order by 1, 2, 3`,
  `select table_id, vintage, encode(value_hash, 'hex') as hash, committed_at, observed_at, cells_added,
     cells_changed, cells_withdrawn
   from star.dim_vintage join star.dim_dataset using (dataset_key) order by 1, 2`,
];

/** A new database beside the archive of one that is lost; its source cannot be reached. */
async function withoutDatabase(lost: Rehearsal, source = 'http://127.0.0.1:9'): Promise<Rehearsal> {
  return startRehearsal({
    database: await createTestDatabase({ empty: true }),
    variables: { STATBANK_HOME: `${lost.folder}/home`, STATBANK_SSB_URL: source },
  });
}

async function everything({ query }: Rehearsal): Promise<readonly unknown[]> {
  return Promise.all(EVERYTHING.map(query));
}

describe('statbank rebuild', () => {
  it('makes the same facts with the same times in an empty database from the archive alone', async () => {
    const lost = await publishedPast();
    const found = await withoutDatabase(lost);
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
    const [facts, vintages] = await everything(found);
    expect(facts).toHaveLength(4240 + 192 + 1);
    expect(vintages).toHaveLength(3);
    expect([facts, vintages]).toEqual(await everything(lost));
  });

  it('leaves a database that can be replayed, verified and rebuilt again', async () => {
    const lost = await publishedPast();
    const found = await withoutDatabase(lost);
    await found.call('rebuild');
    const newest = await found.json('replay', '07459');
    expect(newest.facts.tables).toMatchObject([{ outcome: 'unchanged', vintage: 2 }]);
    expect((await found.json('rebuild', '--verify')).facts).toMatchObject({ same: true });
    const earlier = await found.json('replay', '07459', '--vintage', '1');
    expect(earlier.facts.tables).toMatchObject([{ outcome: 'published', vintage: 3, changed: 1 }]);
    const again = await withoutDatabase(lost);
    await again.call('rebuild');
    expect(await everything(again)).toEqual(await everything(found));
  });

  it('finds the same bytes unchanged in the next sync', async () => {
    const lost = await startRehearsal();
    await lost.call('sync', '07459');
    const found = await withoutDatabase(lost, lost.simulator.url);
    await found.call('rebuild');
    const { facts } = await found.json('sync', '07459');
    expect(facts.tables).toMatchObject([{ outcome: 'unchanged', vintage: 1 }]);
  });

  it('publishes nothing that was held, rejected or only tried, and all that was released or rolled back', async () => {
    const lost = await startRehearsal();
    const { call, json, simulator } = lost;
    await call('sync', '05803', '07459');
    correctOneCell(simulator, 27000);
    await call('sync', '07459', '--dry-run');
    dropYear(simulator, '1735');
    expect((await json('sync', '05803')).exitCode).toBe(EXIT.held);
    await call('reject', '05803', '--reason', 'a year is gone');
    expect((await json('sync', '05803')).facts.tables).toMatchObject([{ outcome: 'rejected' }]);
    dropYear(simulator, '1736');
    expect((await json('sync', '05803')).exitCode).toBe(EXIT.held);
    const before = await withoutDatabase(lost);
    await before.call('rebuild');
    expect(await everything(before)).toEqual(await everything(lost));
    expect((await call('release', '05803')).exitCode).toBe(EXIT.ok);
    expect(await call('rollback', '05803', '--to', '1')).toMatchObject({ exitCode: EXIT.ok });
    const after = await withoutDatabase(lost);
    await after.call('rebuild');
    expect(await after.query('select max(vintage) from star.dim_vintage')).toEqual([{ max: 3 }]);
    expect(await everything(after)).toEqual(await everything(lost));
  });

  it('reads an archive that knows of no endings', async () => {
    const lost = await publishedPast();
    await rm(join(lost.folder, 'home', 'archive', 'endings'), { recursive: true });
    const found = await withoutDatabase(lost);
    await found.call('rebuild');
    expect((await everything(found))[0]).toEqual((await everything(lost))[0]);
  });

  it('goes on with the other tables where bytes are gone', async () => {
    const lost = await publishedPast();
    const [data] = await lost.query(`
      select encode(sha256, 'hex') as sha256 from raw.request join ops.task using (task_id)
      where table_id = '03024' and purpose = 'data'`);
    const objects = join(lost.folder, 'home', 'archive', 'objects');
    await rm(join(objects, data.sha256.slice(0, 2), `${data.sha256.slice(2)}.gz`));
    const found = await withoutDatabase(lost);
    const { exitCode, facts } = await found.json('rebuild');
    expect(exitCode).toBe(EXIT.partial);
    expect(facts.tables).toMatchObject([
      { table: 'ssb:07459', outcome: 'published' },
      { table: 'ssb:03024', outcome: 'failed', error: { code: 'SB_ARCHIVE_MISSING' } },
      { table: 'ssb:07459', outcome: 'published' },
    ]);
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
