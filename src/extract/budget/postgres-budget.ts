import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

import { StatbankError } from '../../errors/statbank-error.ts';
import { sleep as realSleep, type Sleep } from '../sleep.ts';
import {
  type AnsweredCall,
  type CallBudget,
  type Lane,
  pauseSeconds,
  refusalSeconds,
} from './call-budget.ts';
import { type CallRate, rateFromHeaders } from './limits-from.ts';

/** Whose calls are counted together. */
export interface BudgetName {
  readonly pool: Pool;
  readonly provider: string;
  /** Names the address that calls leave from: the source counts per address. */
  readonly egress: string;
}

export interface PostgresBudgetOptions extends BudgetName {
  readonly lane: Lane;
  readonly rate: CallRate;
  readonly sleep?: Sleep;
  readonly now?: () => Date;
}

/** Waiting callers ask again this often: a pause may have ended early, or a limit tightened. */
const MAX_WAIT_SECONDS = 10;

/** A source that sends everybody away for longer is closed: what is left is better tried again later. */
const MAX_PAUSE_SECONDS = 300;

const TAKE_CALL = `
  select extract(epoch from wait)::float8 as wait, paused
  from ops.take_call($1, $2, $3, $4, $5, make_interval(secs => $6))`;

/**
 * The budget that all processes share: Postgres counts the calls, its clock is the only one,
 * and whoever waits has a place in the queue of its lane. What a response says about limits,
 * or about staying away, holds for everybody from the next call on.
 *
 * @throws (take) StatbankError SB_HTTP_PAUSED if the source has sent everybody away for long,
 *   SB_INTERRUPTED when aborted
 */
export function createPostgresBudget(options: PostgresBudgetOptions): CallBudget {
  const { pool, provider, egress, lane, rate } = options;
  const sleep = options.sleep ?? realSleep;
  const now = options.now ?? (() => new Date());

  async function ask<Row extends object>(
    query: string,
    ...parameters: readonly unknown[]
  ): Promise<readonly Row[]> {
    try {
      return (await pool.query<Row>(query, [...parameters])).rows;
    } catch (error) {
      throw new StatbankError(
        'SB_DB_QUERY',
        `Cannot take a call to ${provider} from the shared budget (ops.take_call). Run "statbank doctor".`,
        { context: { provider, egress }, cause: error },
      );
    }
  }

  async function waitSeconds(ticket: string): Promise<number> {
    const rows = await ask<{ wait: number; paused: boolean }>(
      TAKE_CALL,
      provider,
      egress,
      lane,
      ticket,
      rate.calls,
      rate.windowSeconds,
    );
    const { wait = 0, paused = false } = rows[0] ?? {};
    if (paused && wait > MAX_PAUSE_SECONDS) throw closed(provider, wait);
    return Math.min(wait, MAX_WAIT_SECONDS);
  }

  let known = '';

  async function learn(answer: AnsweredCall): Promise<void> {
    const stated = rateFromHeaders(answer.headers);
    const words = JSON.stringify(stated);
    if (stated !== null && words !== known) {
      known = words;
      await ask(
        'select ops.state_limit($1, $2, $3, make_interval(secs => $4))',
        provider,
        egress,
        stated.calls,
        stated.windowSeconds,
      );
    }
    const refusal = refusalSeconds(rate, answer, now().getTime());
    const pause = Math.max(refusal, pauseSeconds(rate, answer.headers));
    if (pause === 0) return;
    await ask(
      'select ops.pause_calls($1, $2, make_interval(secs => $3), $4)',
      provider,
      egress,
      pause,
      refusal > 0 ? `status ${answer.status}` : 'no call left',
    );
  }

  return Object.freeze<CallBudget>({
    take: async (signal) => {
      const ticket = randomUUID();
      try {
        for (let wait = await waitSeconds(ticket); wait > 0; wait = await waitSeconds(ticket)) {
          await sleep(Math.ceil(wait * 1000), signal);
        }
      } catch (error) {
        // A place that nobody waits in would hold up the others until it expires.
        await pool
          .query('delete from ops.call_queue where ticket = $1', [ticket])
          .catch(() => undefined);
        throw error;
      }
      return {
        settle: async (answer, agoMs = 0) => {
          await ask('select ops.settle_call($1, make_interval(secs => $2))', ticket, agoMs / 1000);
          if (answer !== null) await learn(answer);
        },
      };
    },
  });
}

function closed(provider: string, seconds: number): StatbankError {
  return new StatbankError(
    'SB_HTTP_PAUSED',
    `${provider} has asked everybody to stay away for another ${Math.ceil(seconds / 60)} minutes. Try again after that.`,
    { context: { provider, seconds: Math.ceil(seconds) } },
  );
}
