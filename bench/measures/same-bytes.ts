import pg from 'pg';
import { openJournal } from '../../src/extract/archive/journal.ts';
import { openArchive } from '../../src/extract/archive/object-store.ts';
import { createMemoryBudget } from '../../src/extract/budget/memory-budget.ts';
import { createHttpClient, userAgent } from '../../src/extract/http/client.ts';
import { pxWebAgency } from '../../src/extract/pxweb2/agency.ts';
import { createPxWeb2Provider } from '../../src/extract/pxweb2/provider.ts';
import { syncTable } from '../../src/pipeline/sync.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import type { Workshop } from '../../src/pipeline/workshop.ts';
import { createLogger } from '../../src/logger.ts';
import { syntheticTable } from '../../src/simulator/table/synthetic.ts';
import { judged, type Measure, median } from '../measure.ts';
import type { Stage } from '../stage.ts';

const ROUNDS = 5;
const LIMITS = Object.freeze({ maxCells: 800_000, calls: 10_000, windowSeconds: 1 });

/** A sync that gets the very bytes of the last one: how long the database is kept busy. */
export async function measureSameBytes(stage: Stage): Promise<readonly Measure[]> {
  stage.simulator.add(syntheticTable({ id: '90300', regions: 200, ages: 50, periods: 40 }));
  const workshop: Workshop = {
    pool: stage.connection.pool,
    db: stage.connection.kysely,
    archive: await openArchive(`${stage.folder}/archive`, new Date()),
    journal: openJournal(`${stage.folder}/archive`),
    logger: createLogger({
      level: 'silent',
      terminal: false,
      debug: false,
      write: () => undefined,
    }),
    signal: new AbortController().signal,
    programVersion: 'bench',
    now: () => new Date(),
  };
  const http = createHttpClient({ userAgent: userAgent('bench', null) });
  const source = {
    provider: createPxWeb2Provider(
      pxWebAgency('ssb', { baseUrl: stage.simulator.url, languages: ['no', 'en'] }),
    ),
    http,
    budget: createMemoryBudget({ rate: LIMITS }),
    limits: LIMITS,
  };
  const target = { ref: { provider: 'ssb', table: '90300' }, selection: {} };
  const mode = { dryRun: false, changes: 0 };
  const sync = () =>
    withRun(workshop, 'bench', async (runId) => [
      await syncTable(workshop, source, runId, target, mode, () => undefined),
    ]);
  await sync();
  const spent: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const clock = watchQueries();
    const [report] = await sync();
    spent.push(clock.stop());
    if (report?.outcome !== 'unchanged') throw new Error('the same bytes were published');
  }
  http.close();
  return [judged('same bytes again, database work', median(spent), 'ms', '<= 20')];
}

/** Adds up the time between each statement and its answer. */
function watchQueries(): { readonly stop: () => number } {
  // oxlint-disable-next-line typescript/unbound-method -- put back and applied with its own `this` below
  const original = pg.Client.prototype.query;
  let spent = 0;
  pg.Client.prototype.query = function query(this: pg.Client, ...words: never[]) {
    const start = performance.now();
    const answer: unknown = Reflect.apply(original, this, words);
    if (answer instanceof Promise) {
      void answer.finally(() => {
        spent += performance.now() - start;
      });
    }
    return answer;
  } as typeof original;
  return {
    stop: () => {
      pg.Client.prototype.query = original;
      return spent;
    },
  };
}
