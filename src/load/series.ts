import { sql } from 'kysely';
import { copyIn } from './copy/copy-in.ts';
import { copyOut } from './copy/copy-out.ts';
import { type FrameKeys, seriesPositions, seriesSpan } from './frame-keys.ts';
import { createOrdinalMap, type OrdinalMap } from './ordinal-map.ts';
import type { LoadSession } from './session.ts';

/** A table's series as the star has them. */
export interface SeriesIndex {
  /** `series_key` by series ordinal of the source frame. */
  readonly keys: OrdinalMap;
  /** Series that the source no longer has: a variable or a value of theirs is gone. */
  readonly gone: readonly number[];
}

/** Reads the table's series and places each in the frame. */
export async function readSeries(session: LoadSession, keys: FrameKeys): Promise<SeriesIndex> {
  const index = createOrdinalMap(seriesSpan(keys));
  const gone: number[] = [];
  const place = placer(keys);
  await copyOut(
    session.client,
    `copy (select series_key, measure_key, members from star.dim_series
      where dataset_key = ${keys.datasetKey}) to stdout (format binary)`,
    (row, at) => {
      const seriesKey = row.readUInt32BE(at + 4) * 0x1_0000_0000 + row.readUInt32BE(at + 8);
      const ordinal = place(row, at + 12);
      if (ordinal < 0) gone.push(seriesKey);
      else index.set(ordinal, seriesKey);
    },
  );
  return { keys: index, gone };
}

/** A function from a row's measure and members (binary, at the offset of the measure's length) to the ordinal, or -1. */
function placer(keys: FrameKeys): (row: Buffer, at: number) => number {
  const axisBySlot = new Map(
    keys.seriesAxes.flatMap((axis) =>
      axis === keys.metricAxis ? [] : [[keys.slots[axis] ?? -1, axis] as const],
    ),
  );
  const positionByMember = new Map(
    [...axisBySlot.values()].flatMap((axis) =>
      (keys.memberKeys[axis] ?? []).map((member, position) => [member, position] as const),
    ),
  );
  const positionByMeasure = new Map(keys.measureKeys.map((key, position) => [key, position]));
  const metricStride = keys.metricAxis < 0 ? 0 : (keys.seriesStrides[keys.metricAxis] ?? 0);
  return (row, at) => {
    const measure = positionByMeasure.get(row.readInt32BE(at + 4));
    if (measure === undefined) return -1;
    let ordinal = measure * metricStride;
    let placed = 0;
    const length = row.readInt32BE(at + 8) === 12 ? 0 : row.readInt32BE(at + 24);
    let element = at + 32;
    for (let slot = 1; slot <= length; slot += 1) {
      const size = row.readInt32BE(element);
      element += 4;
      if (size < 0) continue;
      const axis = axisBySlot.get(slot);
      const position = positionByMember.get(row.readInt32BE(element));
      element += size;
      if (axis === undefined || position === undefined) return -1;
      ordinal += position * (keys.seriesStrides[axis] ?? 0);
      placed += 1;
    }
    return placed === axisBySlot.size ? ordinal : -1;
  };
}

/** Makes rows for series that have none yet and enters their keys into the index. */
export async function addSeries(
  session: LoadSession,
  keys: FrameKeys,
  index: SeriesIndex,
  ordinals: readonly number[],
): Promise<void> {
  if (ordinals.length === 0) return;
  const reserved = await sql<{ first: string }>`
    select star.reserve_series_keys(${ordinals.length})::text as first`.execute(session.db);
  const first = Number(reserved.rows[0]?.first);
  const members: (number | null)[] = Array.from({ length: keys.slotCount }, () => null);
  await copyIn(
    session.client,
    `copy star.dim_series (series_key, dataset_key, measure_key, region_key, members)
      from stdin`,
    function* (writer) {
      for (const [offset, ordinal] of ordinals.entries()) {
        const positions = seriesPositions(keys, ordinal);
        for (const axis of keys.seriesAxes) {
          if (axis === keys.metricAxis) continue;
          members[(keys.slots[axis] ?? 1) - 1] =
            keys.memberKeys[axis]?.[positions[axis] ?? 0] ?? null;
        }
        writer.int(first + offset);
        writer.int(keys.datasetKey);
        writer.int(measureKeyOf(keys, positions));
        writer.int(regionKeyOf(keys, positions));
        writer.intArray(members);
        writer.endRow();
        index.keys.set(ordinal, first + offset);
        yield;
      }
    },
  );
}

/** The measure of a series; the only one where the table has no metric dimension. */
export function measureKeyOf(keys: FrameKeys, positions: readonly number[]): number {
  return keys.measureKeys[keys.metricAxis < 0 ? 0 : (positions[keys.metricAxis] ?? 0)] ?? 0;
}

/** The region of a series; 0 where the table has no geographic dimension. */
export function regionKeyOf(keys: FrameKeys, positions: readonly number[]): number {
  return keys.regionKeys[keys.geoAxis < 0 ? 0 : (positions[keys.geoAxis] ?? 0)] ?? 0;
}
