import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PublicationResult } from '../../../src/load/publication.ts';
import { publish } from '../../../src/load/publish.ts';
import { sketchPublication } from '../../support/cubes.ts';
import { newestServer } from '../../support/database.ts';
import {
  type Content,
  cubeOfState,
  inChunks,
  rearranged,
  tableState,
  type TableState,
} from '../../support/table-states.ts';
import {
  cellKey,
  type Cells,
  cellsOf,
  countsBetween,
  runsIn,
} from '../../support/vintage-model.ts';
import { openTestWorkshop, type Row, type TestWorkshop } from '../../support/workshop.ts';

const RUNS = 30;
// A run publishes up to a dozen times; a busy machine needs a second for it.
const TIMEOUT = 300_000;

const SEED = fc.array(fc.nat({ max: 1000 }), { minLength: 4, maxLength: 8 });
const STEPS = fc.array(fc.record({ state: tableState, seed: SEED, again: SEED }), {
  minLength: 2,
  maxLength: 6,
});

describe(`publishing ${RUNS} random histories on ${newestServer().name}`, () => {
  let workshop: TestWorkshop;
  let tables = 0;

  beforeAll(async () => {
    workshop = await openTestWorkshop();
  });

  const momentOf = (step: number): string => `2026-01-01T00:00:${String(step).padStart(2, '0')}Z`;

  async function put(
    table: string,
    state: TableState,
    seed: readonly number[],
    step: number,
  ): Promise<PublicationResult> {
    const sketch = { table, chunks: inChunks(state, seed), committedAt: momentOf(step) };
    return publish(
      workshop.pool,
      await sketchPublication(workshop.connection, cubeOfState(state), sketch),
    );
  }

  const toCells = (rows: readonly Row[]): Cells => {
    const cells = new Map(
      rows.map((row) => {
        const { codes, measure, period, value, symbol } = row;
        const key = cellKey(codes as Record<string, string>, String(measure), String(period));
        const content: Content = [value === null ? null : Number(value), String(symbol)];
        return [key, content] as const;
      }),
    );
    expect(cells.size).toBe(rows.length);
    return cells;
  };

  const asOf = async (table: string, step: number): Promise<Cells> =>
    toCells(
      await workshop.rows(
        `select codes, measure, period, value::text, symbol from mart.as_of($1, $2)`,
        [`ssb_${table}`, momentOf(step)],
      ),
    );

  async function current(table: string): Promise<Cells> {
    const rows = await workshop.rows(`select to_jsonb(v) as row from mart.ssb_${table} as v`);
    return toCells(
      rows.map(({ row }) => {
        const cell = row as Record<string, string | null>;
        return {
          codes: { Kjonn: cell['kjønn_kode'] ?? null, Region: cell['region_kode'] ?? null },
          measure: cell['statistikkvariabel_kode'] ?? 'value',
          period: cell['år'] ?? '',
          value: cell['verdi'] ?? null,
          symbol: cell['symbol'],
        };
      }),
    );
  }

  it(
    'agrees with a naive model in counts, current cells, every vintage and the rows of the history',
    { timeout: TIMEOUT },
    async () => {
      await fc.assert(
        fc.asyncProperty(STEPS, async (steps) => {
          const table = String((tables += 1)).padStart(5, '0');
          const vintages: Cells[] = [];
          const steppedAt: number[] = [];
          for (const [step, { state, seed, again }] of steps.entries()) {
            const before = vintages.at(-1) ?? new Map();
            const after = cellsOf(state);
            if (after.size === 0 && before.size > 0) {
              await expect(put(table, state, seed, step)).rejects.toMatchObject({
                code: 'SB_LOAD_EMPTY',
              });
              expect(await current(table)).toEqual(before);
              continue;
            }
            const result = await put(table, state, seed, step);
            const counts = countsBetween(before, after);
            expect(result.counts).toEqual(counts);
            const differs = counts.added + counts.changed + counts.withdrawn > 0;
            if (differs || vintages.length === 0) expect(result.outcome).toBe('published');
            if (result.outcome === 'published') {
              vintages.push(after);
              steppedAt.push(step);
            }
            expect(result.vintage).toBe(vintages.length);
            expect(await current(table)).toEqual(after);

            const replayed = await put(table, rearranged(state, again), again, step);
            expect(replayed).toMatchObject({ outcome: 'unchanged', vintage: vintages.length });
            expect(replayed.counts).toEqual(countsBetween(after, after));
          }
          for (const [number, cells] of vintages.entries()) {
            expect(await asOf(table, steppedAt[number] ?? 0)).toEqual(cells);
          }
          const [rows] = await workshop.rows(
            `select count(*)::int as states, count(*) filter (where utgave_til is null)::int as open,
               count(*) filter (where utgave_til <= utgave_fra)::int as reversed
             from mart.ssb_${table}_history`,
          );
          expect(rows).toEqual({
            states: runsIn(vintages),
            open: vintages.at(-1)?.size ?? 0,
            reversed: 0,
          });
        }),
        { numRuns: RUNS },
      );
    },
  );
});
