import { createMemoryBudget } from '../../src/extract/budget/memory-budget.ts';
import { createHttpClient, type HttpClient } from '../../src/extract/http/client.ts';
import { withPackagedFiles } from '../../src/extract/http/packaged-files.ts';
import type { Provider, TableSelection } from '../../src/extract/provider.ts';
import { syncTable } from '../../src/pipeline/sync.ts';
import type { TableReport } from '../../src/pipeline/table-report.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import type { TestWorkshop } from './workshop.ts';

const PACKAGE = new URL('../../', import.meta.url);

/** A real client that also answers for files of the package. Close it. */
function testClient(): HttpClient {
  return withPackagedFiles(
    createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 5_000 }),
    PACKAGE,
  );
}

/** Syncs tables of any provider as one run. Failed attempts are repeated without waiting. */
export async function syncFrom(
  workshop: TestWorkshop,
  provider: Provider,
  tables: readonly string[],
  selection: TableSelection = {},
): Promise<readonly TableReport[]> {
  const http = testClient();
  const source = {
    provider,
    http,
    budget: createMemoryBudget({ rate: { calls: 10_000, windowSeconds: 1 } }),
    limits: { maxCells: Number.MAX_SAFE_INTEGER, calls: 10_000, windowSeconds: 1 },
    sleep: async () => undefined,
  };
  try {
    return await withRun(workshop, 'sync', async (runId) => {
      const reports: TableReport[] = [];
      for (const table of tables) {
        const target = { ref: { provider: provider.id, table }, selection };
        const mode = { dryRun: false, changes: 10 };
        reports.push(await syncTable(workshop, source, runId, target, mode, () => undefined));
      }
      return reports;
    });
  } finally {
    http.close();
  }
}
