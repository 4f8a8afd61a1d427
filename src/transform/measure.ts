import type { Measure } from './cube.ts';

/** Over what a measure may be summed. A stock may be summed over places, not over time. */
export type Additivity = 'full' | 'not over time' | 'none' | 'unknown';

/**
 * What kind of quantity a measure is, as far as it decides about sums. `volume`: in fixed prices;
 * `cumulative`: a flow since the beginning of the year; `distinct`: each person or unit counted
 * once, so that parts overlap; `extreme`: the highest, the lowest, the middle one.
 */
export type QuantityKind =
  | 'stock'
  | 'flow'
  | 'cumulative'
  | 'average'
  | 'share'
  | 'index'
  | 'ratio'
  | 'extreme'
  | 'distinct'
  | 'volume'
  | 'unknown';

/** Whether a measure may be summed over each thing; null: the source does not say enough to tell. */
export interface Summing {
  readonly kind: QuantityKind;
  readonly time: boolean | null;
  readonly region: boolean | null;
  readonly categories: boolean | null;
  /** The same as one word. */
  readonly additivity: Additivity;
}

type Described = Pick<Measure, 'label' | 'unit' | 'measuringType' | 'priceType' | 'basePeriod'>;

/** A kind, and what a unit and a label look like that say it, in Norwegian and English. The first that fits counts. */
const SAID: readonly (readonly [QuantityKind, unit: RegExp | null, label: RegExp])[] =
  Object.freeze([
    ['index', /\b(?:indeks|index|poeng|points?)\b/i, /(?:indeks|\bindex)(?!\w)|\(\d{4} ?= ?100\)/i],
    [
      'share',
      /%|‰|\b(?:pro ?sent(?:poeng)?|pst|per ?cent(?:age)?|promille|andel|share)\b/i,
      /\b(?:prosent|pst\.?|per ?cent(?:age)?|promille|andel|share of)(?![\p{L}])|\(%\)/iu,
    ],
    [
      'extreme',
      /\bmedian\b/i,
      /(?<![\p{L}])(?:median|høyeste?|laveste?|maksimum|minimum|highest|lowest|maximum|quartile|kvartil|desil|decile)/iu,
    ],
    [
      'average',
      /\b(?:gjennomsnitt|snitt|average|mean)\b/i,
      /(?<![\p{L}])(?:gjennomsnitt\p{L}*|average|mean|(?:forventet )?(?:gjenstående )?leve(?:alder|tid)|life expectancy)(?![\p{L}])/iu,
    ],
    [
      'ratio',
      /\b(?:per|pr|rate|ratio|tetthet|density)\b|[\p{L}\d]\/[\p{L}\d]/iu,
      // In a label "per" also states a date (folkemengde per 1. januar), which is no ratio.
      /\b(?:per|pr\.?) (?!\d{1,2}\.|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}\b)|(?:\brate|srate|\bratio|tetthet|\bdensity)(?![\p{L}])/iu,
    ],
    [
      // So much for one, whatever the unit says: SSB calls a price per kilo a flow of kroner. Prices in the plural
      // are what an amount is told in (faste priser), and a price in all is an amount.
      'ratio',
      null,
      /^(?!.*(?<![\p{L}])(?:total|i alt|sum)(?![\p{L}])).*(?:(?<![\p{L}])\p{L}*pris(?:en)?|(?<![\p{L}])price|(?:valuta|veksling|vekslings|aksje)kurs|(?:time|uke|måneds)lønn|(?:hourly|weekly|monthly) (?:earnings|wages?))(?![\p{L}])/iu,
    ],
    [
      'cumulative',
      null,
      /\bhittil i (?:år|kvartalet)\b|\bså langt i år\b|\bakkumulert|\bsiste 12 måneder\b|\bglidende\b|\byear.to.date\b|\bcumulative\b|\blast 12 months\b|\bmoving\b/i,
    ],
    ['distinct', null, /\b(?:unike?|distinct|unique)\b/i],
  ]);

const NONE = { time: false, region: false, categories: false, additivity: 'none' } as const;
const UNKNOWN = { time: null, region: null, categories: null, additivity: 'unknown' } as const;
const NOT_OVER_TIME = {
  time: false,
  region: true,
  categories: true,
  additivity: 'not over time',
} as const;

/** What each kind allows. Chained volumes do not add up, and no source says which ones are chained. */
const ALLOWED: Readonly<Record<QuantityKind, Omit<Summing, 'kind'>>> = Object.freeze({
  stock: NOT_OVER_TIME,
  flow: { time: true, region: true, categories: true, additivity: 'full' },
  cumulative: NOT_OVER_TIME,
  average: NONE,
  share: NONE,
  index: NONE,
  ratio: NONE,
  extreme: NONE,
  distinct: NONE,
  volume: UNKNOWN,
  unknown: UNKNOWN,
});

/**
 * Whether sums of a measure mean anything, so that a report can refuse to add up
 * percentages. Read from the source's measuring type, and from unit and label where
 * those say share, average or index, which wins over the type: SSB calls income per
 * inhabitant a flow.
 */
export function summingOf(measure: Described): Summing {
  const kind = kindOf(measure);
  return { kind, ...ALLOWED[kind] };
}

function kindOf({ label, unit, measuringType, priceType, basePeriod }: Described): QuantityKind {
  const said =
    SAID.find(([, pattern]) => unit !== null && pattern !== null && pattern.test(unit)) ??
    SAID.find(([, , pattern]) => pattern.test(label));
  if (said?.[0] === 'cumulative') return measuringType === 'flow' ? 'cumulative' : 'unknown';
  if (said !== undefined) return said[0];
  if (measuringType === 'average') return 'average';
  if (basePeriod !== null) return 'index';
  if (priceType?.toLowerCase() === 'fixed') return 'volume';
  return measuringType === 'stock' || measuringType === 'flow' ? measuringType : 'unknown';
}
