import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StatbankError } from '../errors/statbank-error.ts';
import { type ExampleFile, exampleSchema } from './table/example-schema.ts';
import { exampleTable, orderedCodes } from './table/example-table.ts';
import type { SimulatedTable } from './table/model.ts';

/**
 * All tables of a folder of example files (`<table number>.json`), by number.
 *
 * @throws StatbankError SB_SIMULATOR_TABLE naming the file and the member that is wrong
 */
export async function loadExampleTables(folder: string): Promise<readonly SimulatedTable[]> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    throw unfit(folder, 'the folder cannot be read', cause);
  });
  const names = entries.filter((name) => name.endsWith('.json')).toSorted();
  if (names.length === 0) {
    throw unfit(folder, 'it holds no .json file; give the folder that has one file per table');
  }
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return exampleTable(readExample(await readFile(path, 'utf8'), path));
    }),
  );
}

/** Reads and checks the text of one example file. `path` is only for messages. */
export function readExample(text: string, path: string): ExampleFile {
  const parsed = exampleSchema.safeParse(parseJson(text, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unfit(path, `${pointer(issue?.path ?? [])}: ${issue?.message ?? 'unreadable'}`);
  }
  checkShape(parsed.data, path);
  return parsed.data;
}

function checkShape({ entry, dataset, codelists }: ExampleFile, path: string): void {
  const { id, size, dimension, value, status } = dataset;
  if (entry.id !== dataset.extension.px.tableid) throw unfit(path, 'two table numbers');
  for (const [axis, code] of id.entries()) {
    const variable = dimension[code];
    if (variable === undefined) throw unfit(path, `/dataset/dimension/${code} is missing`);
    const codes = orderedCodes(variable);
    const positions = codes.map((each) => variable.category.index[each]);
    if (codes.length !== size[axis] || positions.some((position, at) => position !== at)) {
      throw unfit(path, `/dataset/dimension/${code}/category/index is not 0 to size - 1`);
    }
  }
  for (const { id: listId, variable, values } of codelists) {
    const index = dimension[variable]?.category.index ?? {};
    const strange = values.flatMap((each) => each.valueMap).find((code) => !(code in index));
    if (strange !== undefined) throw unfit(path, `${listId} covers ${strange}, not in ${variable}`);
  }
  const cells = size.reduce((product, each) => product * each, 1);
  if (value.length !== cells) {
    throw unfit(path, `/dataset/value has ${value.length} figures where size gives ${cells}`);
  }
  const unexplained = value.findIndex(
    (each, index) => each === null && status?.[index] === undefined,
  );
  if (unexplained !== -1)
    throw unfit(path, `/dataset/value/${unexplained} is null without a symbol`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unfit(path, 'it is not JSON', cause);
  }
}

function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function unfit(path: string, what: string, cause?: unknown): StatbankError {
  return new StatbankError(
    'SB_SIMULATOR_TABLE',
    `${path} is not an example table: ${what}. docs/simulator.md describes the format.`,
    { context: { path }, cause },
  );
}
