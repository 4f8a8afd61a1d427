import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { createTestDatabase, servers, type TestDatabase } from '../../support/database.ts';
import { createLogin } from '../../support/logins.ts';
import { correctOneCell, startRehearsal } from '../../support/rehearsal.ts';
import { runMain } from '../../support/run-main.ts';

const DENIED = /permission denied/;

const ask = async (
  database: TestDatabase,
  words: readonly string[],
  url = database.url,
): Promise<{ readonly exitCode: number; readonly facts: any }> => {
  const { exitCode, stdout } = await runMain([...words, '--json'], {
    variables: { DATABASE_URL: url, STATBANK_HOME: '/nonexistent' },
  });
  return { exitCode, facts: JSON.parse(stdout) };
};

const query = async (database: TestDatabase, sql: string): Promise<readonly any[]> => {
  const connection = await database.connect();
  try {
    return (await connection.pool.query(sql)).rows;
  } finally {
    await connection.close();
  }
};

const rolesCheck = async (database: TestDatabase, url?: string): Promise<any> => {
  const { facts } = await ask(database, ['doctor'], url);
  return facts.checks.find((check: any) => check.name === 'roles');
};

describe.each(servers())('roles on $name', (server) => {
  it('are complete after the migrations, and applying them again does nothing', async () => {
    const database = await createTestDatabase({ server });
    expect(await rolesCheck(database)).toMatchObject({ ok: true });
    const { exitCode, facts } = await ask(database, ['roles', 'apply']);
    expect(exitCode).toBe(EXIT.ok);
    expect(facts.applied).toEqual([`grant create on database ${database.name} to statbank_owner;`]);
    expect((await ask(database, ['roles', 'apply'])).facts).toMatchObject({
      applied: [],
      refused: [],
    });
  });

  it('own all that the migrations made', async () => {
    const database = await createTestDatabase({ server });
    const owners = await query(
      database,
      `select distinct relowner::regrole::text as owner from pg_class
       where relnamespace::regnamespace::text = any ('{statbank_meta,ops,raw,star,mart}')`,
    );
    expect(owners).toEqual([{ owner: 'statbank_owner' }]);
  });

  it('doctor tells what is missing and too much, and roles apply mends it', async () => {
    const database = await createTestDatabase({ server });
    await query(
      database,
      `revoke insert on raw.request from statbank_loader;
       grant select on star.dim_series to statbank_reader;
       alter table ops.run owner to current_user;
       create view mart.ssb_99999 as select 1 as one`,
    );
    const check = await rolesCheck(database);
    expect(check.ok).toBe(false);
    expect(check.detail).toContain('statbank_loader lacks insert on table raw.request');
    expect(check.detail).toContain('statbank_reader has more rights on table star.dim_series');
    expect(check.detail).toContain('table ops.run does not belong to statbank_owner');
    expect(check.detail).toContain('view mart.ssb_99999 does not belong to statbank_loader');
    expect((await ask(database, ['roles', 'apply'])).exitCode).toBe(EXIT.ok);
    expect(await rolesCheck(database)).toMatchObject({ ok: true });
  });

  it('a reader’s queries end after a minute, whatever it is called', async () => {
    const database = await createTestDatabase({ server });
    const reader = await createLogin(database, 'in role statbank_reader');
    const loader = await createLogin(database, 'in role statbank_loader');
    expect((await rolesCheck(database)).detail).toContain(
      `${reader.name} may let a query run for ever`,
    );
    await ask(database, ['roles', 'apply']);
    expect(await reader.query('show statement_timeout')).toEqual([{ statement_timeout: '1min' }]);
    expect(await loader.query('show statement_timeout')).toEqual([{ statement_timeout: '0' }]);
  });

  it('a member of the owner’s role migrates an empty database that it may create in', async () => {
    const database = await createTestDatabase({ server, empty: true });
    const login = await createLogin(database, 'in role statbank_owner');
    await query(database, `grant create on database ${database.name} to statbank_owner`);
    const { exitCode, facts } = await ask(database, ['migrate'], login.url);
    expect({ exitCode, ...facts }).toMatchObject({ exitCode: EXIT.ok });
    expect(await rolesCheck(database)).toMatchObject({ ok: true });
    expect(await login.query('select count(*)::int from mart.tables')).toEqual([{ count: 0 }]);
  });

  it('a login that may create no roles migrates all the same', async () => {
    const database = await createTestDatabase({ server, empty: true });
    const login = await createLogin(database, '');
    await query(database, `alter database ${database.name} owner to ${login.name}`);
    const { exitCode } = await ask(database, ['migrate'], login.url);
    expect(exitCode).toBe(EXIT.ok);
    expect(await login.query('select count(*)::int from mart.tables')).toEqual([{ count: 0 }]);
    await query(database, `alter database ${database.name} owner to current_user`);
  });

  it('a loader is told who migrates', async () => {
    const database = await createTestDatabase({ server, empty: true });
    const login = await createLogin(database, 'in role statbank_loader');
    const { exitCode, stderr } = await runMain(['migrate'], {
      variables: { DATABASE_URL: login.url, STATBANK_HOME: '/nonexistent' },
    });
    expect(exitCode).toBe(EXIT.database);
    expect(stderr).toContain('statbank_owner');
  });

  it('doctor is content with a loader', async () => {
    const database = await createTestDatabase({ server });
    const login = await createLogin(database, 'in role statbank_loader');
    const { facts } = await ask(database, ['doctor'], login.url);
    // The test servers are not durable on purpose.
    const wrong = facts.checks.filter(({ ok, name }: any) => !ok && name !== 'durability');
    expect(wrong).toEqual([]);
    expect(facts.differences).toEqual([]);
  });
});

describe.each(servers())('on $name', (server) => {
  it('a login with the loader’s rights alone syncs, twice, and cannot drop a table', async () => {
    const database = await createTestDatabase({ server });
    const login = await createLogin(database, 'in role statbank_loader');
    const { call, simulator, query } = await startRehearsal({
      database,
      variables: { DATABASE_URL: login.url },
    });
    const first = await call('sync', '07459');
    expect(first).toMatchObject({ exitCode: EXIT.ok });
    correctOneCell(simulator, 27_961);
    expect(await call('sync', '07459')).toMatchObject({ exitCode: EXIT.ok });
    expect(await query('select max(vintage) from mart.vintages')).toEqual([{ max: 2 }]);
    await expect(login.query('drop table star.dim_vintage')).rejects.toThrow(/must be owner/);
    await expect(login.query('truncate star.fact_observation')).rejects.toThrow(DENIED);
    await expect(login.query('delete from raw.object')).rejects.toThrow(DENIED);
    await expect(login.query('update star.fact_revision set value = 0')).rejects.toThrow(DENIED);
    await expect(login.query('create table star.own ()')).rejects.toThrow(DENIED);
  });

  it('a second loader extends the views that the first one made', async () => {
    const database = await createTestDatabase({ server });
    const [first, second] = [
      await createLogin(database, 'in role statbank_loader'),
      await createLogin(database, 'in role statbank_loader'),
    ];
    const { call, simulator } = await startRehearsal({
      database,
      variables: { DATABASE_URL: first.url },
    });
    expect(await call('sync', '05803')).toMatchObject({ exitCode: EXIT.ok });
    simulator.publish('05803', {
      changes: [{ change: 'title', title: { no: 'En annen tittel', en: 'Another title' } }],
    });
    const again = await call('sync', '05803', '--database-url', second.url);
    expect(again).toMatchObject({ exitCode: EXIT.ok });
    const owners = await first.query(
      `select distinct viewowner from pg_views where schemaname = 'mart' and viewname like 'ssb%'`,
    );
    expect(owners).toEqual([{ viewowner: 'statbank_loader' }]);
  });

  it('a login with the reader’s rights alone reads mart and nothing else', async () => {
    const database = await createTestDatabase({ server });
    const { call } = await startRehearsal({ database });
    await call('sync', '05803');
    const login = await createLogin(database, 'in role statbank_reader');
    const [present] = await login.query('select count(*)::int from mart.ssb_05803');
    expect(present).toEqual({ count: 12 });
    for (const view of ['ssb_05803_en', 'ssb_05803_history', 'tables', 'vintages']) {
      expect((await login.query(`select * from mart.${view}`)).length).toBeGreaterThan(0);
    }
    for (const table of ['star.fact_observation', 'star.dim_dataset', 'raw.object', 'ops.run']) {
      await expect(login.query(`select * from ${table}`)).rejects.toThrow(DENIED);
    }
    await expect(login.query('create view mart.own as select 1')).rejects.toThrow(DENIED);
    await expect(login.query('delete from mart.tables')).rejects.toThrow(/cannot delete/);
  });

  it('a reader asks for earlier states by text and by view, and gets the same cells', async () => {
    const database = await createTestDatabase({ server });
    const { call, simulator } = await startRehearsal({ database });
    await call('sync', '07459');
    correctOneCell(simulator, 27_961);
    await call('sync', '07459');
    const login = await createLogin(database, 'in role statbank_reader');
    const [sums] = await login.query(`
      select
        (select sum(value) from mart.as_of('ssb_07459', (select min(committed_at) from mart.vintages))) as by_text,
        (select sum(verdi) from mart.as_of(null::mart.ssb_07459, (select min(committed_at) from mart.vintages))) as by_view,
        (select sum(verdi) from mart.ssb_07459) as now`);
    expect(sums.by_text).toBe(sums.by_view);
    expect(Number(sums.by_text) - Number(sums.now)).toBe(1);
  });

  it('a login that may read one view gets no other table by as_of', async () => {
    const database = await createTestDatabase({ server });
    const { call, query } = await startRehearsal({ database });
    await call('sync', '05803', '07459');
    const login = await createLogin(database, '');
    await query(`grant usage on schema mart to ${login.name}`);
    await query(`grant select on mart.ssb_05803, mart.vintages to ${login.name}`);
    const allowed = `select count(*)::int from mart.as_of('ssb_05803', now())`;
    const refused = `select count(*)::int from mart.as_of('ssb_07459', now())`;
    expect(await login.query(allowed)).toEqual([{ count: 12 }]);
    await expect(login.query(refused)).rejects.toThrow(DENIED);
    const asRole = `set role ${login.name}; ${refused}`;
    await expect(query(asRole)).rejects.toThrow(DENIED);
  });

  it('a reader’s tables and functions of its own do not change what as_of answers', async () => {
    const database = await createTestDatabase({ server });
    const { call } = await startRehearsal({ database });
    await call('sync', '05803');
    const login = await createLogin(database, 'in role statbank_reader');
    const [answer] = await login.queryAfter(
      `create temp table dim_dataset (view_name text, dataset_key int, bucket int);
       create temp view vintages as select 1 as vintage;
       create function pg_temp.jsonb_object_agg(text, text) returns jsonb language sql as 'select ''{}''::jsonb';
       set search_path = pg_temp, pg_catalog`,
      `select count(*)::int, count(distinct codes)::int as codes from mart.as_of('ssb_05803', now())`,
    );
    expect(answer).toEqual({ count: 12, codes: 1 });
  });

  it('a reader gets nothing of what is held from a function', async () => {
    const database = await createTestDatabase({ server });
    const connection = await database.connect();
    const { rows } = await connection.pool.query(
      `select pg_get_functiondef(p.oid) as text from pg_proc as p where p.pronamespace = 'mart'::regnamespace`,
    );
    await connection.close();
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ text }) => text.includes('held'))).toEqual([]);
  });
});
