import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallRate } from '../../src/extract/budget/limits-from.ts';
import type { LoggedRequest } from '../../src/simulator/request-log.ts';
import { syntheticTable, type SyntheticShape } from '../../src/simulator/table/synthetic.ts';
import type { SimulatedTable } from '../../src/simulator/table/model.ts';
import type { Stage } from '../stage.ts';
import { type ProgramRun, runProgram } from './program-run.ts';

/** A catalogue of synthetic tables, and nights over it. */
export interface Nights {
  /** The source publishes every table anew, with one cell in a hundred changed. */
  publishAll(): void;
  /** Makes everything due and does it, by so many processes that start together. */
  night(processes: number, rate: CallRate): Promise<Night>;
}

export interface Night {
  readonly runs: readonly ProgramRun[];
  readonly wallSeconds: number;
  readonly requests: readonly LoggedRequest[];
  /** Tables that were fetched, each as often as it was. */
  readonly fetched: readonly string[];
}

/** So many calls that pacing never shows. */
export const UNPACED: CallRate = Object.freeze({ calls: 600_000, windowSeconds: 60 });

/** Puts tables of one shape on the stage and publishes each of them once. */
export async function openNights(
  { simulator, connection, databaseUrl, folder }: Stage,
  { first, count }: { readonly first: number; readonly count: number },
  shape: Omit<SyntheticShape, 'id'>,
): Promise<Nights> {
  const ids = Array.from({ length: count }, (_, index) => String(first + index));
  for (const id of ids) simulator.add(syntheticTable({ id, ...shape }));
  let publications = 0;
  const nights: Nights = {
    publishAll: () => {
      publications += 1;
      for (const id of ids) simulator.add(revised(syntheticTable({ id, ...shape }), publications));
    },
    night: async (processes, rate) => {
      const catalogue = join(folder, 'night.yaml');
      await writeFile(catalogue, catalogueOf(ids, rate));
      await connection.pool.query(
        `update ops.schedule set due_at = now() - interval '1 hour', reason = 'nightly'`,
      );
      await connection.pool.query(
        `update ops.table_look set looked_at = looked_at - interval '1 day'`,
      );
      const asked = simulator.requests.length;
      const begun = performance.now();
      const variables = {
        DATABASE_URL: databaseUrl,
        STATBANK_HOME: folder,
        STATBANK_CATALOGUE: catalogue,
        STATBANK_SSB_URL: simulator.url,
      };
      const runs = await Promise.all(
        Array.from({ length: processes }, () => runProgram(['sync', '--due'], variables)),
      );
      const requests = simulator.requests.slice(asked);
      return {
        runs,
        wallSeconds: (performance.now() - begun) / 1000,
        requests,
        fetched: requests.filter(({ kind }) => kind === 'data').map(({ url }) => tableOf(url)),
      };
    },
  };
  await nights.night(1, UNPACED);
  const { rows } = await connection.pool.query<{ tables: number }>(
    'select count(*)::int as tables from mart.tables where table_id = any ($1)',
    [ids],
  );
  if (rows[0]?.tables !== count) {
    throw new Error(`${rows[0]?.tables ?? 0} of ${count} tables published: is it eight o'clock?`);
  }
  return nights;
}

function catalogueOf(ids: readonly string[], { calls, windowSeconds }: CallRate): string {
  return `providers:
  ssb: { kind: pxweb2, calls: ${calls}, window_seconds: ${windowSeconds} }
tables:
${ids.map((id) => `  - table: ssb:${id}\n`).join('')}`;
}

function revised(table: SimulatedTable, publication: number): SimulatedTable {
  const { cells } = table;
  return {
    ...table,
    updated: new Date().toISOString(),
    cells: {
      ...cells,
      value: (index) => {
        const value = cells.value(index);
        return value !== null && index % 100 === 0 ? value + publication : value;
      },
    },
  };
}

function tableOf(url: string): string {
  return /\/tables\/(\w+)\//.exec(url)?.[1] ?? url;
}
