import path from 'node:path';
import { EXAMPLES_FOLDER } from '../config/package.ts';
import { syncAll } from './sync.ts';
import { withRun } from '../pipeline/with-run.ts';
import { loadExampleTables } from '../simulator/examples.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { Command } from './context.ts';
import { printReports } from './print-reports.ts';
import { withWorkshop } from './with-workshop.ts';

/** The simulator's calls are free; this only keeps the budget in the way of every request. */
const LIMITS = Object.freeze({ calls: 6_000, windowSeconds: 60 });

/** A question whose answer is known to be in the examples, and reads well on a screen. */
const SAMPLE = `select år, sum(verdi) as personer
from mart.ssb_07459
where kjønn_kode in ('1', '2')
group by år
order by år desc
limit 5;`;

/**
 * Loads the example tables over HTTP from a simulator in this process, into the database that
 * the settings name (by default the embedded one), and shows where to look.
 */
export const quickstart: Command<object> = async (context) => {
  const tables = await loadExampleTables(path.join(EXAMPLES_FOLDER, 'tables'));
  const simulator = await startSimulator({ tables, limits: LIMITS });
  try {
    const rehearsal = {
      ...context,
      environment: { ...context.environment, ssbUrl: simulator.url },
    };
    return await withWorkshop(rehearsal, async (workshop) => {
      const reports = await withRun(workshop, 'quickstart', (runId) =>
        syncAll(rehearsal, workshop, runId, {
          tables: tables.map(({ id }) => `ssb:${id}`),
          changes: 0,
        }),
      );
      const code = printReports(context.output, reports, false);
      if (!context.output.json) {
        const answer = await workshop.pool.query<{ år: string; personer: string }>(SAMPLE);
        context.output.note('');
        context.output.note('Now ask, for example with: statbank db psql');
        context.output.note('');
        context.output.note(SAMPLE);
        for (const row of answer.rows) context.output.note(`  ${row.år}  ${row.personer}`);
      }
      return code;
    });
  } finally {
    await simulator.close();
  }
};
