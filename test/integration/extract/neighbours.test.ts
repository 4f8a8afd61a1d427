import { beforeAll, expect, test } from 'vitest';

import { createMemoryBudget } from '../../../src/extract/budget/memory-budget.ts';
import { createHttpClient } from '../../../src/extract/http/client.ts';
import { replayTable } from '../../../src/pipeline/replay.ts';
import { syncTable } from '../../../src/pipeline/sync.ts';
import type { TableReport } from '../../../src/pipeline/table-report.ts';
import { withRun } from '../../../src/pipeline/with-run.ts';
import { csoService } from '../../../src/simulator/services/cso.ts';
import { desiService, loadFacts } from '../../../src/simulator/services/desi.ts';
import { eurostatService } from '../../../src/simulator/services/eurostat.ts';
import { loadExampleDatasets } from '../../../src/simulator/services/example-dataset.ts';
import { pxWeb1Service } from '../../../src/simulator/services/pxweb1.ts';
import type { SimulatedService } from '../../../src/simulator/services/service.ts';
import { afterThisTest } from '../../support/cleanup.ts';
import { openService } from '../../support/neighbours.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

/** Lower than what is planned for, so that plans must be made anew. */
const TIGHT = 20;

const PLENTY = { maxCells: 1_000_000, calls: 10_000, windowSeconds: 1 };
const MODE = { dryRun: false, changes: 0 };

interface Neighbour {
  readonly kind: string;
  readonly id: string;
  readonly table: string;
  readonly service: () => Promise<SimulatedService>;
  /** Behind the simulator's origin. */
  readonly path: string;
  /** Published cells, and requests for data that it takes to get them, refused ones included. */
  readonly cells: number;
  readonly dataRequests: number;
}

const NEIGHBOURS: readonly Neighbour[] = [
  {
    kind: 'eurostat',
    id: 'eurostat',
    table: 'isoc_ci_ifp_fu',
    service: async () =>
      eurostatService(await loadExampleDatasets('examples/eurostat'), { maxCells: TIGHT }),
    path: '/eurostat/api/dissemination',
    cells: 90,
    // The periods; 90 and 45 cells, which are refused; 5 parts of 18, and a witness.
    dataRequests: 9,
  },
  {
    kind: 'pxweb1',
    id: 'ssb-v0',
    table: '03013',
    service: async () => pxWeb1Service({ maxCells: 300 }),
    path: '/api/v0/table',
    cells: 381,
    // Samples in two languages; 381 cells, which are refused; 3 parts, a sample again, a witness.
    dataRequests: 8,
  },
  {
    kind: 'cso',
    id: 'cso',
    table: 'SYN01',
    service: async () => csoService(await loadExampleDatasets('examples/cso')),
    path: '/public/api.restful',
    cells: 22,
    dataRequests: 1,
  },
  {
    kind: 'desi',
    id: 'desi',
    table: 'desi-2022',
    service: async () => desiService(await loadFacts('examples/desi')),
    path: '/desi/api/v1',
    cells: 3 * (28 * 3 + 28 * 3 + 1) + 3,
    dataRequests: 1,
  },
];

let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await openTestWorkshop();
});

async function openNeighbour({ kind, id, path, service }: Neighbour) {
  const simulator = await exampleSimulator({ services: [await service()] });
  const { provider } = openService(kind, id, { url: simulator.origin + path });
  const http = createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 2_000 });
  afterThisTest(() => http.close());
  const budget = createMemoryBudget({ rate: { calls: 10_000, windowSeconds: 1 } });
  const source = { provider, http, budget, limits: PLENTY, sleep: async () => undefined };
  return { simulator, provider, source };
}

test.each(NEIGHBOURS)(
  'a table of $kind is published, replayed and found unchanged',
  async (neighbour) => {
    const { simulator, provider, source } = await openNeighbour(neighbour);
    const ref = { provider: neighbour.id, table: neighbour.table };
    const asRun = async (
      command: 'sync' | 'replay',
      work: (runId: string) => Promise<TableReport>,
    ): Promise<TableReport> => {
      const [report] = await withRun(workshop, command, async (runId) => [await work(runId)]);
      return report!;
    };
    const sync = async () =>
      asRun('sync', async (runId) =>
        syncTable(workshop, source, runId, { ref, selection: {} }, MODE, () => undefined),
      );
    expect(await sync()).toMatchObject({ outcome: 'published', vintage: 1, error: null });
    const data = simulator.requests.filter(({ kind }) => kind === 'data');
    const [stored] = await workshop.rows(
      `select count(*)::int as cells from star.fact_observation f
       join star.dim_dataset d using (dataset_key) where d.provider = $1 and d.table_id = $2`,
      [ref.provider, ref.table],
    );
    expect({ cells: stored?.['cells'], dataRequests: data.length }).toEqual({
      cells: neighbour.cells,
      dataRequests: neighbour.dataRequests,
    });
    expect(await sync()).toMatchObject({ outcome: 'unchanged' });
    const replayed = await asRun('replay', async (runId) =>
      replayTable(workshop, provider, runId, ref, { kind: 'latest' }, MODE),
    );
    expect(replayed).toMatchObject({ outcome: 'unchanged', error: null });
  },
);
