import { parseTableName } from '../config/table-name.ts';
import { rejectTable } from '../pipeline/release.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Command } from './context.ts';
import { osUser } from './os-user.ts';
import { printReports } from './print-reports.ts';
import { knownProviders } from './table-argument.ts';
import { withWorkshop } from './with-workshop.ts';

export interface RejectOptions {
  readonly table: string;
  readonly reason?: string;
}

/** Refuses what a gate held of a table: the vintage that stands stays. */
export const reject: Command<RejectOptions> = async (context, options) => {
  const ref = parseTableName(options.table, knownProviders(await context.catalogue()));
  const person = { by: osUser(), reason: options.reason ?? null };
  return withWorkshop(context, async (workshop) => {
    const reports = await withRun(
      workshop,
      'reject',
      async (runId) => [await rejectTable(workshop, runId, ref, person)],
      person,
    );
    return printReports(context.output, reports, false);
  });
};
