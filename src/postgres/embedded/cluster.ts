import { randomBytes } from 'node:crypto';
import { appendFile, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StatbankError } from '../../errors/statbank-error.ts';
import { makeOwnFolder, type Placement } from './placement.ts';
import { writeAccess, writeLocation } from './records.ts';
import { runProgram } from './run-program.ts';

/** The role that owns everything in an embedded server, and the name of its database. */
export const EMBEDDED_NAME = 'statbank';

const SETTINGS_FILE = 'statbank.conf';

/** Major version of the data, or null where there are none. */
export async function clusterMajor(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  return text === null ? null : Number.parseInt(text, 10);
}

/**
 * Makes an empty cluster: UTF-8, text ordered by code point on every machine, and a
 * password asked of everyone. It appears under its name when it is complete, with its
 * password inside; what an interrupted attempt left is removed by the next.
 *
 * @throws StatbankError SB_DB_EMBEDDED with what initdb said.
 */
export async function createCluster(
  placement: Placement,
  runtime: string,
  major: number,
  durable: boolean,
): Promise<void> {
  const { cluster, data, account } = placement;
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await makeOwnFolder(unfinished, account);
  const password = randomBytes(24).toString('base64url');
  await initialise(placement, runtime, password, [
    `--pgdata=${unfinished}`,
    `--username=${EMBEDDED_NAME}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...localeArguments(major),
    ...(durable ? [] : ['--no-sync']),
  ]);
  await appendFile(join(unfinished, 'postgresql.conf'), `\ninclude '${SETTINGS_FILE}'\n`);
  await writeAccess(unfinished, { port: null, password });
  await rename(unfinished, data);
  await writeLocation(placement.control, cluster);
}

async function initialise(
  { cluster, logFile, account }: Placement,
  runtime: string,
  password: string,
  args: readonly string[],
): Promise<void> {
  const passwordFile = join(dirname(logFile), 'initial-password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account !== null) await chown(passwordFile, account.uid, account.gid);
    const initdb = join(runtime, 'bin', 'initdb');
    const made = await runProgram(initdb, [...args, `--pwfile=${passwordFile}`], account, cluster);
    if (made.ok) return;
    throw new StatbankError(
      'SB_DB_EMBEDDED',
      `Cannot make a database cluster in ${cluster}. initdb said:\n${made.output}`,
      { context: { cluster } },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * The collation that needs nothing of the operating system exists from version 17; before
 * that the C library's of the same name orders in the same way.
 */
function localeArguments(major: number): readonly string[] {
  return major >= 17
    ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : ['--locale=C.UTF-8'];
}

/** Writes the settings of the next start. */
export async function writeSettings(
  { data, account }: Placement,
  port: number,
  durable: boolean,
): Promise<void> {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A socket's path may be at most 107 bytes, and the home folder may be deep.
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Twice the default: the keys of a table of 800,000 cells then stay in memory.
    shared_buffers: '256MB',
    // A first load of several tables then needs no checkpoint in the middle.
    max_wal_size: '4GB',
    // Views that join many labels cost more to compile than the queries on them take.
    jit: 'off',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  const file = join(data, SETTINGS_FILE);
  await writeFile(file, lines.join(''), { mode: 0o600 });
  if (account !== null) await chown(file, account.uid, account.gid);
}
