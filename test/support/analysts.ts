import { loadExampleTables } from '../../src/simulator/examples.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { type AskAsReader, askAsReader } from './ask-as-reader.ts';
import { correctOneCell } from './rehearsal.ts';
import type { TestServer } from './postgres-server.ts';
import { openTestWorkshop, type TestWorkshop } from './workshop.ts';

/** Tables of the examples with and without places and totals, yearly and quarterly, one and many measures. */
export const MART_TABLES = Object.freeze(['05803', '07459', '07221', '10325']);

/** A database that analysts look at, and their look at it. */
export interface AnalystMart {
  readonly workshop: TestWorkshop;
  readonly url: string;
  readonly ask: AskAsReader;
  /** How Postgres would answer it, as text. */
  explain(query: string): Promise<string>;
}

/** Syncs the example tables, 07459 a second time after a correction of one cell. */
export async function openAnalystMart(server: TestServer): Promise<AnalystMart> {
  const workshop = await openTestWorkshop({ server });
  const simulator = await startSimulator({
    tables: await loadExampleTables('examples/tables'),
    limits: { calls: null },
  });
  try {
    await workshop.sync(simulator, ...MART_TABLES);
    correctOneCell(simulator, 27_961);
    await workshop.sync(simulator, '07459');
  } finally {
    await simulator.close();
  }
  const ask = askAsReader(workshop.pool);
  return {
    workshop,
    url: workshop.url,
    ask,
    explain: async (query) =>
      (await ask(`explain ${query}`)).map((row) => String(row['QUERY PLAN'])).join('\n'),
  };
}
