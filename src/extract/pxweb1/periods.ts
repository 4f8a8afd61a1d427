import type { Category, Cube, CubeFrame, Dimension } from '../../transform/cube.ts';
import { parsePeriod } from '../../transform/period.ts';

function isPeriod(text: string): boolean {
  return parsePeriod(text).granularity !== 'unknown';
}

/**
 * Installations that serve files may number their periods: the code 36 stands for the label
 * 2026, and for another year once the file begins elsewhere. A time variable does so if no code
 * is a period and every label is, each another one.
 */
function isNumbered({ role, categories }: Dimension): boolean {
  if (role !== 'time' || categories.length === 0) return false;
  const labels = new Set(categories.map(({ label }) => label));
  return (
    labels.size === categories.length &&
    categories.every(({ code, label }) => !isPeriod(code) && isPeriod(label))
  );
}

const byLabel = (category: Category): Category => ({ ...category, code: category.label });

/** A frame whose numbered periods have their labels as codes: those mean the same for ever. */
export function withLastingPeriods(frame: CubeFrame): CubeFrame {
  const dimensions = frame.dimensions.map((dimension) =>
    isNumbered(dimension)
      ? { ...dimension, categories: dimension.categories.map(byLabel) }
      : dimension,
  );
  return { ...frame, dimensions };
}

/** A cube whose periods have the codes that the table's description has. */
export function withPeriodsOf(described: CubeFrame, cube: Cube): Cube {
  const time = described.dimensions.find(({ role }) => role === 'time');
  const known = new Set(time?.categories.map(({ code }) => code));
  const dimensions = cube.dimensions.map((dimension) =>
    dimension.code === time?.code
      ? {
          ...dimension,
          categories: dimension.categories.map((category) =>
            known.has(category.code) ? category : byLabel(category),
          ),
        }
      : dimension,
  );
  return { ...cube, dimensions };
}
