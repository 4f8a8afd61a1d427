import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { findBinaries } from '../../../src/postgres/embedded/binaries.ts';
import { isAbsent } from '../../support/absent.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { createLogin } from '../../support/logins.ts';
import { correctOneCell, startRehearsal } from '../../support/rehearsal.ts';

const run = promisify(execFile);

/** The folder of a pg_dump and pg_restore for a server: of its own major version, or a newer one. */
async function clientPrograms(major: number): Promise<string | null> {
  for (const found of await findBinaries()) {
    const folder = join(found.root, 'bin');
    const there = await access(join(folder, 'pg_dump')).then(
      () => true,
      () => false,
    );
    if (there && found.major >= major) return folder;
  }
  return null;
}

/** A backup goes back into the same server, or into a newer one: that is how a major version is changed. */
const suites = await Promise.all(
  servers().map(async (server) => ({
    server,
    folder: await clientPrograms(server.major),
    targets: servers().filter(({ major }) => major >= server.major),
  })),
);

describe.each(suites)('a backup on $server.name', ({ server, folder, targets }) => {
  const noClient = isAbsent(`a pg_dump for ${server.name}`, {
    there: folder !== null,
    remedy: 'The npm package has the server alone: install the client of that major version.',
  });

  it.skipIf(noClient).each(targets)(
    'restores on $name to what the archive says',
    async (target) => {
      const database = await createTestDatabase({ server });
      const rehearsal = await startRehearsal({ database });
      await rehearsal.call('sync', '07459', '05803');
      correctOneCell(rehearsal.simulator, 27_961);
      await rehearsal.call('sync', '07459');
      const dump = join(rehearsal.folder, 'statbank.dump');
      const bin = (name: string): string => join(folder ?? '', name);
      await run(bin('pg_dump'), ['--format=custom', `--file=${dump}`, database.url]);

      const restored = await createTestDatabase({ server: target, empty: true });
      await run(bin('pg_restore'), ['--exit-on-error', `--dbname=${restored.url}`, dump]);

      const at = ['--database-url', restored.url];
      const verified = await rehearsal.json('rebuild', '--verify', ...at);
      expect(verified).toMatchObject({ exitCode: EXIT.ok, facts: { same: true, publications: 3 } });
      const { facts } = await rehearsal.json('doctor', ...at);
      expect(facts.differences).toEqual([]);
      expect(facts.checks.find(({ name }: any) => name === 'roles')).toMatchObject({ ok: true });
      const reader = await createLogin(restored, 'in role statbank_reader');
      expect(await reader.query('select count(*)::int from mart.ssb_07459')).toEqual([
        { count: 4240 },
      ]);

      const bare = await createTestDatabase({ server: target, empty: true });
      const plain = ['--no-owner', '--no-acl', '--exit-on-error', `--dbname=${bare.url}`, dump];
      await run(bin('pg_restore'), plain);
      expect((await rehearsal.call('roles', 'apply', '--database-url', bare.url)).exitCode).toBe(
        EXIT.ok,
      );
      const mended = await rehearsal.json('doctor', '--database-url', bare.url);
      expect(mended.facts.checks.find(({ name }: any) => name === 'roles')).toMatchObject({
        ok: true,
      });

      const synced = await rehearsal.json('sync', '07459', '05803', ...at);
      expect(synced.facts.tables).toMatchObject([
        { outcome: 'unchanged' },
        { outcome: 'unchanged' },
      ]);
    },
  );
});
