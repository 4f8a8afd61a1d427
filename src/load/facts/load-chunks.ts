import { StatbankError } from '../../errors/statbank-error.ts';
import { createCubeHasher } from '../../transform/cube-hash.ts';
import { type Cube, valueAt } from '../../transform/cube.ts';
import { ensureStatuses } from '../dimensions/shared.ts';
import type { FrameKeys } from '../frame-keys.ts';
import { sourceTimeKeys, type SharedKeys } from '../prepare.ts';
import type { CellChange, CellCounts, Publication } from '../publication.ts';
import { addSeries, readSeries, type SeriesIndex } from '../series.ts';
import type { LoadSession } from '../session.ts';
import { durable } from '../steps.ts';
import { describeChanges, describeGoneSeries } from './changes.ts';
import { compareChunk, type Comparison } from './compare.ts';
import { cellAt, type Grid, layOut } from './grid.ts';
import { closeOwnBucket, expectedCells, openOwnBucket } from './own-bucket.ts';
import { retireCells, retireSeries } from './retire.ts';
import { type CellTable, type FactContext, writeAll, writeSome } from './write.ts';

/** What loading all chunks did. */
export interface ChunkTotals {
  readonly counts: CellCounts;
  /** Where the table's facts are: a large table moves with its first load. */
  readonly bucket: number;
  /** Cells added or changed that have a symbol and no number; null for a first load, where all are new. */
  readonly suppressed: number | null;
  readonly valueHash: Uint8Array;
  readonly changes: readonly CellChange[];
}

/** How to load. `first`: the table has no facts yet, so there is nothing to compare with. */
export interface LoadMode {
  readonly first: boolean;
  readonly dryRun: boolean;
  readonly changes: number;
  /** See `PublishOptions.largeTable`. */
  readonly largeTable: number;
  /** See `PublishOptions.onChunk`. */
  readonly onChunk?: ((chunk: number, cells: number, ms: number) => void) | undefined;
  /** Told how each chunk differs from what stands; not for a first load. */
  readonly observe?: ((cube: Cube, grid: Grid, comparison: Comparison) => void) | undefined;
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
  let suppressed = 0;
  const changes: CellChange[] = [];
  const statusKeysOf = async (symbols: Iterable<string>): Promise<ReadonlyMap<string, number>> =>
    durable(session, 'statuses', async () => ensureStatuses(session, symbols));
  let statusKeys = await statusKeysOf([]);
  let place = keys;
  let ownBucket: number | null = null;

  let chunk = 0;
  let since = performance.now();
  for await (const cube of publication.chunks()) {
    const symbols = new Set(cube.symbols.values());
    if ([...symbols].some((symbol) => !statusKeys.has(symbol))) {
      statusKeys = await statusKeysOf(symbols);
    }
    if (mode.first && !mode.dryRun && chunk === 0) {
      const cells = expectedCells(publication.frame, cube, presentCells(cube));
      if (cells >= mode.largeTable) ownBucket = await openOwnBucket(session, keys, cells);
      if (ownBucket !== null) place = { ...keys, bucket: ownBucket };
    }
    const context: FactContext = { keys: place, index: series.keys, statusKeys, vintage };
    const grid = layOut(cube, keys, series.keys);
    const room = Math.max(0, mode.changes - changes.length);
    if (!mode.first) hasher.add(cube);
    const loaded = mode.first
      ? await loadFirst(session, context, cube, grid, series, mode, ownBucket, () =>
          hasher.add(cube),
        )
      : await reload(session, context, cube, grid, series, sourceTimes, { ...mode, changes: room });
    counts.added += loaded.added;
    counts.changed += loaded.changed;
    counts.withdrawn += loaded.withdrawn;
    counts.unchanged += loaded.unchanged;
    suppressed += loaded.suppressed;
    changes.push(...loaded.changes);
    mode.onChunk?.(chunk, cube.cellCount, performance.now() - since);
    chunk += 1;
    since = performance.now();
  }

  if (ownBucket !== null) await closeOwnBucket(session, ownBucket);
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
  return {
    counts,
    bucket: place.bucket,
    suppressed: mode.first ? null : suppressed,
    valueHash: hasher.digest(),
    changes,
  };
}

interface LoadedChunk extends CellCounts {
  readonly suppressed: number;
  readonly changes: readonly CellChange[];
}

const NOTHING: LoadedChunk = Object.freeze({
  added: 0,
  changed: 0,
  withdrawn: 0,
  unchanged: 0,
  suppressed: 0,
  changes: [],
});

async function loadFirst(
  session: LoadSession,
  context: FactContext,
  cube: Cube,
  grid: Grid,
  series: SeriesIndex,
  mode: LoadMode,
  ownBucket: number | null,
  meanwhile: () => void,
): Promise<LoadedChunk> {
  if (mode.dryRun) {
    meanwhile();
    return { ...NOTHING, added: presentCells(cube) };
  }
  await addMissingSeries(session, context, grid, series);
  const table: CellTable =
    ownBucket === null ? 'star.fact_observation' : `star.fact_observation_${ownBucket}`;
  const writing = durable(session, 'facts', async () =>
    writeAll(session, context, cube, grid, table),
  );
  try {
    // The server has its first pieces now: what is computed here costs no time of its own.
    meanwhile();
  } finally {
    await writing;
  }
  const added = presentCells(cube);
  expectRows(await writing, added);
  return { ...NOTHING, added };
}

async function reload(
  session: LoadSession,
  context: FactContext,
  cube: Cube,
  grid: Grid,
  series: SeriesIndex,
  sourceTimes: ReadonlySet<number>,
  mode: LoadMode,
): Promise<LoadedChunk> {
  const comparison = await compareChunk(session, context, cube, grid, sourceTimes);
  const { added, changed, before, withdrawn, unchanged } = comparison;
  mode.observe?.(cube, grid, comparison);
  const changes =
    mode.changes === 0 ? [] : await describeChanges(session, cube, grid, comparison, mode.changes);
  if (!mode.dryRun) {
    await durable(session, 'retire-cells', async () =>
      retireCells(session, context.keys, context.vintage, before.concat(withdrawn)),
    );
    await addMissingSeries(session, context, grid, series);
    const places = changed.concat(added).toSorted((a, b) => a - b);
    if (places.length > 0) {
      const written = await durable(session, 'facts', async () =>
        writeSome(session, context, cube, grid, places),
      );
      expectRows(written, places.length);
    }
  }
  return {
    added: added.length,
    changed: changed.length,
    withdrawn: withdrawn.length,
    unchanged,
    suppressed: withoutNumber(cube, grid, added) + withoutNumber(cube, grid, changed),
    changes,
  };
}

function withoutNumber(cube: Cube, grid: Grid, places: readonly number[]): number {
  let count = 0;
  for (const place of places) if (valueAt(cube, cellAt(grid, place)) === null) count += 1;
  return count;
}

/** Makes rows for the grid's series that have none yet. */
export async function addMissingSeries(
  session: LoadSession,
  { keys, index }: Pick<FactContext, 'keys' | 'index'>,
  grid: Grid,
  series: SeriesIndex,
): Promise<void> {
  const missing: number[] = [];
  for (const ordinal of grid.ordinals) if (index.get(ordinal) === 0) missing.push(ordinal);
  await durable(session, 'series', async () => addSeries(session, keys, series, missing));
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
  const cells = await durable(session, 'retire-series', async () =>
    retireSeries(session, keys, vintage, series.gone),
  );
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
