import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readLocation } from './records.ts';
import { canEnter, serverAccount, type ServerAccount } from './server-account.ts';

/** Where the parts of an embedded server are, and who runs it. */
export interface Placement {
  /** `STATBANK_HOME/postgres`: the recorded location and the lock. */
  readonly control: string;
  /** Folder of `data`, `log` and the programs; the server's account can enter it. */
  readonly cluster: string;
  readonly data: string;
  readonly logFile: string;
  readonly account: ServerAccount | null;
}

/** The folder of the recorded location and the lock; made if missing. */
export async function controlFolder(home: string): Promise<string> {
  const control = join(home, 'postgres');
  await mkdir(control, { recursive: true });
  return realpath(control);
}

/**
 * Decides where the cluster is. Normally beside its control files, below STATBANK_HOME.
 * When root runs the server as another account and that account cannot get there, it is
 * below /var/lib/statbank, which outlives reboots, in a folder named by a hash of the
 * control folder. A recorded location stands.
 */
export async function placeCluster(control: string): Promise<Placement> {
  const known = await readLocation(control);
  if (known !== null) return placementIn(control, known.cluster);
  const beside = await placementIn(control, control);
  if (beside.account === null || (await canEnter(beside.account, control))) return beside;
  const name = createHash('sha256').update(control).digest('hex').slice(0, 16);
  const outside = (await isFolder('/var/lib')) ? '/var/lib/statbank' : join(tmpdir(), 'statbank');
  return placementIn(control, join(outside, name));
}

/** Makes the cluster's folder, and that of its log for the server's account. */
export async function makeFolders({ cluster, logFile, account }: Placement): Promise<void> {
  const first = await mkdir(cluster, { recursive: true });
  // Not left to the umask: the account must pass through, and needs no more.
  if (account !== null) await openWay(first ?? cluster, cluster);
  await makeOwnFolder(dirname(logFile), account);
}

async function openWay(from: string, to: string): Promise<void> {
  await chmod(to, 0o711);
  if (to !== from) await openWay(from, dirname(to));
}

/** Makes a folder that only the server's account can read. */
export async function makeOwnFolder(folder: string, account: ServerAccount | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account !== null) await chown(folder, account.uid, account.gid);
}

async function placementIn(control: string, cluster: string): Promise<Placement> {
  const data = join(cluster, 'data');
  return Object.freeze({
    control,
    cluster,
    data,
    logFile: join(cluster, 'log', 'server.log'),
    account: await serverAccount(data),
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
