import type { PoolClient } from 'pg';
import type { Workshop } from '../../src/pipeline/workshop.ts';
import type { Action, Step } from '../../src/pipeline/steps.ts';

/** Sees the steps of a run, and what is written outside of them. */
export interface StepWatch {
  readonly workshop: Workshop;
  readonly reached: ReadonlySet<Step>;
  /** Statements that write and belong to no step. */
  readonly strays: readonly string[];
  /** How many statements that write lay within a step. */
  readonly writes: () => number;
}

/** Statements after which the database is not as before; locks and renewed leases change nothing. */
const WRITES =
  /^\s*(?:insert|update|delete|truncate|create|alter|drop|comment|analyze|begin|commit|copy\s[^(]+\([^)]*\)\s+from\s+stdin|with\b[^]*\b(?:insert into|update|delete from)\b|select\s+(?:\S+\s+from\s+)?(?:ops|star)\.(?!renew_lease|hold_lease|codes_of))/i;

/**
 * Listens at every connection of a workshop's pool. A statement that writes must lie between
 * the steps before and after some action, or a crash there would be tried by no test.
 */
export function watchSteps(workshop: Workshop): StepWatch {
  const reached = new Set<Step>();
  const open = new Map<Action, number>();
  const strays: string[] = [];
  const count = (action: Action, by: number): void => {
    open.set(action, (open.get(action) ?? 0) + by);
  };
  let writes = 0;
  const heard = new WeakSet<PoolClient>();
  const listen = (client: PoolClient): void => {
    if (heard.has(client)) return;
    heard.add(client);
    const query = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
    Object.assign(client, {
      query: (...given: readonly unknown[]) => {
        const text = textOf(given[0]);
        const inside = [...open.values()].some((depth) => depth > 0);
        if (WRITES.test(text)) {
          if (inside) writes += 1;
          else strays.push(text.trim().slice(0, 200));
        }
        return query(...given);
      },
    });
  };
  workshop.pool.on('acquire', listen);
  return {
    workshop: {
      ...workshop,
      step: async (step) => {
        reached.add(step);
        const before = step.startsWith('before-');
        count(step.replace(/^(?:before|after)-/, '') as Action, before ? 1 : -1);
      },
    },
    reached,
    strays,
    writes: () => writes,
  };
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  const { text } = statement as { readonly text?: unknown };
  return typeof text === 'string' ? text : '';
}
