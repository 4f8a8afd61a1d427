import JSONstat from 'jsonstat-toolkit';
import { readJsonStat } from '../../src/transform/jsonstat/document.ts';
import { readRecorded } from './recorded.ts';

/** A cell as another reader sees it, by the codes of all dimensions. */
export interface OracleCell {
  readonly codes: readonly string[];
  readonly value: number | null;
  readonly symbol: string;
}

/** One dataset of a recorded document as jsonstat-toolkit reads it. */
export interface OracleTable {
  /** What the file provider adds to the document's name; empty where it holds one dataset. */
  readonly name: string;
  readonly dimensions: readonly string[];
  /** Cells with a number or a symbol. */
  readonly cells: readonly OracleCell[];
  /** False where the toolkit cannot read the symbols: then they are not to be compared. */
  readonly symbolsKnown: boolean;
}

// The toolkit does not know the status form that Eurostat used until about 2016.
const STATUS_UNKNOWN_TO_TOOLKIT = /^eurostat\/legacy_/;

/** The sign for nil, which is published as 0; the toolkit leaves it null. */
const NIL = '-';

type ToolkitNode = ReturnType<typeof JSONstat>;

/** All embedded datasets of a recorded document; none in a collection of links. */
export function oracleTables(file: string): readonly OracleTable[] {
  const bytes = readRecorded(file);
  const root = JSONstat(JSON.parse(new TextDecoder().decode(bytes)) as object);
  const { cubes } = readJsonStat(bytes);
  return cubes.map(({ name }, position) => {
    const dataset =
      root.class === 'dataset' ? root : root.Dataset(root.class === 'bundle' ? name : position);
    if (dataset === null) throw new Error(`The toolkit has no dataset ${name} in ${file}.`);
    return {
      name: cubes.length === 1 ? '' : name,
      dimensions: dataset.id ?? [],
      cells: [...cellsOf(dataset)],
      symbolsKnown: !STATUS_UNKNOWN_TO_TOOLKIT.test(file),
    };
  });
}

function* cellsOf(dataset: ToolkitNode): Generator<OracleCell> {
  const codesByAxis = (dataset.id ?? []).map((code) => dataset.Dimension(code)?.id ?? []);
  for (const [index, stated] of (dataset.value ?? []).entries()) {
    const symbol = dataset.status?.[index] ?? '';
    const value = stated === null && symbol === NIL ? 0 : stated;
    if (value === null && symbol === '') continue;
    const codes: string[] = [];
    let rest = index;
    for (const axis of codesByAxis.toReversed()) {
      codes.unshift(axis[rest % axis.length] ?? '');
      rest = Math.floor(rest / axis.length);
    }
    yield { codes, value, symbol };
  }
}

/** The cells of one dataset in JSON-stat 2.0, and its dimensions, as jsonstat-toolkit reads them. */
export function oracleCells(bytes: Uint8Array): Pick<OracleTable, 'dimensions' | 'cells'> {
  const dataset = JSONstat(JSON.parse(new TextDecoder().decode(bytes)) as object);
  return { dimensions: dataset.id ?? [], cells: [...cellsOf(dataset)] };
}
