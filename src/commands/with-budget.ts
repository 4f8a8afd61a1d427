import type { CallBudget } from '../extract/budget/call-budget.ts';
import { budgetState, type CallForecast, forecastCalls } from '../extract/budget/forecast.ts';
import type { CallRate } from '../extract/budget/limits-from.ts';
import { createMemoryBudget } from '../extract/budget/memory-budget.ts';
import { createPostgresBudget } from '../extract/budget/postgres-budget.ts';
import { connect, type Connection } from '../postgres/connection.ts';
import { findEmbedded } from '../postgres/embedded.ts';
import type { CommandContext } from './context.ts';

/** A budget for a person's questions. */
export interface AskingBudget {
  readonly budget: CallBudget;
  /** What so many calls mean now; null where no database counts the calls of others. */
  readonly forecast: (calls: number, rate: CallRate) => Promise<CallForecast | null>;
}

/**
 * Opens the budget that all processes share, where there is a database that has it; else one
 * of this process. A question to a source needs no database, so one that cannot be reached is
 * a warning.
 *
 * @param host whose calls are counted
 */
export async function withBudget<Result>(
  context: CommandContext,
  host: string,
  rate: CallRate,
  work: (asking: AskingBudget) => Promise<Result>,
): Promise<Result> {
  const connection = await openDatabase(context);
  try {
    if (connection === null || !(await hasBudget(connection))) {
      return await work({ budget: createMemoryBudget({ rate }), forecast: async () => null });
    }
    const name = { pool: connection.pool, provider: host, egress: context.environment.egress };
    return await work({
      budget: createPostgresBudget({ ...name, lane: 'interactive', rate }),
      forecast: async (calls, of) => {
        const state = await budgetState(name, 'interactive', of);
        return state === null ? null : forecastCalls(calls, state);
      },
    });
  } finally {
    await connection?.close();
  }
}

async function openDatabase({ environment, logger }: CommandContext): Promise<Connection | null> {
  const { databaseUrl, home } = environment;
  if (databaseUrl === null && (await findEmbedded(home)) === null) return null;
  try {
    return await connect({
      databaseUrl: databaseUrl ?? undefined,
      home,
      onIdleError: (err) => logger.warn({ err }, 'an idle database connection broke'),
    });
  } catch (err) {
    logger.warn({ err }, 'asking without the shared call budget: the database cannot be reached');
    return null;
  }
}

/** False before the first migration, and where an older program made the schema. */
async function hasBudget({ pool }: Connection): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    `select to_regprocedure('ops.take_call(text, text, text, uuid, integer, interval)') is not null as there`,
  );
  return rows[0]?.there === true;
}
