import { StatbankError } from '../../errors/statbank-error.ts';
import { createCubeHasher } from '../../transform/cube-hash.ts';
import type { Cube } from '../../transform/cube.ts';
import { ensureStatuses } from '../dimensions/shared.ts';
import type { FrameKeys } from '../frame-keys.ts';
import { sourceTimeKeys, type SharedKeys } from '../prepare.ts';
import type { CellChange, CellCounts, Publication } from '../publication.ts';
import { addSeries, readSeries, type SeriesIndex } from '../series.ts';
import type { LoadSession } from '../session.ts';
import { describeChanges, describeGoneSeries } from './changes.ts';
import { compareChunk } from './compare.ts';
import { type Grid, layOut } from './grid.ts';
import { retireCells, retireSeries } from './retire.ts';
import { type FactContext, writeAll, writeSome } from './write.ts';

/** What loading all chunks did. */
export interface ChunkTotals {
  readonly counts: CellCounts;
  readonly valueHash: Uint8Array;
  readonly changes: readonly CellChange[];
}

/** How to load. `first`: the table has no facts yet, so there is nothing to compare with. */
export interface LoadMode {
  readonly first: boolean;
  readonly dryRun: boolean;
  readonly changes: number;
}

/** Brings the current facts to the publication's state and the earlier states to the revisions. */
export async function loadChunks(
  session: LoadSession,
  publication: Publication,
  keys: FrameKeys,
  shared: SharedKeys,
  vintage: number,
  mode: LoadMode,
): Promise<ChunkTotals> {
  const hasher = createCubeHasher();
  const series = await readSeries(session, keys);
  const sourceTimes = sourceTimeKeys(shared);
  const counts = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
  const changes: CellChange[] = [];
  let statusKeys = await ensureStatuses(session, []);

  for await (const cube of publication.chunks()) {
    hasher.add(cube);
    const symbols = new Set(cube.symbols.values());
    if ([...symbols].some((symbol) => !statusKeys.has(symbol))) {
      statusKeys = await ensureStatuses(session, symbols);
    }
    const context: FactContext = { keys, index: series.keys, statusKeys, vintage };
    const grid = layOut(cube, keys, series.keys);
    if (mode.first) {
      counts.added += await loadFirst(session, context, cube, grid, series, mode);
      continue;
    }
    const comparison = await compareChunk(
      session,
      keys,
      cube,
      grid,
      series.keys,
      statusKeys,
      sourceTimes,
    );
    counts.added += comparison.added.length;
    counts.changed += comparison.changed.length;
    counts.withdrawn += comparison.withdrawn.length;
    counts.unchanged += comparison.unchanged;
    const room = mode.changes - changes.length;
    if (room > 0) changes.push(...(await describeChanges(session, cube, grid, comparison, room)));
    if (mode.dryRun) continue;
    await retireCells(session, keys, vintage, [...comparison.before, ...comparison.withdrawn]);
    await addMissingSeries(session, context, grid, series);
    const places = comparison.changed.concat(comparison.added).sort((a, b) => a - b);
    if (places.length > 0) {
      expectRows(await writeSome(session, context, cube, grid, places), places.length);
    }
  }

  const gone = await goneSeries(
    session,
    keys,
    series,
    vintage,
    mode,
    mode.changes - changes.length,
  );
  counts.withdrawn += gone.cells;
  changes.push(...gone.changes);
  return { counts, valueHash: hasher.digest(), changes };
}

async function loadFirst(
  session: LoadSession,
  context: FactContext,
  cube: Cube,
  grid: Grid,
  series: SeriesIndex,
  mode: LoadMode,
): Promise<number> {
  if (mode.dryRun) return presentCells(cube);
  await addMissingSeries(session, context, grid, series);
  const written = await writeAll(session, context, cube, grid);
  expectRows(written, presentCells(cube));
  return written;
}

async function addMissingSeries(
  session: LoadSession,
  { keys, index }: FactContext,
  grid: Grid,
  series: SeriesIndex,
): Promise<void> {
  const missing: number[] = [];
  for (const ordinal of grid.ordinals) if (index.get(ordinal) === 0) missing.push(ordinal);
  await addSeries(session, keys, series, missing);
}

async function goneSeries(
  session: LoadSession,
  keys: FrameKeys,
  series: SeriesIndex,
  vintage: number,
  mode: LoadMode,
  room: number,
): Promise<{ readonly cells: number; readonly changes: readonly CellChange[] }> {
  if (series.gone.length === 0) return { cells: 0, changes: [] };
  const described = await describeGoneSeries(session, keys, series.gone, Math.max(0, room));
  if (mode.dryRun) return described;
  const cells = await retireSeries(session, keys, vintage, series.gone);
  expectRows(cells, described.cells);
  return described;
}

/** Cells with a number or a symbol. */
function presentCells(cube: Cube): number {
  let present = 0;
  if (cube.values.kind === 'dense') {
    for (const value of cube.values.values) if (value !== null) present += 1;
  } else {
    for (const value of cube.values.values.values()) if (value !== null) present += 1;
  }
  for (const index of cube.symbols.keys()) {
    const value =
      cube.values.kind === 'dense' ? cube.values.values[index] : cube.values.values.get(index);
    if (value === null || value === undefined) present += 1;
  }
  return present;
}

function expectRows(actual: number, expected: number): void {
  if (actual === expected) return;
  throw new StatbankError(
    'SB_LOAD_INTEGRITY',
    `${expected} cells were to be written, the server took ${actual}. Nothing was published.`,
    { context: { expected, actual } },
  );
}
