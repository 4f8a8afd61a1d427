import type { CubeFrame, Dimension, Measure } from '../../src/transform/cube.ts';

export function dimension(
  code: string,
  codes: readonly string[],
  extra: Partial<Dimension> = {},
): Dimension {
  return {
    code,
    label: code.toLowerCase(),
    role: 'classification',
    categories: codes.map((one) => ({ code: one, label: `label ${one}`, parent: null, notes: [] })),
    classifications: [],
    elimination: null,
    notes: [],
    ...extra,
  };
}

function measure(code: string): Measure {
  return {
    code,
    label: `label ${code}`,
    unit: 'persons',
    decimals: 0,
    measuringType: null,
    priceType: null,
    adjustment: null,
    basePeriod: null,
    referencePeriod: null,
    classifications: [],
  };
}

export function frame(dimensions: readonly Dimension[]): CubeFrame {
  const metric = dimensions.find(({ role }) => role === 'metric');
  return {
    label: 'Table',
    source: null,
    updated: null,
    notes: [],
    dimensions,
    measures:
      metric === undefined ? [measure('')] : metric.categories.map(({ code }) => measure(code)),
  };
}
