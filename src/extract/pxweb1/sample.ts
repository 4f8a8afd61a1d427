import { cellCount } from '../../transform/cube.ts';
import type { Selection } from '../../transform/table.ts';
import type { MetadataBody, MetadataVariable } from './bodies.ts';

/** An answer of some ten kilobytes, within the limits of every agency that is known. */
const SAMPLE_CELLS = 1_000;
const SAMPLE_VALUES = 500;

/**
 * A few cells of a table. Metadata of PxWebApi v1 tell neither which variable holds the
 * contents nor their units; an answer does. So the sample has all values of the variables that
 * cannot be eliminated, as contents never can, with the largest of them cut to one value until it
 * is small, and one value of every other.
 *
 * @param contents the contents variable, where it is known: it alone is then taken whole
 */
export function sampleSelection({ variables }: MetadataBody, contents: string | null): Selection {
  const isWhole = ({ code, elimination, time }: MetadataVariable): boolean =>
    contents === null ? elimination !== true && time !== true : code === contents;
  const wanted = new Map(
    variables.map((each) => [each.code, isWhole(each) ? each.values.length : 1]),
  );
  const sizes = contents === null ? cutToSample(wanted) : wanted;
  return new Map(
    variables.map(({ code, values }) => [code, values.slice(0, sizes.get(code) ?? 1)]),
  );
}

function cutToSample(wanted: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sizes = new Map(wanted);
  const largestFirst = [...wanted].toSorted(([, one], [, other]) => other - one);
  for (const [code] of largestFirst) {
    const values = [...sizes.values()];
    const named = values.reduce((sum, size) => sum + size, 0);
    if (cellCount(values) <= SAMPLE_CELLS && named <= SAMPLE_VALUES) break;
    sizes.set(code, 1);
  }
  return sizes;
}
