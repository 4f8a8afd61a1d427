import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadExampleServices } from '../../src/simulator/services/examples.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { afterThisFile } from './cleanup.ts';
import { removeEmbedded } from '../../src/postgres/embedded.ts';
import { freePort } from './free-port.ts';
import type { Ran } from './run-main.ts';
import { exampleTables } from './simulator.ts';
import { throwawayFolder } from './throwaway-folder.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(PROJECT, 'dist/cli.js');
const PACKAGE = join(PROJECT, 'package.json');

/** A command line of the program that a shell ran, and how it ended. */
export interface RanLine {
  readonly words: string;
  readonly exitCode: number;
}

/** Where somebody sits who follows a page: a folder, sources, a shell. */
export interface ReaderDesk {
  readonly folder: string;
  readonly simulator: Simulator;
  /**
   * Runs text as a script of `sh`, with the variables that the scripts before it exported; `ran` has
   * the command lines of the program in it.
   */
  readonly sh: (script: string) => Promise<Ran & { readonly ran: readonly RanLine[] }>;
  /** Ends what runs beside the shell, and begins with a new one. */
  readonly leave: () => Promise<void>;
}

/** So many calls that pacing never shows. */
const UNPACED = { calls: 60_000, windowSeconds: 60 };

/**
 * The program as the shell finds it. What runs until it is stopped goes on beside the shell. A reader
 * takes longer from one command to the next than calls are counted.
 */
const STATBANK = `#!/bin/sh
[ -n "$DATABASE_URL" ] && psql -Xqc 'delete from ops.call' "$DATABASE_URL" 2>/dev/null
case "$1" in
  simulate|serve|schedule)
    "$NODE" "$CLI" "$@" >"$DESK/beside.log" 2>&1 &
    echo $! >>"$DESK/beside"
    until [ -s "$DESK/beside.log" ]; do sleep 0.1; done
    sleep 0.2
    kill -0 $! && code=0 || code=1 ;;
  *)
    "$NODE" "$CLI" "$@"
    code=$? ;;
esac
echo "$code $*" | tr '\\n' ' ' >>"$DESK/ran"
echo >>"$DESK/ran"
exit $code
`;

const NPX = `#!/bin/sh
[ "$1" = statbank ] || { echo "npx $1 is not here" >&2; exit 127; }
shift
exec statbank "$@"
`;

/**
 * Whoever runs these tests has done what npm is asked to do, but for an example database at a desk
 * without one; a script that is not there is an error.
 */
const NPM = `#!/bin/sh
case "$1" in ci) exit 0 ;; run) shift ;; esac
[ "$1" = quickstart ] && [ -z "$DATABASE_URL" ] && exec statbank quickstart --quiet
exec "$NODE" -e 'process.exit(process.argv[2] in require(process.argv[1]).scripts ? 0 : 1)' "$PACKAGE" "$1"
`;

/** Stands for a program that leads out of this machine: takes what it is given. */
const ELSEWHERE = `#!/bin/sh
[ -t 0 ] || cat >/dev/null
`;

const PROGRAMS = Object.freeze({
  statbank: STATBANK,
  npx: NPX,
  npm: NPM,
  sendmail: ELSEWHERE,
  rsync: ELSEWHERE,
  pg_dump: ELSEWHERE,
});

/** Sets a desk for the rest of the file; without an address the program uses its embedded server. */
export async function setDesk(databaseUrl: string | null): Promise<ReaderDesk> {
  const folder = await throwawayFolder('statbank-desk-');
  afterThisFile(async () => rm(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  if (databaseUrl === null) afterThisFile(async () => removeEmbedded({ home }));
  const services = await loadExampleServices('examples');
  const simulator = await startSimulator({
    tables: await exampleTables(),
    services,
    limits: UNPACED,
  });
  afterThisFile(async () => simulator.close());
  await layOut(folder);
  const port = await freePort();
  const addresses = services.map(({ path, setting }) => [
    setting.variable,
    simulator.origin + path + setting.below,
  ]);
  const variables = {
    PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
    NODE: process.execPath,
    CLI,
    PACKAGE,
    DESK: folder,
    HOME: folder,
    PAGER: 'cat',
    STATBANK_HOME: home,
    STATBANK_SSB_URL: simulator.url,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...Object.fromEntries(addresses),
  };
  const file = (name: string) => join(folder, name);
  const desk: ReaderDesk = {
    folder,
    simulator,
    sh: async (script) => {
      await rm(file('ran'), { force: true });
      // Somebody else may listen where a page's example does.
      const own = script.replaceAll('8080', String(port));
      const ended = await ranToItsEnd(SESSION + own, { cwd: folder, env: variables });
      return { ...ended, ran: await ranLines(file('ran')) };
    },
    leave: async () => {
      for (const id of (await lines(file('beside'))).map(Number)) stop(id);
      await Promise.all(['beside', 'session'].map(async (name) => rm(file(name), { force: true })));
    },
  };
  afterThisFile(desk.leave);
  return desk;
}

/** Goes on where the shell before it ended. */
const SESSION = `[ -f "$DESK/session" ] && . "$DESK/session"
trap 'code=$?; export -p >"$DESK/session"; exit $code' EXIT
`;

/** Programs, and the files that pages speak of. */
async function layOut(folder: string): Promise<void> {
  const catalogue = `providers:\n  ssb: { kind: pxweb2, calls: 60000 }\ntables:\n  - table: ssb:07459\n`;
  await writeFile(join(folder, 'catalogue.yaml'), catalogue);
  await symlink(join(PROJECT, 'examples'), join(folder, 'examples'));
  await copyFile(
    join(PROJECT, 'reports/digital-competence-2021.yaml'),
    join(folder, 'my-report.yaml'),
  );
  await mkdir(join(folder, 'bin'));
  for (const [name, text] of Object.entries(PROGRAMS)) {
    await writeFile(join(folder, 'bin', name), text);
    await chmod(join(folder, 'bin', name), 0o755);
  }
}

async function ranToItsEnd(
  script: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ran> {
  return new Promise((resolve) => {
    const shell = execFile(
      'sh',
      ['-c', script],
      { ...options, timeout: 120_000 },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : Number(error.code ?? -1);
        resolve({ exitCode, stdout, stderr });
      },
    );
    shell.stdin?.end();
  });
}

function stop(processId: number): void {
  try {
    process.kill(processId);
  } catch {
    // It has ended by itself: what it printed is in the folder.
  }
}

async function ranLines(file: string): Promise<readonly RanLine[]> {
  return (await lines(file)).map((line) => {
    const [, code, words = ''] = /^(\d+) (.*?) ?$/.exec(line) ?? [];
    return { words, exitCode: Number(code) };
  });
}

async function lines(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}
