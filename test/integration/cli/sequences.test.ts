import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctOneCell, type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

/** What a person or the source does next. */
type Move =
  | { readonly does: 'publish'; readonly figure: number }
  | { readonly does: 'sync' | 'dry run' | 'replay' | 'dry replay' }
  | { readonly does: 'rollback'; readonly to: number };

/** What must be true after each move. */
interface Model {
  readonly source: number;
  /** The figure of each vintage, the first one first; the last one stands. */
  readonly vintages: readonly number[];
  /** A figure that was taken back, until the source is seen with another. */
  readonly refused: number | null;
}

const MOVES = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('publish' as const), figure: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ does: fc.constantFrom('sync' as const, 'dry run' as const) }),
    fc.record({ does: fc.constantFrom('replay' as const, 'dry replay' as const) }),
    fc.record({ does: fc.constant('rollback' as const), to: fc.nat({ max: 9 }) }),
  ),
  { minLength: 4, maxLength: 12 },
);

const CELL = `select verdi::int as figure from mart.ssb_07459
  where region_kode = '0' and kjønn_kode = '1' and alder_kode = '000' and år = '2025'`;

test('dry runs, replays, rollbacks and syncs in any order leave what was published last, and every vintage', async () => {
  await fc.assert(
    fc.asyncProperty(MOVES, async (moves) => {
      const rehearsal = await startRehearsal();
      correctOneCell(rehearsal.simulator, 1);
      await rehearsal.json('sync', '07459');
      let model: Model = { source: 1, vintages: [1], refused: null };
      for (const move of moves) {
        const after = expected(model, move);
        const outcome = await make(rehearsal, model, move);
        if (after.outcome !== null) expect([move, outcome]).toEqual([move, after.outcome]);
        ({ model } = after);
        expect(await rehearsal.query(CELL)).toEqual([{ figure: model.vintages.at(-1) }]);
      }
      const kept = await rehearsal.query('select max(vintage) as newest from star.dim_vintage');
      expect(kept).toEqual([{ newest: model.vintages.length }]);
      expect((await rehearsal.json('rebuild', '--verify')).exitCode).toBe(0);
    }),
    { numRuns: 4 },
  );
});

function expected(
  model: Model,
  move: Move,
): { readonly model: Model; readonly outcome: string | null } {
  const { source, vintages, refused } = model;
  const stands = vintages.at(-1);
  switch (move.does) {
    case 'publish':
      return { model: { ...model, source: move.figure }, outcome: null };
    case 'dry run':
      return { model, outcome: source === stands ? 'unchanged' : null };
    case 'sync': {
      if (source === stands) return { model: { ...model, refused: null }, outcome: 'unchanged' };
      if (source === refused) return { model, outcome: 'rejected' };
      return {
        model: { source, vintages: [...vintages, source], refused: null },
        outcome: 'published',
      };
    }
    case 'rollback': {
      const figure = vintages[move.to % vintages.length];
      if (figure === undefined || figure === stands) return { model, outcome: 'unchanged' };
      return {
        model: { source, vintages: [...vintages, figure], refused: stands ?? null },
        outcome: 'published',
      };
    }
    default:
      return { model, outcome: 'unchanged' };
  }
}

async function make(
  { json, simulator }: Rehearsal,
  { vintages }: Model,
  move: Move,
): Promise<string | null> {
  const target = String((move.does === 'rollback' ? move.to % vintages.length : 0) + 1);
  const words = {
    publish: [],
    sync: ['sync', '07459'],
    'dry run': ['sync', '07459', '--dry-run'],
    replay: ['replay', '07459'],
    'dry replay': ['replay', '07459', '--dry-run'],
    rollback: ['rollback', '07459', '--to', target],
  }[move.does];
  if (move.does === 'publish') {
    correctOneCell(simulator, move.figure);
    return null;
  }
  const { facts } = await json(...words);
  return facts.tables[0]?.outcome ?? null;
}
