import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SourceResponse } from '../src/extract/provider.ts';
import { pxWebAgency } from '../src/extract/pxweb2/agency.ts';
import { createPxWeb2Provider } from '../src/extract/pxweb2/provider.ts';
import { migrate } from '../src/load/migrate.ts';
import type { Publication } from '../src/load/publication.ts';
import { connect, type Connection } from '../src/postgres/connection.ts';
import { removeEmbedded, startEmbedded } from '../src/postgres/embedded.ts';
import { startSimulator, type Simulator } from '../src/simulator/simulator.ts';
import { syntheticTable, type SyntheticShape } from '../src/simulator/table/synthetic.ts';
import type { Selection } from '../src/transform/table.ts';

/** A durable throw-away server, a simulator, and the program's own parts between them. */
export interface Stage {
  readonly databaseUrl: string;
  readonly connection: Connection;
  readonly simulator: Simulator;
  readonly folder: string;
  readonly psql: (...statements: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The responses of a whole table in memory, ready to be read again and again. */
export interface FetchedBytes {
  readonly table: string;
  readonly described: readonly SourceResponse[];
  readonly data: SourceResponse;
}

const LIMITS = Object.freeze({ calls: null, windowSeconds: 60, maxCells: 800_000 });

export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'statbank-bench-'));
  const home = join(folder, 'home');
  const { url } = await startEmbedded({ home });
  const connection = await connect({ databaseUrl: url, home });
  await migrate(connection.pool);
  const simulator = await startSimulator({ tables: [], limits: LIMITS });
  const psql = async (...statements: readonly string[]): Promise<void> => {
    const commands = statements.flatMap((statement) => ['-c', statement]);
    await promisify(execFile)('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', url, ...commands]);
  };
  return {
    databaseUrl: url,
    connection,
    simulator,
    folder,
    psql,
    close: async () => {
      await simulator.close();
      await connection.close();
      await removeEmbedded({ home });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Puts a synthetic table on the stage and fetches it over HTTP in one data request. */
export async function fetchSynthetic(stage: Stage, shape: SyntheticShape): Promise<FetchedBytes> {
  stage.simulator.add(syntheticTable(shape));
  const provider = providerOf(stage);
  const ask = async (
    request: SourceResponse['request'],
    purpose: SourceResponse['purpose'],
    selection: Selection | null = null,
  ): Promise<SourceResponse> => {
    const response = await fetch(request.url, {
      method: request.method,
      body: request.body,
      headers: { 'content-type': 'application/json' },
    });
    const at = new Date().toISOString();
    return {
      purpose,
      request,
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? '' },
      requestedAt: at,
      respondedAt: at,
      sha256: '',
      bytes: new Uint8Array(await response.arrayBuffer()),
      selection,
    };
  };
  const described = await provider.fetchDescription(shape.id, {}, ask);
  const description = provider.describe(shape.id, described);
  const plan = provider.plan(description, described, {}, { ...LIMITS, calls: 1 });
  const [request, ...others] = plan.requests;
  if (request === undefined || others.length > 0) throw new Error('one request expected');
  return {
    table: shape.id,
    described,
    data: await ask(request.request, 'data', request.selection),
  };
}

/** Reads bytes into a publication: what a sync does after the last byte came. */
export async function publicationOf(
  stage: Stage,
  { table, described, data }: FetchedBytes,
): Promise<Publication> {
  const provider = providerOf(stage);
  const description = provider.describe(table, described);
  const plan = provider.plan(description, described, {}, { ...LIMITS, calls: 1 });
  const cube = provider.toCube(data, description);
  return {
    description,
    frame: plan.frame,
    english: plan.english,
    chunks: () => [cube],
    taskId: await newTask(stage, table),
    releasedAt: null,
    observedAt: data.respondedAt,
    committedAt: null,
  };
}

function providerOf({ simulator }: Stage) {
  return createPxWeb2Provider(
    pxWebAgency('ssb', { baseUrl: simulator.url, languages: ['no', 'en'] }),
  );
}

async function newTask({ connection }: Stage, table: string): Promise<string> {
  const [runId, taskId] = [randomUUID(), randomUUID()];
  await connection.pool.query(
    `insert into ops.run (run_id, command, program_version) values ($1, 'bench', '0')`,
    [runId],
  );
  await connection.pool.query(
    `insert into ops.task (task_id, run_id, provider, table_id, kind) values ($1, $2, 'ssb', $3, 'sync')`,
    [taskId, runId, table],
  );
  return taskId;
}

/** Bytes of WAL that the work wrote, counted after a checkpoint so that each run pays for its own page images. */
export async function walOf<Result>(
  { connection }: Stage,
  work: () => Promise<Result>,
): Promise<{ readonly bytes: number; readonly result: Result }> {
  await connection.pool.query('checkpoint');
  const position = async (): Promise<string> => {
    const { rows } = await connection.pool.query<{ lsn: string }>(
      'select pg_current_wal_insert_lsn()::text as lsn',
    );
    return rows[0]?.lsn ?? '';
  };
  const before = await position();
  const result = await work();
  const { rows } = await connection.pool.query<{ bytes: string }>(
    'select ($1::pg_lsn - $2::pg_lsn)::text as bytes',
    [await position(), before],
  );
  return { bytes: Number(rows[0]?.bytes), result };
}
