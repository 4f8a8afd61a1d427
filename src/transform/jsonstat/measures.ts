import type { Measure, MeasuringType } from '../cube.ts';
import { pointerTo } from '../json/pointer.ts';
import { asObject, asText, member, type JsonObject } from '../json/value.ts';
import type { DimensionDraft } from './dimension.ts';
import type { FindingCollector } from './findings.ts';

const MEASURING_TYPES: Readonly<Record<string, MeasuringType>> = Object.freeze({
  stock: 'stock',
  flow: 'flow',
  average: 'average',
  other: 'other',
});

/**
 * Reads what is counted: one measure for each value of the metric dimension, or the one
 * measure of a dataset without such a dimension, which is then named by the title.
 */
export function readMeasures(
  metric: DimensionDraft | null,
  title: string,
  findings: FindingCollector,
): readonly Measure[] {
  if (metric === null) return [unmeasured(title)];
  const units = asObject(member(asObject(member(metric.json, 'category')), 'unit'));
  const extension = asObject(member(metric.json, 'extension'));
  return metric.categories.map(({ code, label }) => {
    const unit = asObject(member(units, code));
    return {
      code,
      label,
      unit: readUnit(unit) ?? (metric.code === 'unit' ? label : null),
      decimals: readDecimals(unit, pointerTo(metric.pointer, 'category', 'unit', code), findings),
      measuringType: readMeasuringType(extension, code, metric.pointer, findings),
      priceType: textByCode(extension, 'priceType', code),
      adjustment: textByCode(extension, 'adjustment', code),
      basePeriod: textByCode(extension, 'basePeriod', code),
      referencePeriod: textByCode(extension, 'refperiod', code),
      classifications: metric.categoryClassifications.get(code) ?? [],
    };
  });
}

/** The only measure of a table that has no metric dimension. */
export function unmeasured(title: string): Measure {
  return {
    code: 'value',
    label: title === '' ? 'value' : title,
    unit: null,
    decimals: null,
    measuringType: null,
    priceType: null,
    adjustment: null,
    basePeriod: null,
    referencePeriod: null,
    classifications: [],
  };
}

// PxWeb writes the whole unit as `base`. The standard's `label` is the unit in words; where
// only a base stands, the multiplier is part of the unit: 3 with "person" means thousands.
function readUnit(unit: JsonObject | null): string | null {
  const text = (key: string): string | null => asText(member(unit, key)) || null;
  const label = text('label');
  if (label !== null) return label;
  const base = text('base') ?? text('symbol');
  if (base === null) return null;
  const multiplier = member(unit, 'multiplier');
  return typeof multiplier === 'number' && multiplier !== 0 ? `10^${multiplier} ${base}` : base;
}

// No published figure is finer; the database stores the number in a small integer.
const MOST_DECIMALS = 20;

function readDecimals(
  unit: JsonObject | null,
  pointer: string,
  findings: FindingCollector,
): number | null {
  const decimals = member(unit, 'decimals');
  if (decimals === undefined || decimals === null) return null;
  if (
    typeof decimals === 'number' &&
    Number.isInteger(decimals) &&
    decimals >= 0 &&
    decimals <= MOST_DECIMALS
  ) {
    return decimals;
  }
  findings.add('JSONSTAT_MEMBER_TYPE', pointerTo(pointer, 'decimals'), 'decimals are left out', {
    expected: `a whole number from 0 to ${MOST_DECIMALS}`,
    actual: decimals,
  });
  return null;
}

function readMeasuringType(
  extension: JsonObject | null,
  code: string,
  dimensionPointer: string,
  findings: FindingCollector,
): MeasuringType | null {
  const text = textByCode(extension, 'measuringType', code);
  if (text === null) return null;
  const type = Object.hasOwn(MEASURING_TYPES, text.toLowerCase())
    ? MEASURING_TYPES[text.toLowerCase()]
    : undefined;
  if (type === undefined) {
    findings.add(
      'JSONSTAT_MEMBER_TYPE',
      pointerTo(dimensionPointer, 'extension', 'measuringType', code),
      'the measuring type is left out',
      { expected: 'Stock, Flow, Average or Other', actual: text },
    );
  }
  return type ?? null;
}

function textByCode(extension: JsonObject | null, name: string, code: string): string | null {
  const text = asText(member(asObject(member(extension, name)), code));
  return text === '' ? null : text;
}
