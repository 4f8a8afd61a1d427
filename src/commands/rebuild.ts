import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { migrate } from '../load/migrate.ts';
import { compareDatabases } from '../pipeline/compare-databases.ts';
import { archivedPublications, rememberedPublications } from '../pipeline/past-publications.ts';
import { rebuild as rebuildInto } from '../pipeline/rebuild.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { connect } from '../postgres/connection.ts';
import { databaseUrlOf } from '../postgres/database-url.ts';
import type { Command, CommandContext } from './context.ts';
import { providerOf } from './open-source.ts';
import { printReports } from './print-reports.ts';
import { counted } from './text-table.ts';
import { openWorkshop, withWorkshop } from './with-workshop.ts';

export interface RebuildOptions {
  /** Whether to rebuild into a scratch database and compare. */
  readonly verify?: boolean;
}

/** Publishes the archive again: into this database if it is empty, or to verify the present one. */
export const rebuild: Command<RebuildOptions> = async (context, { verify }) =>
  withWorkshop(context, (workshop) =>
    verify === true ? verifyPresent(context, workshop) : rebuildHere(context, workshop),
  );

async function rebuildHere(context: CommandContext, workshop: Workshop) {
  const { rows } = await workshop.pool.query('select from star.dim_vintage limit 1');
  if (rows.length > 0) {
    throw new StatbankError(
      'SB_USAGE',
      'This database has tables already; rebuild works into an empty one. Name another with --database-url, or compare this one with the archive: statbank rebuild --verify.',
    );
  }
  const providers = providerOf(await context.catalogue(), context.environment);
  const reports = await withRun(workshop, 'rebuild', (runId) =>
    rebuildInto(workshop, runId, archivedPublications(workshop), providers, () => undefined),
  );
  return printReports(
    context.output,
    reports,
    false,
    `Nothing to do: no complete fetch is in the archive ${context.environment.archive}.`,
  );
}

async function verifyPresent(context: CommandContext, present: Workshop) {
  const providers = providerOf(await context.catalogue(), context.environment);
  return withScratch(context, present.pool, async (scratch) => {
    const reports: TableReport[] = [];
    await withRun(scratch, 'rebuild', (runId) =>
      rebuildInto(scratch, runId, rememberedPublications(present), providers, (report) =>
        reports.push(report),
      ),
    );
    const failed = reports.filter(({ error }) => error !== null);
    const comparisons = await compareDatabases(present.pool, scratch.pool);
    const same =
      failed.length === 0 &&
      comparisons.every(({ onlyFirst, onlySecond }) => onlyFirst + onlySecond === 0);
    context.output.facts(
      { same, publications: reports.length, failed, comparisons },
      (facts, page) => {
        page.line(`${counted(facts.publications, 'publication')} rebuilt from the archive`);
        for (const { table, error } of facts.failed) {
          page.line(`${table}: ${error?.code ?? ''}: ${error?.message ?? ''}`);
        }
        for (const { what, equal, onlyFirst, onlySecond, examples } of facts.comparisons) {
          page.line(
            `${what}: ${equal} equal, ${onlyFirst} only here (-), ${onlySecond} only in the rebuilt (+)`,
          );
          for (const example of examples) page.line(`  ${example}`);
        }
        page.line(
          facts.same
            ? 'The database is what the archive says.'
            : 'The database is NOT what the archive says.',
        );
      },
    );
    return same ? EXIT.ok : EXIT.difference;
  });
}

async function withScratch<Result>(
  context: CommandContext,
  maintenance: Pool,
  work: (scratch: Workshop) => Promise<Result>,
): Promise<Result> {
  const name = `statbank_rebuild_${randomBytes(6).toString('hex')}`;
  await maintenance.query(`create database ${name} template template0`).catch((error: unknown) => {
    throw new StatbankError(
      'SB_DB_QUERY',
      'A scratch database cannot be created. Give the role the right to (alter role … createdb), or connect as one that has it.',
      { cause: error },
    );
  });
  try {
    const url = new URL(await databaseUrlOf(context.environment));
    url.pathname = `/${name}`;
    const connection = await connect({ databaseUrl: url.href, home: context.environment.home });
    try {
      await migrate(connection.pool);
      return await work(await openWorkshop(context, connection));
    } finally {
      await connection.close();
    }
  } finally {
    await maintenance.query(`drop database if exists ${name} with (force)`);
  }
}
