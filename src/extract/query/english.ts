import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { Category, CubeFrame, Dimension, Measure } from '../../transform/cube.ts';

function disagreement(pointer: string, message: string): StatbankError {
  const finding: Finding = { code: 'SOURCE_LANGUAGES', severity: 'error', pointer, message };
  return new StatbankError(
    'SB_SOURCE_RESPONSE',
    `The metadata of the two languages disagree: ${message}. The table may have changed between the two calls: fetch it again.`,
    { context: { findings: [finding] } },
  );
}

function codesOf(items: readonly (Dimension | Category | Measure)[]): readonly string[] {
  return items.map(({ code }) => code);
}

/** The items of `translated` in the order of `codes`; the two must hold the same codes. */
function inOrder<Item extends { readonly code: string }>(
  codes: readonly string[],
  translated: readonly Item[],
  pointer: string,
): readonly Item[] {
  const byCode = new Map(translated.map((item) => [item.code, item]));
  if (byCode.size !== codes.length) {
    throw disagreement(pointer, `${codes.length} codes in one, ${byCode.size} in the other`);
  }
  return codes.map((code) => {
    const item = byCode.get(code);
    if (item === undefined) throw disagreement(pointer, `${code} is in one only`);
    return item;
  });
}

/**
 * The English frame in the order of the table's own: lists sorted by label differ between
 * languages, while the codes are the same.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE where the codes are not the same
 */
export function alignEnglish(frame: CubeFrame, english: CubeFrame): CubeFrame {
  const dimensions = inOrder(codesOf(frame.dimensions), english.dimensions, '/dimension').map(
    (dimension, axis) => ({
      ...dimension,
      categories: inOrder(
        codesOf(frame.dimensions[axis]?.categories ?? []),
        dimension.categories,
        `/dimension/${dimension.code}/category/index`,
      ),
    }),
  );
  // Without a contents variable the one measure is named after the table, in its language.
  const hasMetric = frame.dimensions.some(({ role }) => role === 'metric');
  const measures = hasMetric
    ? inOrder(codesOf(frame.measures), english.measures, '/dimension')
    : english.measures;
  return { ...english, dimensions, measures };
}
