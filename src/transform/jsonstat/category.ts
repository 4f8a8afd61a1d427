import type { Category } from '../cube.ts';
import { pointerTo } from '../json/pointer.ts';
import { asObject, asText, member, type JsonObject } from '../json/value.ts';
import { readParents } from './child.ts';
import { checkCodeLength } from './code-length.ts';
import type { FindingCollector } from './findings.ts';
import { readNotes } from './texts.ts';

/**
 * Reads the values of a variable in position order.
 *
 * The order is that of the numbers in `category.index`. The order of keys says nothing:
 * engines put integer-like keys first, so that a list sent as `0, 2, 1` would come out
 * as `0, 1, 2` with men and women exchanged.
 *
 * @returns null after an error was added
 */
export function readCategories(
  category: JsonObject,
  size: number,
  pointer: string,
  sizePointer: string,
  findings: FindingCollector,
): readonly Category[] | null {
  const labelPointer = pointerTo(pointer, 'label');
  const stated = member(category, 'label') ?? undefined;
  const labels = stated === undefined ? null : asObject(stated);
  if (stated !== undefined && labels === null) {
    findings.add('JSONSTAT_LABEL_TYPE', labelPointer, 'labels must be given by code', {
      expected: 'an object from code to text',
      actual: stated,
    });
    return null;
  }
  const codes = readCodes(category, labels, size, pointer, sizePointer, findings);
  if (codes === null) return null;
  const texts = readLabels(codes, labels, labelPointer, findings);
  const parents = readParents(
    member(category, 'child'),
    codes,
    pointerTo(pointer, 'child'),
    findings,
  );
  if (texts === null || parents === null) return null;

  const notePointer = pointerTo(pointer, 'note');
  const notes = asObject(member(category, 'note'));
  return codes.map((code, position) => ({
    code,
    label: texts[position] ?? code,
    parent: parents.get(code) ?? null,
    notes: readNotes(member(notes, code), pointerTo(notePointer, code), findings),
  }));
}

function readCodes(
  category: JsonObject,
  labels: JsonObject | null,
  size: number,
  pointer: string,
  sizePointer: string,
  findings: FindingCollector,
): readonly string[] | null {
  const indexPointer = pointerTo(pointer, 'index');
  const index = member(category, 'index') ?? undefined;
  const byPosition = asObject(index);
  let codes: readonly string[] | null;
  if (Array.isArray(index)) codes = codesOfArray(index, indexPointer, findings);
  else if (byPosition !== null) codes = codesOfObject(byPosition, indexPointer, findings);
  else codes = codesWithoutIndex(index, labels, indexPointer, findings);

  if (codes !== null && codes.length !== size) {
    findings.add('JSONSTAT_SIZE_MISMATCH', sizePointer, 'size and number of values disagree', {
      expected: String(codes.length),
      actual: size,
    });
    return null;
  }
  return codes;
}

function codesOfArray(
  index: readonly unknown[],
  pointer: string,
  findings: FindingCollector,
): readonly string[] | null {
  const before = findings.errorCount;
  const codes = new Set<string>();
  index.forEach((code, position) => {
    if (typeof code !== 'string') {
      findings.add(
        'JSONSTAT_INDEX_TYPE',
        pointerTo(pointer, position),
        'a code must be text, as a number would lose leading zeros',
        {
          expected: 'text',
          actual: code,
        },
      );
    } else if (codes.has(code)) {
      findings.add('JSONSTAT_CODE_DUPLICATE', pointerTo(pointer, position), 'a code occurs twice', {
        expected: 'a code that is not among the earlier ones',
        actual: code,
      });
    } else {
      checkCodeLength(code, pointerTo(pointer, position), findings);
      codes.add(code);
    }
  });
  return findings.errorCount === before ? [...codes] : null;
}

function codesOfObject(
  index: JsonObject,
  pointer: string,
  findings: FindingCollector,
): readonly string[] | null {
  const before = findings.errorCount;
  const entries = Object.entries(index);
  const codes: (string | undefined)[] = entries.map(() => undefined);
  for (const [code, position] of entries) {
    // At the index itself: the place of the code would be the code.
    checkCodeLength(code, pointer, findings);
    if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0) {
      findings.add(
        'JSONSTAT_INDEX_TYPE',
        pointerTo(pointer, code),
        'a position is not a whole number',
        {
          expected: 'a whole number, 0 or more',
          actual: position,
        },
      );
    } else if (position >= codes.length) {
      findings.add('JSONSTAT_INDEX_GAP', pointerTo(pointer, code), 'positions have a gap', {
        expected: `a number below ${codes.length}, the number of codes`,
        actual: position,
      });
    } else if (codes[position] !== undefined) {
      findings.add(
        'JSONSTAT_INDEX_DUPLICATE',
        pointerTo(pointer, code),
        'two codes have the same position',
        { expected: `a position other than that of ${codes[position]}`, actual: position },
      );
    } else {
      codes[position] = code;
    }
  }
  return findings.errorCount === before
    ? codes.filter((code): code is string => code !== undefined)
    : null;
}

function codesWithoutIndex(
  index: unknown,
  labels: JsonObject | null,
  pointer: string,
  findings: FindingCollector,
): readonly string[] | null {
  const codes = labels === null ? [] : Object.keys(labels);
  if (index === undefined && codes.length <= 1) {
    const before = findings.errorCount;
    for (const code of codes) checkCodeLength(code, pointer, findings);
    return findings.errorCount === before ? codes : null;
  }
  if (index === undefined) {
    findings.add('JSONSTAT_INDEX_MISSING', pointer, 'several values need an order', {
      expected: 'an index of the codes, as only a single value may do without',
      actual: index,
    });
  } else {
    findings.add('JSONSTAT_INDEX_TYPE', pointer, 'the index has an unknown form', {
      expected: 'an object from code to position, or an array of codes',
      actual: index,
    });
  }
  return null;
}

function readLabels(
  codes: readonly string[],
  labels: JsonObject | null,
  pointer: string,
  findings: FindingCollector,
): readonly string[] | null {
  if (labels === null) return codes;
  const before = findings.errorCount;
  let missing = 0;
  const texts = codes.map((code) => {
    const label = member(labels, code) ?? undefined;
    if (label === undefined) missing += 1;
    else if (asText(label) === null) {
      findings.add('JSONSTAT_LABEL_TYPE', pointerTo(pointer, code), 'a label is not text', {
        expected: 'text',
        actual: label,
      });
    }
    return asText(label) ?? code;
  });
  if (missing > 0) {
    findings.add(
      'JSONSTAT_LABEL_MISSING',
      pointer,
      `${missing} of ${codes.length} values have no label; their codes stand instead`,
    );
  }
  const labelled = Object.keys(labels).length;
  if (labelled > codes.length - missing) {
    findings.add(
      'JSONSTAT_LABEL_EXTRA',
      pointer,
      `${labelled - codes.length + missing} labels belong to codes that are not values`,
    );
  }
  return findings.errorCount === before ? texts : null;
}
