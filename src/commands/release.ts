import { parseTableName } from '../config/table-name.ts';
import { releaseTable } from '../pipeline/release.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import { osUser } from './os-user.ts';
import { printReports } from './print-reports.ts';
import { knownProviders } from './table-argument.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ReleaseOptions {
  readonly table: string;
  readonly reason?: string;
  readonly changes: number;
}

/** Publishes what a gate held of a table. */
export const release: Command<ReleaseOptions> = async (context, options) => {
  const catalogue = await context.catalogue();
  const ref = parseTableName(options.table, knownProviders(catalogue));
  const person = { by: osUser(), reason: options.reason ?? null };
  return withWorkshop(context, async (workshop) => {
    const provider = providerOf(catalogue, context.environment)(ref.provider);
    const { changes } = options;
    const reports = await withRun(
      workshop,
      'release',
      async (runId) => [await releaseTable(workshop, provider, runId, ref, person, { changes })],
      person,
    );
    return printReports(context.output, reports, false);
  });
};
