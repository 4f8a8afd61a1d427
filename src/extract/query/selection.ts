import { StatbankError } from '../../errors/statbank-error.ts';
import type { CubeFrame, Dimension } from '../../transform/cube.ts';
import type { Selection } from '../../transform/table.ts';
import type { TableSelection, VariableSelection } from '../provider.ts';
import { isNewestFirst } from './chronology.ts';
import { type ExpressionFault, pickValues } from './expression.ts';

const EXPLANATIONS: Readonly<Record<ExpressionFault, string>> = {
  'unknown-code': 'is not a value of it',
  'ambiguous-code': 'matches several values that differ only by case: spell it exactly',
  'illegal-expression':
    'is not a legal expression: use *, x*, *x, *x*, ?, top(n), top(n,offset), bottom(n), from(c), to(c) or range(a,b)',
  'matches-nothing': 'matches none of its values',
};

/** Enough to recognise the variable's style of codes by. */
const SHOWN_CODES = 8;

function shownCodes(dimension: Dimension): string {
  const codes = dimension.categories.slice(0, SHOWN_CODES).map((category) => category.code);
  return `${codes.join(', ')}${dimension.categories.length > SHOWN_CODES ? ', …' : ''}`;
}

function selectionError(
  message: string,
  context: Readonly<Record<string, unknown>>,
): StatbankError {
  return new StatbankError('SB_SOURCE_SELECTION', message, { context });
}

/**
 * Finds the variable that a selection names: by exact code, else without regard to case as the
 * server matches; `time` stands for the time variable whatever its code.
 *
 * @throws StatbankError SB_SOURCE_SELECTION
 */
function findVariable(frame: CubeFrame, name: string): Dimension {
  const exact = frame.dimensions.find((dimension) => dimension.code === name);
  if (exact !== undefined) return exact;
  const folded = name.toLowerCase();
  const matches = frame.dimensions.filter((dimension) => dimension.code.toLowerCase() === folded);
  const time = frame.dimensions.filter((dimension) => dimension.role === 'time');
  const [only] = matches.length === 0 && folded === 'time' ? time : matches;
  if (only !== undefined && matches.length <= 1) return only;
  throw selectionError(
    `The table has no variable ${name}. It has ${frame.dimensions.map((dimension) => dimension.code).join(', ')}.`,
    { variable: name },
  );
}

/** The selection by the table's own variable codes. */
export function namedSelection(
  frame: CubeFrame,
  selection: TableSelection,
): ReadonlyMap<string, VariableSelection> {
  const named = new Map<string, VariableSelection>();
  for (const [name, asked] of Object.entries(selection)) {
    const { code } = findVariable(frame, name);
    if (named.has(code)) {
      throw selectionError(`The selection names the variable ${code} twice, once as ${name}.`, {
        variable: code,
      });
    }
    named.set(code, asked);
  }
  return named;
}

function checkElimination(dimension: Dimension): void {
  const fixed = dimension.role === 'time' || dimension.role === 'metric';
  if (!fixed && dimension.elimination?.allowed === true) return;
  throw selectionError(
    `The variable ${dimension.code} cannot be left out of this table. Name at least one value: ${shownCodes(dimension)}.`,
    { variable: dimension.code },
  );
}

function selectedCodes(dimension: Dimension, entries: readonly string[]): readonly string[] {
  const codes = dimension.categories.map((category) => category.code);
  const newestFirst = isNewestFirst(dimension);
  // Expressions count periods from the oldest on, whichever way the source lists them.
  const ordered = newestFirst ? codes.toReversed() : codes;
  const positions = new Set<number>();
  for (const entry of entries) {
    const picked = pickValues(entry, ordered, dimension.role === 'time');
    if ('fault' in picked) {
      const near = picked.near.length === 0 ? shownCodes(dimension) : picked.near.join(', ');
      throw selectionError(
        `The variable ${dimension.code} has no ${JSON.stringify(entry)}: it ${EXPLANATIONS[picked.fault]}. It has ${near}.`,
        { variable: dimension.code, value: entry },
      );
    }
    for (const position of picked.positions) {
      positions.add(newestFirst ? codes.length - 1 - position : position);
    }
  }
  return codes.filter((_, position) => positions.has(position));
}

/**
 * Resolves what the catalogue asks for to explicit codes in the source's order, each once. A
 * variable that is not named is taken whole; one with an empty list of values is eliminated,
 * where the table allows it.
 *
 * @param frame The table's variables, those with a codelist already holding its values.
 * @throws StatbankError SB_SOURCE_SELECTION naming variable and value
 */
export function resolveSelection(frame: CubeFrame, selection: TableSelection): Selection {
  const named = namedSelection(frame, selection);
  const resolved = new Map<string, readonly string[]>();
  for (const dimension of frame.dimensions) {
    const entries = named.get(dimension.code)?.values ?? ['*'];
    if (entries.length === 0) {
      checkElimination(dimension);
    } else if (dimension.categories.length === 0) {
      resolved.set(dimension.code, []);
    } else {
      resolved.set(dimension.code, selectedCodes(dimension, entries));
    }
  }
  return resolved;
}
