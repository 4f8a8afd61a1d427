import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createAccountsProvider } from '../../src/extract/dfo-accounts/provider.ts';
import type { SourceResponse } from '../../src/extract/provider.ts';
import { cubesOfDocuments, describeTable } from '../../src/extract/read-table.ts';
import { keepHeapSmall } from '../../src/heap.ts';
import { publish } from '../../src/load/publish.ts';
import { connect } from '../../src/postgres/connection.ts';

// A process of its own, so that its peak of memory is that of reading and publishing alone:
// publish-accounts.ts ZIP DATABASE-URL HOME. Prints milliseconds, bytes of peak memory and cells.

// As the program does.
keepHeapSmall();

const [, , file = '', databaseUrl = '', home = ''] = process.argv;
const table = 'utgifter';
const connection = await connect({ databaseUrl, home });
const [runId, taskId] = [randomUUID(), randomUUID()];
await connection.pool.query(
  `insert into ops.run (run_id, command, program_version) values ($1, 'bench', '0')`,
  [runId],
);
await connection.pool.query(
  `insert into ops.task (task_id, run_id, provider, table_id, kind) values ($1, $2, 'dfo-accounts', $3, 'sync')`,
  [taskId, runId, table],
);
const start = performance.now();
const facts: Omit<SourceResponse, 'bytes'> = {
  purpose: 'document',
  request: { method: 'GET', url: 'https://accounts.example/full.zip', body: null },
  status: 200,
  headers: {},
  requestedAt: new Date().toISOString(),
  respondedAt: new Date().toISOString(),
  sha256: '',
  selection: null,
};
const provider = createAccountsProvider({
  providerId: 'dfo-accounts',
  baseUrl: 'https://x.example',
});
const description = await describeTable(provider, table, [
  { ...facts, bytes: await readFile(file) },
]);
const responses = [{ ...facts, bytes: new Uint8Array() }];
const { counts } = await publish(connection.pool, {
  description,
  frame: description.frame,
  english: null,
  chunks: () => cubesOfDocuments(provider, description, responses),
  taskId,
  releasedAt: null,
  observedAt: facts.respondedAt,
  committedAt: null,
});
const ms = performance.now() - start;
await connection.close();
process.stdout.write(
  JSON.stringify({ ms, peak: process.resourceUsage().maxRSS * 1024, cells: counts.added }),
);
