import { sql } from 'kysely';
import { configuredService } from '../config/service.ts';
import { budgetState, type CallForecast, forecastCalls } from '../extract/budget/forecast.ts';
import { limitsFrom } from '../extract/budget/limits-from.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { CommandContext } from './context.ts';

/** What is due of one provider, and what fetching all of it takes. */
export interface DueForecast extends CallForecast {
  readonly provider: string;
  readonly tables: number;
}

/** A table that was never fetched: entry, metadata in two languages, and data at least. */
const CALLS_OF_UNKNOWN = 4;

/** Forecasts all that is due now, per provider; nothing for a provider that the catalogue has lost. */
export async function forecastDue(
  { environment, catalogue }: CommandContext,
  { db, pool, now }: Workshop,
): Promise<readonly DueForecast[]> {
  const { rows } = await sql<{ provider: string; tables: number; calls: number }>`
    select s.provider, count(*)::int as tables,
      sum(coalesce(l.fetched_calls, ${CALLS_OF_UNKNOWN}))::int as calls
    from ops.schedule s
    left join ops.table_look l on l.provider = s.provider and l.table_id = s.table_id
    where s.due_at <= ${now().toISOString()}
    group by s.provider
    order by s.provider`.execute(db);
  if (rows.length === 0) return [];
  const configured = await catalogue();
  const forecasts: DueForecast[] = [];
  for (const { provider, tables, calls } of rows) {
    if (!configured.providers.has(provider)) continue;
    const { host, documentedLimits } = configuredService(configured, environment, provider);
    const rate = limitsFrom({ documented: documentedLimits });
    const name = { pool, provider: host, egress: environment.egress };
    const state = await budgetState(name, 'nightly', rate);
    if (state !== null) forecasts.push({ provider, tables, ...forecastCalls(calls, state) });
  }
  return forecasts;
}
