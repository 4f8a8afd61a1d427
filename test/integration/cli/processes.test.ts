import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { type RunningProgram, startProgram } from '../../support/program.ts';
import { type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

const OUTCOMES = 'select outcome, count(*)::int from ops.run group by 1 order by 1';

/** Waits until the program asks for a table's data, or ends before it does. */
async function asksForData(
  { simulator }: Rehearsal,
  table: string,
  { child }: RunningProgram,
): Promise<void> {
  const asked = (): boolean =>
    simulator.requests.some(({ kind, url }) => kind === 'data' && url.includes(`/${table}/`));
  while (!asked() && child.exitCode === null) await pause(5);
}

it('two syncs of one table at once make one vintage', async () => {
  const { start, query } = await startRehearsal();
  const both = [start('sync', '07459', '--json'), start('sync', '07459', '--json')];
  const ran = await Promise.all(both.map(async ({ ended }) => ended));
  expect(ran.map(({ exitCode }) => exitCode)).toEqual([EXIT.ok, EXIT.ok]);
  const outcomes = ran.map(({ stdout }) => JSON.parse(stdout).tables[0].outcome);
  expect(new Set(outcomes)).toEqual(new Set(['published', 'unchanged']));
  expect(await query('select vintage, cells::int from star.dim_vintage')).toEqual([
    { vintage: 1, cells: 4240 },
  ]);
  expect(await query(OUTCOMES)).toEqual([{ outcome: 'complete', count: 2 }]);
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  '%s during a fetch ends the run as aborted, publishes nothing of the table, and the next sync completes',
  async (signal) => {
    const rehearsal = await startRehearsal();
    const { simulator, query } = rehearsal;
    simulator.faults.always({ kind: 'data', table: '07459' }, { kind: 'hang' });
    const program = rehearsal.start('sync', '05803', '07459', '03024', '--json');
    await asksForData(rehearsal, '07459', program);
    program.child.kill(signal);
    expect(await program.ended).toEqual({
      exitCode: EXIT.interrupted,
      stdout: '',
      stderr: `error SB_INTERRUPTED: Stopped by ${signal}. Run it again to go on.\n`,
    });
    expect(await query(OUTCOMES)).toEqual([{ outcome: 'abort', count: 1 }]);
    expect(await query('select table_id from star.dim_dataset')).toEqual([{ table_id: '05803' }]);
    simulator.faults.clear();
    const { exitCode, facts } = await rehearsal.json('sync', '05803', '07459', '03024');
    expect(exitCode).toBe(EXIT.ok);
    expect(facts.tables).toMatchObject([
      { outcome: 'unchanged' },
      { outcome: 'published', added: 4240 },
      { outcome: 'published', added: 192 },
    ]);
  },
);

it('a second signal ends the process at once', async () => {
  const rehearsal = await startRehearsal();
  rehearsal.simulator.faults.always({ kind: 'data' }, { kind: 'hang' });
  const program = rehearsal.start('sync', '05803');
  await asksForData(rehearsal, '05803', program);
  program.child.kill('SIGINT');
  program.child.kill('SIGTERM');
  expect((await program.ended).exitCode).toBe(EXIT.interrupted);
});

it('statbank simulate serves until it is stopped, which is its good end', async () => {
  const { folder } = await startRehearsal();
  const { child, ended } = startProgram(['simulate', '--json'], { folder });
  const [first] = await once(child.stdout, 'data');
  const { url, tables } = JSON.parse(String(first));
  expect(tables).toHaveLength(18);
  const answer = await fetch(`${url}/tables?includeDiscontinued=true`);
  expect(await answer.json()).toMatchObject({ page: { totalElements: 18 } });
  child.kill('SIGTERM');
  const { exitCode, stderr } = await ended;
  expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

it('says which port is taken', async () => {
  const { run, simulator } = await startRehearsal();
  const { port } = new URL(simulator.url);
  const { exitCode, stderr } = await run('simulate', '--port', port);
  expect(exitCode).toBe(EXIT.usage);
  expect(stderr).toContain(`Port ${port} cannot be listened on.`);
});

it.each(['--help', 'sync --help', '--version'])(
  'statbank %s loads no package but the one that reads command lines',
  async (line) => {
    const { folder } = await startRehearsal();
    const list = join(folder, 'loaded.txt');
    const hook = `import { appendFileSync } from 'node:fs';
      export async function load(url, context, next) {
        appendFileSync(${JSON.stringify(list)}, url + '\\n');
        return next(url, context);
      }`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hook))});`;
    const { ended } = startProgram(line.split(' '), {
      folder,
      nodeOptions: ['--import', asModule(register)],
    });
    expect((await ended).exitCode).toBe(EXIT.ok);
    const loaded = (await readFile(list, 'utf8')).trim().split('\n');
    const packages = loaded.flatMap(
      (url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [],
    );
    expect(loaded.some((url) => url.endsWith('/dist/commands/program.js'))).toBe(true);
    expect(new Set(packages)).toEqual(new Set(['commander']));
  },
);

function asModule(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
