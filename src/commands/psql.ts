import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EXIT, type ExitCode } from '../errors/codes.ts';

/** The psql of this machine, or null. The npm package of the embedded server has none. */
export async function findPsql(): Promise<string | null> {
  const name = process.platform === 'win32' ? 'psql.exe' : 'psql';
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name);
    const found = await access(file).then(
      () => true,
      () => false,
    );
    if (folder !== '' && found) return file;
  }
  return null;
}

/** Hands the terminal over to psql. The password goes by the environment: arguments are seen by all users. */
export async function runPsql(
  psql: string,
  url: string,
  args: readonly string[],
): Promise<ExitCode> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  const child = spawn(psql, [`--dbname=${address.href}`, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...(password === '' ? {} : { PGPASSWORD: password }) },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0 ? EXIT.ok : EXIT.database));
  });
}
