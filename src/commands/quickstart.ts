import path from 'node:path';
import { loadReport } from '../config/load-report.ts';
import { EXAMPLES_FOLDER, PACKAGED_REPORT } from '../config/package.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { reportsExitCode, type TableReport } from '../pipeline/table-report.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { checkReport } from '../report/check-report.ts';
import { loadExampleTables } from '../simulator/examples.ts';
import { eurostatService } from '../simulator/services/eurostat.ts';
import { loadExampleDatasets } from '../simulator/services/example-dataset.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { EvaluatedReport } from '../transform/claims/evaluated-claim.ts';
import type { Command } from './context.ts';
import { norwegianNumber } from './norwegian-number.ts';
import type { Page } from './output.ts';
import { printReportPage } from './print-reports.ts';
import { printReportSummary } from './print-report-summary.ts';
import { syncAll } from './sync.ts';
import { writeReportPage } from './quickstart-page.ts';
import { withWorkshop } from './with-workshop.ts';

/** The simulator's calls are free; this only keeps the budget in the way of every request. */
const LIMITS = Object.freeze({ calls: 6_000, windowSeconds: 60 });

/**
 * What the report printed, and of Eurostat's examples the one whose figures are Eurostat's: no
 * synthetic figure may judge a claim.
 */
const OTHER_TABLES = Object.freeze(['eurostat:isoc_ciegi_ac', 'dfo-published:tall']);

/** A question whose answer is known to be in the examples, and reads well on a screen. */
const QUESTION = `select år, sum(verdi) as personer
from mart.ssb_07459
where kjønn_kode in ('1', '2')
group by år
order by år desc
limit 5;`;

interface AnswerRow {
  readonly år: string;
  readonly personer: string;
}

interface QuickstartFacts {
  readonly dryRun: false;
  readonly tables: readonly TableReport[];
  readonly question: string;
  /** Null where the table that it asks could not be loaded. */
  readonly answer: readonly AnswerRow[] | null;
  /** The report that ships with the package, held against these tables. */
  readonly report: EvaluatedReport;
  /** Address of the report's page. */
  readonly page: string;
}

/**
 * Loads the example tables over HTTP from a simulator in this process, into the database that
 * the settings name (by default the embedded one), and shows what can be asked.
 *
 * @throws SB_USAGE if the database has tables that were synced: old examples would become
 *   their newest vintage
 */
export const quickstart: Command<object> = async (context) => {
  const tables = await loadExampleTables(path.join(EXAMPLES_FOLDER, 'tables'));
  const eurostat = eurostatService(
    await loadExampleDatasets(path.join(EXAMPLES_FOLDER, 'eurostat')),
  );
  const simulator = await startSimulator({ tables, limits: LIMITS });
  // On a host of its own, as limits are its host's: Eurostat's calls must not wait for SSB's.
  const neighbour = await startSimulator({ tables: [], services: [eurostat], limits: LIMITS });
  try {
    const rehearsal = {
      ...context,
      environment: {
        ...context.environment,
        providerUrls: new Map([
          ...context.environment.providerUrls,
          ['ssb', simulator.url],
          ['eurostat', neighbour.origin + eurostat.path],
        ]),
      },
    };
    return await withWorkshop(rehearsal, async (workshop) => {
      await requireNoSyncedTables(workshop);
      const reports = await withRun(workshop, 'quickstart', (runId) =>
        syncAll(rehearsal, workshop, runId, {
          tables: [...tables.map(({ id }) => `ssb:${id}`), ...OTHER_TABLES],
          changes: 0,
        }),
      );
      const code = reportsExitCode(reports);
      const answer = code === 0 ? await workshop.pool.query<AnswerRow>(QUESTION) : null;
      const report = await loadReport(PACKAGED_REPORT);
      const { evaluated } = await checkReport(workshop.db, report);
      const facts: QuickstartFacts = {
        dryRun: false,
        tables: reports,
        question: QUESTION,
        answer: answer?.rows ?? null,
        report: evaluated,
        page: await writeReportPage(rehearsal, workshop, report.id),
      };
      const embedded = context.environment.databaseUrl === null;
      context.output.facts(facts, (found, page) => print(found, embedded, page));
      return code;
    });
  } finally {
    await simulator.close();
    await neighbour.close();
  }
};

async function requireNoSyncedTables({ pool }: Workshop): Promise<void> {
  const { rows } = await pool.query(
    `select from star.dim_vintage v join ops.task t using (task_id) join ops.run r using (run_id)
     where r.command = 'sync' limit 1`,
  );
  if (rows.length === 0) return;
  throw new StatbankError(
    'SB_USAGE',
    'This database has tables that were synced; quickstart would publish old example figures over them. Give it a database of its own: --home FOLDER, or --database-url.',
  );
}

function print(
  { tables, question, answer, report, page: address }: QuickstartFacts,
  embedded: boolean,
  page: Page,
): void {
  printReportPage(page, tables, false);
  if (answer === null) return;
  page.line();
  page.line(
    'They are excerpts of what was published, served by a simulator on this machine. Each file in',
  );
  page.line(
    'examples/ says where its figures are from, what it leaves out, and what is not verified.',
  );
  page.line();
  page.line('Every table is a view in Postgres now. A question, and its answer:');
  page.line();
  for (const line of question.split('\n')) page.line(`  ${line}`);
  page.line();
  page.table<AnswerRow>(
    [
      { title: '  år', value: ({ år }) => `  ${år}` },
      {
        title: 'personer',
        value: ({ personer }) => norwegianNumber(Number(personer)),
        align: 'right',
      },
    ],
    answer,
  );
  page.line();
  printReportSummary(page, report);
  page.line();
  page.line(`  Hele rapporten, med bevis for hvert tall: ${address}`);
  page.line();
  page.line('Go on with:');
  page.table(
    [
      { title: '', value: ([command]) => `  ${command}` },
      { title: '', value: ([, purpose]) => purpose },
    ],
    NEXT_STEPS.filter(([command]) => embedded || !command.includes('db stop')),
  );
}

const NEXT_STEPS: readonly (readonly [string, string])[] = [
  ['npx statbank db psql -c "select * from mart.ssb_07221 limit 5"', 'ask a question of your own'],
  ['npx statbank report check --all', 'see every claim of the report with its verdict'],
  ['npx statbank serve', 'look around in a browser: tables, charts, the report, operations'],
  ['npx statbank status', 'see what is here and how fresh it is'],
  ['npx statbank db url', 'the address for BI tools, password included'],
  ['npx statbank search boligpriser', 'find tables at SSB itself; then plan and sync them'],
  ['npx statbank db stop', 'stop the server; its data stays'],
];
