/** Columns that every generated view has whatever the table, per language. */
export interface FixedColumns {
  readonly codeSuffix: string;
  readonly start: string;
  readonly end: string;
  readonly value: string;
  readonly unit: string;
  readonly symbol: string;
  readonly measure: string;
  readonly vintageFrom: string;
  readonly vintageTo: string;
  readonly knownFrom: string;
  readonly knownTo: string;
  readonly seriesKey: string;
  readonly timeKey: string;
  readonly measureKey: string;
  readonly regionKey: string;
  readonly all: readonly string[];
}

/** Keys of the conformed dimensions have one name in every view and language. */
const KEYS = {
  seriesKey: 'series_key',
  timeKey: 'time_key',
  measureKey: 'measure_key',
  regionKey: 'region_key',
};

const NO = {
  codeSuffix: '_kode',
  start: 'periode_start',
  end: 'periode_slutt',
  value: 'verdi',
  unit: 'enhet',
  symbol: 'symbol',
  measure: 'statistikkvariabel',
  vintageFrom: 'utgave_fra',
  vintageTo: 'utgave_til',
  knownFrom: 'kjent_fra',
  knownTo: 'kjent_til',
  ...KEYS,
};

const EN = {
  codeSuffix: '_code',
  start: 'period_start',
  end: 'period_end',
  value: 'value',
  unit: 'unit',
  symbol: 'symbol',
  measure: 'contents',
  vintageFrom: 'vintage_from',
  vintageTo: 'vintage_to',
  knownFrom: 'known_from',
  knownTo: 'known_to',
  ...KEYS,
};

/** No variable of a table gets one of these names, nor the measure column with its code companion. */
export const FIXED_COLUMNS: Readonly<Record<'no' | 'en', FixedColumns>> = Object.freeze({
  no: Object.freeze({ ...NO, all: reserved(NO) }),
  en: Object.freeze({ ...EN, all: reserved(EN) }),
});

function reserved(names: Readonly<Record<string, string>>): readonly string[] {
  return Object.freeze(
    Object.entries(names)
      .filter(([role]) => role !== 'codeSuffix' && role !== 'measure')
      .map(([, name]) => name),
  );
}
