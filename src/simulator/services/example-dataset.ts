import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StatbankError } from '../../errors/statbank-error.ts';

const dimension = z.object({
  label: z.string(),
  category: z.object({
    index: z.array(z.string()),
    label: z.record(z.string(), z.string()),
    unit: z.record(z.string(), z.object({ label: z.string(), decimals: z.int() })).optional(),
  }),
});

/** A whole table of another agency: what is sent is cut out of it and written its way. */
const exampleDataset = z.strictObject({
  /** Where the figures come from: real ones with their source, or synthetic. */
  origin: z.strictObject({ figures: z.enum(['real', 'synthetic']), remarks: z.array(z.string()) }),
  code: z.string(),
  label: z.string(),
  source: z.string(),
  updated: z.string(),
  notes: z.array(z.string()).default([]),
  id: z.array(z.string()),
  dimension: z.record(z.string(), dimension),
  /** By codes in the order of `id`, joined by a space; what is not there has no figure. */
  figures: z.record(z.string(), z.number()),
  /** Flags and symbols by the same keys. */
  symbols: z.record(z.string(), z.string()).default({}),
});
export type ExampleDataset = z.output<typeof exampleDataset>;

/**
 * All datasets of a folder of example files, by code.
 *
 * @throws StatbankError SB_SIMULATOR_TABLE naming the file and what is wrong
 */
export async function loadExampleDatasets(
  folder: string,
): Promise<ReadonlyMap<string, ExampleDataset>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const datasets = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return readExampleDataset(await readFile(path, 'utf8'), path);
    }),
  );
  return new Map(datasets.map((dataset) => [dataset.code, dataset]));
}

/** Reads and checks the text of one example file. `path` is only for messages. */
function readExampleDataset(text: string, path: string): ExampleDataset {
  const parsed = exampleDataset.safeParse(JSON.parse(text));
  if (!parsed.success) throw unfit(path, z.prettifyError(parsed.error));
  const dataset = parsed.data;
  const codes = dataset.id.map((id) => new Set(dataset.dimension[id]?.category.index));
  for (const key of [...Object.keys(dataset.figures), ...Object.keys(dataset.symbols)]) {
    const parts = key.split(' ');
    const fits = parts.length === codes.length && parts.every((code, at) => codes[at]?.has(code));
    if (!fits) throw unfit(path, `there is no cell ${key}`);
  }
  return dataset;
}

function unfit(path: string, what: string): StatbankError {
  return new StatbankError(
    'SB_SIMULATOR_TABLE',
    `${path} is not an example dataset: ${what}. docs/simulator.md describes the format.`,
    { context: { path } },
  );
}

/** Cells of a part of a dataset in row-major order: figure or null, symbol or null. */
export function* cellsOf(
  { figures, symbols, id }: ExampleDataset,
  selected: ReadonlyMap<string, readonly string[]>,
): Generator<readonly [figure: number | null, symbol: string | null]> {
  const axes = id.map((variable) => selected.get(variable) ?? []);
  for (const key of keysOf(axes)) yield [figures[key] ?? null, symbols[key] ?? null];
}

function* keysOf(axes: readonly (readonly string[])[], prefix = ''): Generator<string> {
  const [first, ...others] = axes;
  if (first === undefined) {
    yield prefix;
    return;
  }
  for (const code of first) yield* keysOf(others, prefix === '' ? code : `${prefix} ${code}`);
}

/** A record cut down to some of its keys, in their order. */
export function pick<Value>(
  record: Readonly<Record<string, Value>>,
  keys: readonly string[],
): Record<string, Value> {
  return Object.fromEntries(
    keys.flatMap((key) => (Object.hasOwn(record, key) ? [[key, record[key]] as const] : [])),
  ) as Record<string, Value>;
}
