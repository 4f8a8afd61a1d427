import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube, CubeFrame } from '../cube.ts';
import { parseJson } from '../json/parse.ts';
import { type JsonObject, member } from '../json/value.ts';
import { findDatasets } from './datasets.ts';
import { readDataset, readFrame } from './dataset.ts';
import { createFindingCollector, type FindingCollector } from './findings.ts';

/** A dataset of a document. */
export interface NamedCube {
  /** Table id, key in the bundle, or place in the collection; unique within the document. */
  readonly name: string;
  /** JSON pointer to the dataset. */
  readonly pointer: string;
  readonly cube: Cube;
}

export interface JsonStatDocument {
  readonly cubes: readonly NamedCube[];
  /** Addresses of collection items that are not embedded. */
  readonly links: readonly string[];
  /** What was odd but not wrong. Errors are thrown. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a JSON-stat document, version 2.0 or 1.x, in any form that the format permits:
 * a dataset, a bundle of datasets, or a collection with embedded or linked datasets.
 * Contradictory input is refused whole, with every fault named.
 *
 * @throws StatbankError `SB_JSON_SYNTAX`, `SB_JSON_DUPLICATE_KEY`, or `SB_CUBE_INVALID`
 *   with `context.findings`
 */
export function readJsonStat(bytes: Uint8Array): JsonStatDocument {
  const findings = createFindingCollector();
  const { datasets, links } = findDatasets(parseJson(bytes), findings);
  const cubes: NamedCube[] = [];
  for (const { name, pointer, dataset } of datasets) {
    const cube = readDataset(dataset, pointer, findings);
    if (cube !== null) cubes.push(Object.freeze({ name, pointer, cube }));
  }
  findings.throwIfErrors();
  return Object.freeze({ cubes, links, findings: findings.warnings() });
}

/**
 * Reads a document that describes exactly one table: PxWeb metadata, which is a dataset
 * with no cells, or a dataset with cells, which are then checked too.
 *
 * @throws StatbankError as `readJsonStat`
 */
export function readJsonStatFrame(bytes: Uint8Array): CubeFrame {
  const findings = createFindingCollector();
  const { datasets } = findDatasets(parseJson(bytes), findings);
  findings.throwIfErrors();
  const [only] = datasets;
  if (only === undefined || datasets.length > 1) {
    throw new StatbankError(
      'SB_CUBE_INVALID',
      `The document has ${datasets.length} datasets; the description of one table was expected.`,
      { context: { datasets: datasets.map(({ name }) => name) } },
    );
  }
  return readOne(only.dataset, only.pointer, findings);
}

function readOne(dataset: JsonObject, pointer: string, findings: FindingCollector): CubeFrame {
  const value = member(dataset, 'value') ?? [];
  const hasCells = !Array.isArray(value) || value.length > 0;
  const frame = hasCells
    ? readDataset(dataset, pointer, findings)
    : readFrame(dataset, pointer, findings);
  findings.throwIfErrors();
  if (frame === null) throw new TypeError('A dataset was refused without a finding.');
  return frame;
}
