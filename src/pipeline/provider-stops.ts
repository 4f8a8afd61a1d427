import { StatbankError } from '../errors/statbank-error.ts';
import { failureAction } from '../extract/failure-action.ts';
import type { TableRef } from '../transform/table.ts';
import { failureReport, type TableReport } from './table-report.ts';
import { tableName } from '../transform/table.ts';

/** Remembers which providers refuse to talk to us, so that they are left alone for the rest of a run. */
export interface ProviderStops {
  /** The report of a table that is not even tried; null if it may be. */
  before(ref: TableRef): TableReport | null;
  /** Learns from how a table went. */
  after(ref: TableRef, report: TableReport): void;
}

export function createProviderStops(): ProviderStops {
  const stopped = new Map<string, StatbankError>();
  return Object.freeze<ProviderStops>({
    before: (ref) => {
      const stop = stopped.get(ref.provider);
      return stop === undefined ? null : failureReport(tableName(ref), stop);
    },
    after: (ref, { error }) => {
      if (error === null || stopped.has(ref.provider)) return;
      const { code, message } = error;
      if (failureAction(new StatbankError(code, message)) !== 'stop-provider') return;
      stopped.set(
        ref.provider,
        new StatbankError(code, `Not tried, as ${tableName(ref)} was answered: ${message}`),
      );
    },
  });
}
