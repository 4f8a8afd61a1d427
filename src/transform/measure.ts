import type { Measure } from './cube.ts';

/** Over what a measure may be summed. A stock may be summed over places, not over time. */
export type Additivity = 'full' | 'not over time' | 'none' | 'unknown';

// Shares, ratios, averages and indices in Norwegian and English, in a unit.
const RATIO_UNIT =
  /%|‰|\b(?:pro ?sent|pst|per ?cent(?:age)?|promille|per ?mill?e|andel|share|indeks|index|rate|ratio|gjennomsnitt|average|mean|median|poeng|points?|per|pr)\b/i;

// In a label "per" also states a date (folkemengde per 1. januar), which is no ratio.
const RATIO_LABEL =
  /\b(?:prosent|per ?cent(?:age)?|promille|andel|share of|indeks|index|gjennomsnitt(?:lig)?|average|median)\b|\(%\)|\b(?:per|pr\.?) (?!\d{1,2}\.|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/i;

/**
 * Whether sums of a measure mean anything, so that a report can refuse to add up
 * percentages. Read from the source's measuring type, and from unit and label where
 * those say share, average or index, which wins over the type: SSB calls income per
 * inhabitant a flow.
 *
 * Figures in fixed prices are `unknown`, because chained volumes do not add up and the
 * source does not say which ones are chained.
 */
export function additivityOf(
  measure: Pick<Measure, 'label' | 'unit' | 'measuringType' | 'priceType' | 'basePeriod'>,
): Additivity {
  const { label, unit, measuringType, priceType, basePeriod } = measure;
  if (measuringType === 'average') return 'none';
  if (unit !== null && RATIO_UNIT.test(unit)) return 'none';
  if (RATIO_LABEL.test(label)) return 'none';
  if (basePeriod !== null) return 'none';
  if (priceType?.toLowerCase() === 'fixed') return 'unknown';
  if (measuringType === 'stock') return 'not over time';
  return measuringType === 'flow' ? 'full' : 'unknown';
}
