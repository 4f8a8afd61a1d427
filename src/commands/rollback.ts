import { parseTableName } from '../config/table-name.ts';
import { rollbackTable } from '../pipeline/rollback.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import { osUser } from './os-user.ts';
import { printReports } from './print-reports.ts';
import { knownProviders } from './table-argument.ts';
import { withWorkshop } from './with-workshop.ts';

export interface RollbackOptions {
  readonly table: string;
  /** Number of the vintage whose state is to stand again. */
  readonly to: number;
  readonly reason?: string;
  readonly changes: number;
}

/** Publishes an earlier vintage's state again as a new vintage. */
export const rollback: Command<RollbackOptions> = async (context, options) => {
  const catalogue = await context.catalogue();
  const ref = parseTableName(options.table, knownProviders(catalogue));
  const person = { by: osUser(), reason: options.reason ?? null };
  return withWorkshop(context, async (workshop) => {
    const provider = providerOf(catalogue, context.environment)(ref.provider);
    const { to, changes } = options;
    const reports = await withRun(
      workshop,
      'rollback',
      async (runId) => [
        await rollbackTable(workshop, provider, runId, ref, to, person, { changes }),
      ],
      person,
    );
    return printReports(context.output, reports, false);
  });
};
