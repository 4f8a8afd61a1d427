import { cellCount } from '../cube.ts';
import { pointerTo } from '../json/pointer.ts';
import { asObject, member, type JsonObject } from '../json/value.ts';
import { checkCodeLength } from './code-length.ts';
import type { FindingCollector } from './findings.ts';

/** Where the axes of a dataset are: JSON-stat 2.0 has them at the root, 1.x inside `dimension`. */
export interface Layout {
  readonly ids: readonly string[];
  readonly sizes: readonly number[];
  readonly sizePointer: string;
  readonly dimensions: JsonObject;
  readonly role: unknown;
  readonly rolePointer: string;
}

/** Reads `id`, `size` and `role` of a dataset; null after an error was added. */
export function readLayout(
  dataset: JsonObject,
  pointer: string,
  findings: FindingCollector,
): Layout | null {
  const dimensionPointer = pointerTo(pointer, 'dimension');
  const dimensions = asObject(member(dataset, 'dimension'));
  if (dimensions === null) {
    findings.add('JSONSTAT_DIMENSION', dimensionPointer, 'a dataset needs its dimensions', {
      expected: 'an object',
      actual: member(dataset, 'dimension'),
    });
    return null;
  }
  const legacy = member(dataset, 'id') === undefined && Array.isArray(member(dimensions, 'id'));
  const home = legacy ? dimensions : dataset;
  const homePointer = legacy ? dimensionPointer : pointer;
  const sizePointer = pointerTo(homePointer, 'size');

  const ids = readIds(member(home, 'id'), pointerTo(homePointer, 'id'), findings);
  if (ids === null) return null;
  const sizes = readSizes(member(home, 'size'), ids.length, sizePointer, findings);
  if (sizes === null) return null;

  const described = new Set(legacy ? [...ids, 'id', 'size', 'role'] : ids);
  for (const key of Object.keys(dimensions)) {
    if (!described.has(key)) {
      findings.add(
        'JSONSTAT_DIMENSION_EXTRA',
        pointerTo(dimensionPointer, key),
        'the dimension is described, but the cells do not vary along it',
      );
    }
  }
  return {
    ids,
    sizes,
    sizePointer,
    dimensions,
    role: member(home, 'role'),
    rolePointer: pointerTo(homePointer, 'role'),
  };
}

function readIds(
  value: unknown,
  pointer: string,
  findings: FindingCollector,
): readonly string[] | null {
  if (
    !Array.isArray(value) ||
    value.length === 0 ||
    !value.every((id): id is string => typeof id === 'string')
  ) {
    findings.add('JSONSTAT_ID', pointer, 'the order of the dimensions is not stated', {
      expected: 'an array of dimension codes as text',
      actual: value,
    });
    return null;
  }
  const before = findings.errorCount;
  value.forEach((id, position) => {
    checkCodeLength(id, pointerTo(pointer, position), findings);
    if (value.indexOf(id) !== position) {
      findings.add(
        'JSONSTAT_ID_DUPLICATE',
        pointerTo(pointer, position),
        'a dimension is named twice',
        {
          expected: 'a code that is not among the earlier ones',
          actual: id,
        },
      );
    }
  });
  return findings.errorCount === before ? value : null;
}

function readSizes(
  value: unknown,
  length: number,
  pointer: string,
  findings: FindingCollector,
): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== length) {
    findings.add('JSONSTAT_SIZE', pointer, 'size must have one number for each dimension in id', {
      expected: `an array of ${length} numbers`,
      actual: value,
    });
    return null;
  }
  const sizes: number[] = [];
  value.forEach((entry: unknown, position) => {
    const size = readSize(entry);
    if (size === null) {
      findings.add('JSONSTAT_SIZE', pointerTo(pointer, position), 'a size is not a count', {
        expected: 'a whole number, 0 or more',
        actual: entry,
      });
    } else {
      if (typeof entry === 'string') {
        findings.add(
          'JSONSTAT_SIZE_TEXT',
          pointerTo(pointer, position),
          'a size is written as text',
        );
      }
      sizes.push(size);
    }
  });
  if (sizes.length < length) return null;
  if (!Number.isSafeInteger(cellCount(sizes))) {
    findings.add('JSONSTAT_SIZE_TOO_LARGE', pointer, 'the cells cannot be numbered exactly', {
      expected: 'a product of at most 9007199254740991',
      actual: sizes,
    });
    return null;
  }
  return sizes;
}

function readSize(entry: unknown): number | null {
  const size = typeof entry === 'string' && /^\d+$/.test(entry) ? Number(entry) : entry;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null;
}
