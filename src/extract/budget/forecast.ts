import type { BudgetName } from './postgres-budget.ts';
import type { Lane } from './call-budget.ts';
import type { CallRate } from './limits-from.ts';

/** How busy a budget is at a moment. Times in seconds from then; past ones are negative. */
export interface BudgetState {
  /** When each call of the last windows counted, in order. */
  readonly called: readonly number[];
  /** Callers that go first. */
  readonly ahead: number;
  /** How long everybody is kept away still. */
  readonly pausedSeconds: number;
  /** What the lane may use; stricter than the limit by the lane's reserve. */
  readonly rates: readonly CallRate[];
}

/** What so many calls mean. */
export interface CallForecast {
  readonly calls: number;
  /** Before the first of them. */
  readonly queueSeconds: number;
  /** Their share of what the source allows: how long they take in the long run. */
  readonly seconds: number;
}

/** Forecasts calls that start now and are answered at once. */
export function forecastCalls(calls: number, state: BudgetState): CallForecast {
  const times = [...state.called];
  for (let call = 0; call <= state.ahead; call += 1) {
    const free = state.rates.map((rate) => {
      const blocking = times.at(-rate.calls);
      return blocking === undefined ? 0 : blocking + rate.windowSeconds;
    });
    times.push(Math.max(0, state.pausedSeconds, ...free));
  }
  const pace = Math.max(0, ...state.rates.map((rate) => rate.windowSeconds / rate.calls));
  return {
    calls,
    queueSeconds: Math.max(0, times.at(-1) ?? 0),
    seconds: calls * pace,
  };
}

interface StateRow {
  readonly called: readonly number[];
  readonly ahead: number;
  readonly paused: number;
  readonly reserve: number;
  readonly stated_limit: number | null;
  readonly stated_window: number | null;
}

const STATE = `
  select
    array(
      select extract(epoch from counted.at - clock_timestamp())::float8
      from ops.call c, ops.counted_at(c.taken_at, c.answered_at) as counted (at)
      where c.provider = $1 and c.egress = $2
      order by counted.at
    ) as called,
    (
      select count(*)::int
      from ops.call_queue q join ops.call_lane l using (lane)
      where q.provider = $1 and q.egress = $2 and l.rank <= mine.rank
        and q.expires_at > clock_timestamp()
    ) as ahead,
    greatest(0, extract(epoch from s.paused_until - clock_timestamp()))::float8 as paused,
    mine.reserve::float8 as reserve,
    s.stated_limit,
    extract(epoch from s.stated_window)::float8 as stated_window
  from ops.call_lane mine
  left join ops.call_source s on s.provider = $1 and s.egress = $2
  where mine.lane = $3`;

/** How busy the shared budget is for a lane; null where the database has no budget yet. */
export async function budgetState(
  { pool, provider, egress }: BudgetName,
  lane: Lane,
  rate: CallRate,
): Promise<BudgetState | null> {
  const there = await pool.query<{ there: boolean }>(
    `select to_regclass('ops.call_lane') is not null as there`,
  );
  if (there.rows[0]?.there !== true) return null;
  const { rows } = await pool.query<StateRow>(STATE, [provider, egress, lane]);
  const row = rows[0];
  if (row === undefined) return null;
  const stated =
    row.stated_limit === null || row.stated_window === null
      ? []
      : [{ calls: row.stated_limit, windowSeconds: row.stated_window }];
  return {
    called: row.called,
    ahead: row.ahead,
    pausedSeconds: row.paused,
    rates: [rate, ...stated].map(({ calls, windowSeconds }) => ({
      calls: calls - Math.floor(calls * row.reserve),
      windowSeconds,
    })),
  };
}
