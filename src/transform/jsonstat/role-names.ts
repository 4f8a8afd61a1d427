import type { Dimension } from '../cube.ts';

type Named = Pick<Dimension, 'code' | 'label' | 'classifications'>;

const TIME_NAMES = new Set([
  'tid',
  'time',
  'time_period',
  'period',
  'periode',
  'år',
  'aar',
  'year',
  'vuosi',
  'kvartal',
  'quarter',
  'måned',
  'månad',
  'maned',
  'month',
  'uke',
  'vecka',
  'week',
]);

/** Whether a dimension is time by its code (`Tid`, `TLIST(Q1)`, `Vuosi`, …) or else its label. */
export function looksLikeTime(dimension: Named): boolean {
  const code = dimension.code.toLowerCase();
  return (
    TIME_NAMES.has(code) ||
    code.startsWith('tlist(') ||
    TIME_NAMES.has(dimension.label.toLowerCase())
  );
}

// Region, and KOSTRA's municipality, county and city district variables at SSB; geo at Eurostat; AREA in Latvia.
const PLACE_CODE = /^(?:region|geo|area|kok(?:kommune|fylkes|bydels)region\d*)$/i;

// KLASS: 131 municipalities, 104 counties, 231 KOSTRA regions, 1 basic statistical units.
const PLACE_CLASSIFICATION = /^urn:ssb:classification:klass:(?:131|104|231|1)$/;

/** Whether a dimension is a place by its code or by the KLASS classification behind it. */
export function looksLikePlace(dimension: Named): boolean {
  return (
    PLACE_CODE.test(dimension.code) ||
    dimension.classifications.some((urn) => PLACE_CLASSIFICATION.test(urn))
  );
}

// Eurostat's `unit` comes before its indicators: figures in different units must never
// stand under one measure, while one indicator in several units is several measures.
const METRIC_CODES = [
  /^contentscode$/i,
  /^statistic(?:code)?$/i,
  /^unit$/i,
  /^indic/i,
  /^na_item$/i,
];

/** How surely a dimension says what is counted, by its code: 0 is surest, null is not at all. */
export function metricRank(dimension: Named): number | null {
  const rank = METRIC_CODES.findIndex((pattern) => pattern.test(dimension.code));
  return rank === -1 ? null : rank;
}
