import { readRecorded } from './recorded.ts';

/** A recorded body, parsed. */
export function recordedJson(path: string): any {
  return JSON.parse(Buffer.from(readRecorded(path)).toString('utf8'));
}

/** Looks up cells of a recorded JSON-stat 1.x or 2.0 dataset by their codes. */
export function recordedCells(path: string): {
  readonly cell: (
    codes: Readonly<Record<string, string>>,
  ) => readonly [number | null, string | null];
  readonly size: number;
} {
  const body = recordedJson(path);
  const dataset = body.dataset ?? body;
  const ids: readonly string[] = dataset.id ?? dataset.dimension.id;
  const sizes: readonly number[] = dataset.size ?? dataset.dimension.size;
  const indexes: readonly Record<string, number>[] = ids.map((id) => {
    const { index, label } = dataset.dimension[id].category;
    return index ?? { [Object.keys(label)[0] ?? '']: 0 };
  });
  return {
    size: dataset.value.length,
    cell: (codes) => {
      let flat = 0;
      for (const [axis, id] of ids.entries()) {
        const position = indexes[axis]?.[codes[id] ?? ''];
        if (position === undefined) throw new Error(`${path} has no ${id} ${codes[id]}`);
        flat = flat * (sizes[axis] ?? 1) + position;
      }
      return [dataset.value[flat], dataset.status?.[flat] ?? null];
    },
  };
}
