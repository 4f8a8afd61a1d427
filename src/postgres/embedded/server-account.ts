import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { StatbankError } from '../../errors/statbank-error.ts';

const run = promisify(execFile);

/** The account of the operating system that a server runs as. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account to run a server as: null for the present user, who then needs no change of
 * account. PostgreSQL refuses to run as root, so root runs it as the owner of the data if
 * there are data, else as `postgres`, else as `nobody`.
 *
 * @throws StatbankError SB_DB_EMBEDDED if the data belong to somebody else, or root finds no account.
 */
export async function serverAccount(dataFolder: string): Promise<ServerAccount | null> {
  const user = process.getuid?.();
  if (user === undefined) return null;
  const owner = await stat(dataFolder).catch(() => null);
  if (user !== 0) {
    if (owner === null || owner.uid === user) return null;
    throw new StatbankError(
      'SB_DB_EMBEDDED',
      `The data in ${dataFolder} belong to the user with id ${owner.uid}. ` +
        'Run the command as that user, or choose another folder with STATBANK_HOME.',
      { context: { dataFolder, owner: owner.uid, user } },
    );
  }
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (
    (await accountNamed('postgres')) ??
    (await accountNamed('nobody')) ??
    raise(
      'PostgreSQL does not run as root, and this machine has no account postgres or nobody. ' +
        'Add one, run the command as an ordinary user, or set DATABASE_URL.',
    )
  );
}

async function accountNamed(name: string): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return Object.freeze({ uid: Number(uid.stdout), gid: Number(gid.stdout) });
  } catch {
    return null;
  }
}

/** Whether an account may enter a folder: it needs the search bit on it and on every folder above. */
export async function canEnter(account: ServerAccount, folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(path) === path) return true;
  }
}

function raise(message: string): never {
  throw new StatbankError('SB_DB_EMBEDDED', message);
}
