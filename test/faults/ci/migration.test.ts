import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../support/database.ts';
import { openFaultSite, TABLE } from '../../support/fault-site.ts';
import { expectRecovered } from '../invariants.ts';

test('a migration that is killed in the middle leaves whole files, and is finished by the next start', async () => {
  const database = await createTestDatabase({ empty: true });
  const site = await openFaultSite({ database });
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  // An uncommitted schema of the same name holds up the file that makes it.
  await other.query('begin; create schema star');
  const { child, ended } = site.start(['migrate']);
  await expect
    .poll(
      async () =>
        site.rows(
          `select from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      { timeout: 30_000, interval: 100 },
    )
    .toHaveLength(1);
  child.kill('SIGKILL');
  await ended;
  await other.query('rollback');
  const { rows } = await other.query<{ schema: string }>(
    `select nspname as schema from pg_namespace where nspname in ('ops', 'raw', 'star', 'mart') order by 1`,
  );
  expect(rows.map(({ schema }) => schema)).toEqual(['ops', 'raw']);
  await other.end();
  expect(await site.run('sync', TABLE)).toMatchObject({ exitCode: 0 });
  expect((await site.run('doctor')).stdout).toMatch(/ok +migrations +all \d+ applied/);
  await expectRecovered(site);
});
