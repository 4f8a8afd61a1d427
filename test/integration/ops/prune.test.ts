import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { createLogin } from '../../support/logins.ts';
import { prepareRehearsal } from '../../support/prepared-rehearsal.ts';
import { correctOneCell, type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

const EVERYTHING = ['--requests-older-than', '2100-01-01'];

async function filesOf({ folder }: Rehearsal, part: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'home/archive', part), {
    recursive: true,
    withFileTypes: true,
  });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** Two vintages, looks that changed nothing, and one refused response. */
async function makeHistory({ call, simulator }: Rehearsal): Promise<void> {
  await call('sync', '07459');
  await call('sync', '07459');
  simulator.faults.next({ kind: 'data', table: '07459' }, { kind: 'contradicting-size' });
  await call('sync', '07459');
  correctOneCell(simulator, 27_961);
  await call('sync', '07459');
  await call('sync', '07459');
}

describe.each(servers())('prune on $name', (server) => {
  const history = prepareRehearsal(makeHistory, { server });

  it('only tells what it would do, unless it is told to do it', async () => {
    const rehearsal = await history();
    const before = [await rehearsal.query('select count(*)::int from raw.request')];
    const files = await filesOf(rehearsal, '.');
    const told = await rehearsal.json('prune', ...EVERYTHING, '--objects');
    expect(told.facts).toMatchObject({ dryRun: true, tasks: 2 });
    expect([await rehearsal.query('select count(*)::int from raw.request')]).toEqual(before);
    expect(await filesOf(rehearsal, '.')).toEqual(files);
    const done = await rehearsal.json('prune', ...EVERYTHING, '--objects', '--apply');
    expect({ ...done.facts, dryRun: true }).toEqual(told.facts);
  });

  it('keeps every vintage, its requests and its bytes: the archive rebuilds the same', async () => {
    const rehearsal = await history();
    const cells = await rehearsal.query(
      'select * from mart.ssb_07459_history order by 1, 2, 3, 4, 5, 6',
    );
    expect(await rehearsal.call('prune', ...EVERYTHING, '--objects', '--apply')).toMatchObject({
      exitCode: EXIT.ok,
    });
    expect(
      await rehearsal.query('select * from mart.ssb_07459_history order by 1, 2, 3, 4, 5, 6'),
    ).toEqual(cells);
    const verified = await rehearsal.json('rebuild', '--verify');
    expect(verified.facts).toMatchObject({ same: true, publications: 2 });
    expect((await rehearsal.json('sync', '07459')).facts.tables).toMatchObject([
      { outcome: 'unchanged' },
    ]);
    expect(await rehearsal.call('replay', '07459', '--vintage', '1', '--dry-run')).toMatchObject({
      exitCode: EXIT.ok,
    });
  });

  it('leaves database and archive with the same responses', async () => {
    const rehearsal = await history();
    const refused = await rehearsal.query(
      `select encode(q.sha256, 'hex') as sha256 from raw.request q join ops.task t using (task_id)
       where t.outcome = 'quarantined' and q.purpose = 'data'`,
    );
    expect(refused).toHaveLength(1);
    await rehearsal.call('prune', ...EVERYTHING, '--objects', '--apply');
    const objects = await rehearsal.query(`select encode(sha256, 'hex') as sha256 from raw.object`);
    const stored = (await filesOf(rehearsal, 'objects')).map((name) => name.replace('.gz', ''));
    expect(objects.map(({ sha256 }): string => sha256.slice(2)).toSorted()).toEqual(
      stored.toSorted(),
    );
    expect(stored).not.toContain(refused[0].sha256.slice(2));
    const tasks = await rehearsal.query('select task_id from ops.task');
    expect((await filesOf(rehearsal, 'fetches')).toSorted()).toEqual(
      tasks.map(({ task_id: id }) => `${id}.json`).toSorted(),
    );
  });

  it('without --objects leaves the archive alone, and keeps what is younger', async () => {
    const rehearsal = await history();
    const files = await filesOf(rehearsal, '.');
    const young = await rehearsal.json('prune', '--requests-older-than', '400d', '--apply');
    expect(young.facts).toMatchObject({ tasks: 0, requests: 0, runs: 0 });
    await rehearsal.call('prune', ...EVERYTHING, '--apply');
    expect(await rehearsal.query('select count(*)::int from ops.task')).toEqual([{ count: 3 }]);
    expect(await filesOf(rehearsal, '.')).toEqual(files);
  });

  it('takes no bytes away while a run goes on', async () => {
    const rehearsal = await startRehearsal({ database: await createTestDatabase({ server }) });
    await rehearsal.call('sync', '05803');
    await rehearsal.query(`
      with lease as (
        insert into ops.lease values
          ('run:6f1b6a36-8f0e-4b0e-9d6c-0a4a5f3c0001', 'elsewhere:1', null, 1, now(), '1 hour', now() + interval '1 hour'))
      insert into ops.run (run_id, command, program_version, lease_token)
      values ('6f1b6a36-8f0e-4b0e-9d6c-0a4a5f3c0001', 'sync', '1.0.0', 1)`);
    const { exitCode, stderr } = await rehearsal.call(
      'prune',
      ...EVERYTHING,
      '--objects',
      '--apply',
    );
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('is going on');
  });

  it('tells a loader that only the owner prunes', async () => {
    const rehearsal = await history();
    const login = await createLogin(rehearsal.database, 'in role statbank_loader');
    const { exitCode, stderr } = await rehearsal.call(
      'prune',
      ...EVERYTHING,
      '--apply',
      '--database-url',
      login.url,
    );
    expect(exitCode).toBe(EXIT.database);
    expect(stderr).toContain('statbank_owner');
  });
});
