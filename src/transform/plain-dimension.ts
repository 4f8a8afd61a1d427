import type { Category, Dimension, Measure } from './cube.ts';

/** A value's code and label, and its notes where it has some. */
export type PlainValue = readonly [code: string, label: string, notes?: readonly string[]];

/** A variable of which its source says no more than codes and labels, as files do. */
export function plainDimension(
  { code, label, role }: Pick<Dimension, 'code' | 'label' | 'role'>,
  values: Iterable<PlainValue>,
): Dimension {
  return {
    code,
    label,
    role,
    categories: Array.from(values, ([value, text, notes = []]): Category => ({
      code: value,
      label: text,
      parent: null,
      notes,
    })),
    classifications: [],
    elimination: null,
    notes: [],
  };
}

/** A measure of which its source says nothing of prices, adjustment or base. */
export function plainMeasure(
  facts: Pick<Measure, 'code' | 'label' | 'unit' | 'decimals' | 'measuringType'>,
): Measure {
  return {
    ...facts,
    priceType: null,
    adjustment: null,
    basePeriod: null,
    referencePeriod: null,
    classifications: [],
  };
}
