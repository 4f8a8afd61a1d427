import { parseTableName } from '../config/table-name.ts';
import { replayTable } from '../pipeline/replay.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import { printReports } from './print-reports.ts';
import { knownProviders } from './table-argument.ts';
import { vintageChoice, type VintageOptions } from './vintage-choice.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ReplayOptions extends VintageOptions {
  readonly table: string;
  readonly dryRun?: boolean;
  readonly changes: number;
}

/** Reads a table's archived responses again and publishes what differs; touches no network. */
export const replay: Command<ReplayOptions> = async (context, options) => {
  const catalogue = await context.catalogue();
  const ref = parseTableName(options.table, knownProviders(catalogue));
  const choice = vintageChoice(options);
  return withWorkshop(context, async (workshop) => {
    const provider = providerOf(catalogue, context.environment)(ref.provider);
    const mode = { dryRun: options.dryRun === true, changes: options.changes };
    const reports = await withRun(workshop, 'replay', async (runId) => [
      await replayTable(workshop, provider, runId, ref, choice, mode),
    ]);
    return printReports(context.output, reports, mode.dryRun);
  });
};
