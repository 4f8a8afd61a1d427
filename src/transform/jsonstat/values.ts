import { pointerTo } from '../json/pointer.ts';
import { asObject, type JsonObject } from '../json/value.ts';
import type { FindingCollector } from './findings.ts';
import { readFlatIndex } from './flat-index.ts';

/** The value column while it is being read: nil cells still have to become 0. */
export type ColumnDraft =
  | { readonly kind: 'dense'; readonly values: (number | null)[]; readonly nulls: number }
  | {
      readonly kind: 'sparse';
      readonly values: Map<number, number | null>;
      readonly nulls: number;
    };

/**
 * Reads `value`, an array of all cells or an object from flat index to number. The array
 * is not copied: it is the largest thing in memory.
 *
 * Numbers must be finite, and integers must be within ±(2^53 − 1), since beyond that a
 * parser has already rounded them. Text is refused even where it looks like a number.
 *
 * @returns null after an error was added
 */
export function readValues(
  value: unknown,
  cells: number,
  pointer: string,
  findings: FindingCollector,
): ColumnDraft | null {
  if (Array.isArray(value)) return readDense(value, cells, pointer, findings);
  const sparse = asObject(value);
  if (sparse !== null) return readSparse(sparse, cells, pointer, findings);
  if ((value === undefined || value === null) && cells === 0) {
    return { kind: 'dense', values: [], nulls: 0 };
  }
  if (value === undefined || value === null) {
    findings.add('JSONSTAT_VALUE_MISSING', pointer, 'there are no cells', {
      expected: `an array of ${cells} numbers, or an object`,
      actual: value,
    });
  } else {
    findings.add('JSONSTAT_VALUE_TYPE', pointer, 'the cells have an unknown form', {
      expected: 'an array or an object',
      actual: value,
    });
  }
  return null;
}

function readDense(
  values: readonly unknown[],
  cells: number,
  pointer: string,
  findings: FindingCollector,
): ColumnDraft | null {
  if (values.length !== cells) {
    findings.add('JSONSTAT_VALUE_LENGTH', pointer, 'the number of cells contradicts the sizes', {
      expected: String(cells),
      actual: values.length,
    });
    return null;
  }
  const before = findings.errorCount;
  let nulls = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (value === null) nulls += 1;
    else if (!isExact(value)) addFault(value, pointerTo(pointer, index), findings);
  }
  return findings.errorCount === before
    ? { kind: 'dense', values: values as (number | null)[], nulls }
    : null;
}

function readSparse(
  values: JsonObject,
  cells: number,
  pointer: string,
  findings: FindingCollector,
): ColumnDraft | null {
  const before = findings.errorCount;
  const present = new Map<number, number | null>();
  let nulls = 0;
  for (const [key, value] of Object.entries(values)) {
    const index = readFlatIndex(key, cells);
    if (index === null) {
      findings.add('JSONSTAT_VALUE_INDEX', pointerTo(pointer, key), 'there is no such cell', {
        expected: `a whole number below ${cells}`,
        actual: key,
      });
    } else if (value === null) {
      nulls += 1;
      present.set(index, null);
    } else if (isExact(value)) {
      present.set(index, value);
    } else {
      addFault(value, pointerTo(pointer, key), findings);
    }
  }
  if (findings.errorCount !== before) return null;
  return isMostlyFilled(present.size, cells)
    ? { kind: 'dense', values: spread(present, cells), nulls }
    : { kind: 'sparse', values: present, nulls };
}

// An entry of a map takes about four times the memory of a slot in an array.
function isMostlyFilled(present: number, cells: number): boolean {
  return present * 4 >= cells;
}

function spread(present: ReadonlyMap<number, number | null>, cells: number): (number | null)[] {
  const values = new Array<number | null>(cells).fill(null);
  for (const [index, value] of present) values[index] = value;
  return values;
}

function isExact(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    value <= Number.MAX_SAFE_INTEGER &&
    value >= Number.MIN_SAFE_INTEGER
  );
}

function addFault(value: unknown, pointer: string, findings: FindingCollector): void {
  if (typeof value !== 'number') {
    findings.add('JSONSTAT_VALUE_TYPE', pointer, 'a cell is not a number', {
      expected: 'a number or null',
      actual: value,
    });
  } else if (Number.isFinite(value)) {
    findings.add('JSONSTAT_VALUE_UNSAFE_INTEGER', pointer, 'a number cannot be read exactly', {
      expected: 'a number within ±9007199254740991',
      actual: value,
    });
  } else {
    findings.add('JSONSTAT_VALUE_NOT_FINITE', pointer, 'a number is too large', {
      expected: 'a finite number',
      actual: value,
    });
  }
}
