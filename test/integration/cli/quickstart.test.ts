import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { removeEmbedded } from '../../../src/postgres/embedded.ts';
import { runProgram } from '../../support/program.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

describe('statbank quickstart', () => {
  it('loads the example tables, asks them a question, and says how to go on', async () => {
    const { run } = await startRehearsal();
    const { exitCode, stdout } = await run('quickstart');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatchInlineSnapshot();
  });

  it('prints tables, question and answer as JSON, and changes nothing the second time', async () => {
    const { json } = await startRehearsal();
    const first = await json('quickstart');
    expect(first.facts.answer).toContainEqual({ år: '2025', personer: '5594340' });
    const second = await json('quickstart');
    const outcomes = second.facts.tables.map(({ outcome }: { outcome: string }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['unchanged']));
    expect(second.facts.answer).toEqual(first.facts.answer);
  });

  it('leaves a database alone whose tables were synced', async () => {
    const { call, query } = await startRehearsal();
    await call('sync', '05803');
    const { exitCode, stderr } = await call('quickstart');
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('quickstart would publish old example figures over them');
    expect(await query('select table_id from star.dim_dataset')).toEqual([{ table_id: '05803' }]);
  });

  it('needs no database: it starts one, which the next command finds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'statbank-quickstart-'));
    try {
      const first = await runProgram(['quickstart'], { folder });
      expect(first.exitCode).toBe(EXIT.ok);
      expect(first.stderr).toContain(`Starting PostgreSQL in ${join(folder, '.statbank')}.`);
      expect(first.stdout).toContain('npx statbank db stop');
      const next = await runProgram(['status', '--json'], { folder });
      expect(next.stderr).toBe('');
      expect(JSON.parse(next.stdout).tables).toHaveLength(18);
    } finally {
      await removeEmbedded({ home: join(folder, '.statbank') });
      await rm(folder, { recursive: true });
    }
  });
});
