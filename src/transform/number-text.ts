/** How a publisher writes numbers as text. */
export interface NumberForm {
  readonly decimal: ',' | '.';
  readonly thousands: 'none' | 'space' | 'dot';
  /** Marks that may stand behind a number: `*`, `1)`. */
  readonly marks: readonly string[];
}

/** A number and the mark behind it; empty for none. */
export interface MarkedNumber {
  readonly value: number;
  readonly mark: string;
}

/** The space, the one that does not break, and the narrow one: all are seen between thousands. */
const SPACES = '[ \\u00a0\\u202f]';

const SEPARATORS = Object.freeze({ none: null, space: SPACES, dot: '\\.' });

/** Whether a number that was read from its digits is still the one that they say. */
export function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/**
 * Reads a number that a person wrote, strictly by its declared form: `1 234,5`, `-0,5`, `63*`. Thousands
 * are separated everywhere or nowhere. Null for everything else, so that `1.234` is never taken for
 * another number than was meant.
 */
export function readNumberText(
  text: string,
  { decimal, thousands, marks }: NumberForm,
): MarkedNumber | null {
  const mark = marks.toSorted((a, b) => b.length - a.length).find((each) => text.endsWith(each));
  const number = mark === undefined ? text : text.slice(0, -mark.length).trimEnd();
  const separator = SEPARATORS[thousands];
  const whole = separator === null ? '\\d+' : `(?:\\d{1,3}(?:${separator}\\d{3})+|\\d+)`;
  const point = decimal === ',' ? ',' : '\\.';
  // The true minus sign is what word processors write.
  if (!new RegExp(`^[-\\u2212]?${whole}(?:${point}\\d+)?$`).test(number)) return null;
  const plain = number
    .replaceAll(new RegExp(separator ?? '(?!)', 'g'), '')
    .replace('\u2212', '-')
    .replace(decimal, '.');
  const value = Number(plain);
  return isExact(value) ? { value, mark: mark ?? '' } : null;
}
