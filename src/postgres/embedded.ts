import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { StatbankError } from '../errors/statbank-error.ts';
import {
  chooseBinaries,
  findBinaries,
  keptBinaries,
  type PostgresBinaries,
} from './embedded/binaries.ts';
import { EMBEDDED_NAME, clusterMajor, createCluster, writeSettings } from './embedded/cluster.ts';
import { exclusively } from './embedded/exclusive.ts';
import { controlFolder, makeFolders, placeCluster, type Placement } from './embedded/placement.ts';
import { freePort } from './embedded/port.ts';
import { prepareRuntime } from './embedded/runtime-copy.ts';
import { readAccess, readLocation, writeAccess, type ClusterAccess } from './embedded/records.ts';
import { runningServer, startServer, stopServer } from './embedded/server.ts';

export interface EmbeddedOptions {
  /** STATBANK_HOME. The cluster is below it, or recorded in it where the server's account cannot get there. */
  readonly home: string;
  /** False only for throw-away servers: committed data may then be lost with the machine. */
  readonly durable?: boolean;
  /** The installations to choose from, the preferred first. Default: all of this machine. */
  readonly binaries?: readonly PostgresBinaries[];
}

/** A running embedded server. `url` holds its password. */
export interface EmbeddedServer {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  readonly pid: number;
  /** Whether this call started it. */
  readonly started: boolean;
}

/** Two programs may want the same port at the same moment, but hardly five times in a row. */
const PORT_ATTEMPTS = 5;

/**
 * Finds the server of a home folder, or makes and starts it. It keeps running after this
 * process: the next command finds it. Any number of processes may call this at once.
 *
 * @throws StatbankError SB_DB_EMBEDDED with what to do about it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const control = await controlFolder(resolve(options.home));
  return (
    (await findRunning(control)) ??
    (await exclusively(
      control,
      async () => (await findRunning(control)) ?? start(control, options),
    ))
  );
}

/** The server of a home folder if it runs; never starts one. */
export async function findEmbedded(home: string): Promise<EmbeddedServer | null> {
  return findRunning(await controlFolder(resolve(home)));
}

/**
 * Stops the server of a home folder; its data stay.
 *
 * @returns whether one was running.
 */
export async function stopEmbedded(options: EmbeddedOptions): Promise<boolean> {
  const control = await controlFolder(resolve(options.home));
  return exclusively(control, async () => {
    if ((await readLocation(control)) === null) return false;
    const placement = await placeCluster(control);
    if ((await runningServer(placement.data)) === null) return false;
    const binaries = await binariesFor(placement, options);
    await stopServer(placement, await prepareRuntime(binaries, placement.cluster));
    return true;
  });
}

/** Stops the server of a home folder and removes its data. For throw-away servers. */
export async function removeEmbedded(options: EmbeddedOptions): Promise<void> {
  await stopEmbedded(options);
  const control = await controlFolder(resolve(options.home));
  const location = await readLocation(control);
  if (location !== null) await rm(location.cluster, { recursive: true, force: true });
  await rm(control, { recursive: true, force: true });
}

async function findRunning(control: string): Promise<EmbeddedServer | null> {
  const location = await readLocation(control);
  if (location === null) return null;
  const data = join(location.cluster, 'data');
  const access = await readAccess(data);
  const running = await runningServer(data);
  if (access === null || running === null) return null;
  const url = urlOf(access.password, running.port);
  return (await answers(url)) ? Object.freeze({ url, ...running, data, started: false }) : null;
}

async function start(control: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const placement = await placeCluster(control);
  const { data } = placement;
  const durable = options.durable ?? true;
  await makeFolders(placement);
  const binaries = await binariesFor(placement, options);
  const runtime = await prepareRuntime(binaries, placement.cluster);
  const access = await openCluster(placement, runtime, binaries.major, durable);
  // A command that was killed right after starting the server left it without its database.
  const left = await complete(data, access);
  if (left !== null) return left;
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt += 1) {
    const port = await freePort(control, attempt === 1 ? access.port : null);
    await writeSettings(placement, port, durable);
    if (!(await startServer(placement, runtime))) continue;
    await writeAccess(data, { ...access, port });
    const started = await complete(data, access);
    if (started !== null) return Object.freeze({ ...started, started: true });
  }
  throw new StatbankError(
    'SB_DB_EMBEDDED',
    `The PostgreSQL server in ${data} found every port taken. Try again, or set DATABASE_URL.`,
    { context: { data } },
  );
}

async function binariesFor(
  { cluster, data }: Placement,
  options: EmbeddedOptions,
): Promise<PostgresBinaries> {
  const found = options.binaries ?? (await findBinaries());
  return chooseBinaries([...found, ...(await keptBinaries(cluster))], await clusterMajor(data));
}

async function openCluster(
  placement: Placement,
  runtime: string,
  major: number,
  durable: boolean,
): Promise<ClusterAccess> {
  const { control, data } = placement;
  if ((await readLocation(control)) === null && (await clusterMajor(data)) === null) {
    await createCluster(placement, runtime, major, durable);
  }
  const access = await readAccess(data);
  if (access !== null) return access;
  throw new StatbankError(
    'SB_DB_EMBEDDED',
    `The database cluster of this STATBANK_HOME should be in ${data}, and is not there or is not complete. ` +
      `Mount or restore it; or remove ${control} to start anew and rebuild from the archive.`,
    { context: { data, control } },
  );
}

/** Makes the database on a running server that lacks it; null if none runs. */
async function complete(data: string, { password }: ClusterAccess): Promise<EmbeddedServer | null> {
  const running = await runningServer(data);
  if (running === null) return null;
  const maintenance = urlOf(password, running.port, 'postgres');
  if (!(await answers(maintenance))) return null;
  await createDatabase(maintenance);
  return Object.freeze({ url: urlOf(password, running.port), ...running, data, started: false });
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [
      EMBEDDED_NAME,
    ]);
    if (found.rowCount === 0) await client.query(`create database ${EMBEDDED_NAME}`);
  } finally {
    await client.end();
  }
}

/** Another program may have taken the port, and another cluster the process number: only the password proves it. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

function urlOf(password: string, port: number, database: string = EMBEDDED_NAME): string {
  return `postgresql://${EMBEDDED_NAME}:${password}@127.0.0.1:${port}/${database}`;
}
