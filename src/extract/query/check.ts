import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { CubeFrame, Dimension } from '../../transform/cube.ts';
import { pointerTo } from '../../transform/json/pointer.ts';
import type { Selection } from '../../transform/table.ts';

/** Codes that one list has and the other lacks; a long list of them says no more than its start. */
const SHOWN_CODES = 5;

function shown(codes: readonly string[]): string {
  const rest = codes.length - SHOWN_CODES;
  return `${codes.slice(0, SHOWN_CODES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function finding(code: string, pointer: string, message: string): Finding {
  return { code, severity: 'error', pointer, message };
}

function checkValues(dimension: Dimension, asked: readonly string[]): readonly Finding[] {
  const pointer = pointerTo('', 'dimension', dimension.code, 'category', 'index');
  const given = new Set(dimension.categories.map(({ code }) => code));
  const wanted = new Set(asked);
  const missing = asked.filter((code) => !given.has(code));
  const unasked = [...given].filter((code) => !wanted.has(code));
  return [
    ...(missing.length === 0
      ? []
      : [finding('SOURCE_VALUE_MISSING', pointer, `asked for, not given: ${shown(missing)}`)]),
    ...(unasked.length === 0
      ? []
      : [finding('SOURCE_VALUE_UNASKED', pointer, `given, not asked for: ${shown(unasked)}`)]),
  ];
}

/**
 * Where a data answer differs from its question: variables that were quietly eliminated or
 * added, values that are missing or were not asked for. The reader has checked by then
 * that sizes and values agree.
 */
function selectionFindings(frame: CubeFrame, selection: Selection): readonly Finding[] {
  const given = new Map(frame.dimensions.map((dimension) => [dimension.code, dimension]));
  const missing = [...selection.keys()].filter((code) => !given.has(code));
  const unasked = [...given.keys()].filter((code) => !selection.has(code));
  return [
    ...missing.map((code) =>
      finding('SOURCE_VARIABLE_MISSING', '/id', `the variable ${code} was asked for and is gone`),
    ),
    ...unasked.map((code) =>
      finding('SOURCE_VARIABLE_UNASKED', '/id', `the variable ${code} was not asked for`),
    ),
    ...[...selection].flatMap(([code, asked]) => {
      const dimension = given.get(code);
      return dimension === undefined ? [] : checkValues(dimension, asked);
    }),
  ];
}

/**
 * @throws StatbankError SB_SOURCE_RESPONSE with all findings
 */
export function checkSelection(
  frame: CubeFrame,
  selection: Selection,
  table: string,
  sha256: string,
): void {
  const findings = selectionFindings(frame, selection);
  const [first] = findings;
  if (first === undefined) return;
  throw new StatbankError(
    'SB_SOURCE_RESPONSE',
    `The data of table ${table} disagree with what was asked at ${first.pointer}: ${first.message}. The table may have changed since its metadata was read: sync it again.`,
    { context: { table, sha256, findings } },
  );
}
