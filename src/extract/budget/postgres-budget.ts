import type { Pool } from 'pg';

import { StatbankError } from '../../errors/statbank-error.ts';
import type { ResponseHeaders } from '../http/headers.ts';
import { sleep as realSleep, type Sleep } from '../sleep.ts';
import { type CallBudget, observedRate, paceSeconds, pauseSeconds } from './call-budget.ts';
import type { CallRate } from './limits-from.ts';

export interface PostgresBudgetOptions {
  readonly pool: Pool;
  readonly provider: string;
  /** Names the address that calls leave from: the source counts per address. */
  readonly egress: string;
  readonly rate: CallRate;
  readonly sleep?: Sleep;
}

const TAKE_CALL = `
  select extract(epoch from ops.take_call($1, $2, $3, make_interval(secs => $4)))::float8 as wait`;

/**
 * The budget that all processes share: Postgres counts the calls and its clock is the only
 * one. Processes that wait ask again when a call leaves the window.
 */
export function createPostgresBudget(options: PostgresBudgetOptions): CallBudget {
  const { pool, provider, egress } = options;
  const sleep = options.sleep ?? realSleep;
  let rate = options.rate;
  let pause = 0;

  async function waitSeconds(): Promise<number> {
    const parameters = [provider, egress, rate.calls, rate.windowSeconds];
    try {
      const { rows } = await pool.query<{ wait: number }>(TAKE_CALL, parameters);
      return rows[0]?.wait ?? 0;
    } catch (error) {
      throw new StatbankError(
        'SB_DB_QUERY',
        `Cannot take a call to ${provider} from the shared budget (ops.take_call). Run "statbank doctor".`,
        { context: { provider, egress }, cause: error },
      );
    }
  }

  return Object.freeze({
    take: async (signal?: AbortSignal) => {
      if (pause > 0) {
        const seconds = pause;
        pause = 0;
        await sleep(seconds * 1000, signal);
      }
      for (let wait = await waitSeconds(); wait > 0; wait = await waitSeconds()) {
        await sleep(Math.ceil(wait * 1000), signal);
      }
    },
    forecast: (calls: number) => paceSeconds(calls, rate),
    observe: (headers: ResponseHeaders) => {
      rate = observedRate(rate, headers);
      pause = Math.max(pause, pauseSeconds(rate, headers));
    },
  });
}
