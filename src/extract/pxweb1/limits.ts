import { StatbankError } from '../../errors/statbank-error.ts';
import { limitsFrom } from '../budget/limits-from.ts';
import type { Exchange, SourceLimits } from '../provider.ts';
import type { PxWeb1Agency } from './agency.ts';
import { readConfig } from './bodies.ts';
import { configRequest } from './requests.ts';

/** What most installations of PxWeb have, and the lowest that is known. */
const UNSTATED_VALUES = 1_000;

/** Installations that count no calls state a million in a million seconds. */
const NOT_IN_USE = 1_000_000;

/**
 * The strictest of what an agency documents and what `?config` says now. An installation that
 * refuses `?config` is held to what is documented, or else to the lowest limits that are known.
 *
 * @throws StatbankError as the exchange and the reader, but not for a refusal
 */
export async function fetchLimits(agency: PxWeb1Agency, exchange: Exchange): Promise<SourceLimits> {
  const documented = agency.documentedLimits;
  const response = await exchange(configRequest(agency), 'document');
  const config = stated(() => readConfig(response));
  const inUse = config !== null && config.maxCalls < NOT_IN_USE;
  const limits = limitsFrom({
    documented,
    headers: response.headers,
    config: {
      maxDataCells: config?.maxCells ?? 0,
      maxCallsPerTimeWindow: inUse ? config.maxCalls : 0,
      timeWindow: inUse ? config.timeWindow : 0,
    },
  });
  const values = [documented.maxValues, config?.maxValues].filter((each) => each !== undefined);
  return { ...limits, maxValues: values.length === 0 ? UNSTATED_VALUES : Math.min(...values) };
}

function stated<Config>(read: () => Config): Config | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof StatbankError && error.code === 'SB_HTTP_STATUS') return null;
    throw error;
  }
}
