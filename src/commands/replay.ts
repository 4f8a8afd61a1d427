import { StatbankError } from '../errors/statbank-error.ts';
import { parseTableName } from '../config/table-name.ts';
import { replayTable } from '../pipeline/replay.ts';
import type { VintageChoice } from '../pipeline/vintage-task.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import { printReports } from './print-reports.ts';
import { knownProviders } from './table-argument.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ReplayOptions {
  readonly table: string;
  readonly vintage?: number;
  readonly asOf?: string;
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

function vintageChoice({ vintage, asOf }: ReplayOptions): VintageChoice {
  if (vintage !== undefined && asOf !== undefined) {
    throw new StatbankError('SB_USAGE', 'Give --vintage or --as-of, not both.');
  }
  if (vintage !== undefined) return { kind: 'vintage', vintage };
  if (asOf === undefined) return { kind: 'latest' };
  const moment = Date.parse(asOf);
  if (Number.isNaN(moment) || !isCalendarDay(asOf)) {
    throw new StatbankError(
      'SB_USAGE',
      `--as-of takes a date or an instant such as 2021-12-15 or 2021-12-15T08:00:00Z, not ${JSON.stringify(asOf)}.`,
    );
  }
  return { kind: 'as-of', moment: new Date(moment).toISOString() };
}

/** JavaScript reads 2026-02-30 as the second of March. */
function isCalendarDay(moment: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(moment)?.[0];
  return day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
