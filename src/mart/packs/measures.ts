import type { Language, MartMeasure, MartTable } from '../mart.ts';

/** Names of the columns that every table's view has, as packs need them. */
export const COLUMNS = Object.freeze({
  no: { value: 'verdi', start: 'periode_start', end: 'periode_slutt' },
  en: { value: 'value', start: 'period_start', end: 'period_end' },
});

/** A measure with a name that no other of the table has. */
export interface NamedMeasure extends MartMeasure {
  readonly name: string;
}

/** Label, and unit where the label does not say it; two measures of one name are told apart by their codes. */
export function namedMeasures({ measures }: MartTable): readonly NamedMeasure[] {
  const names = measures.map(labelWithUnit);
  const keys = names.map((name) => name.toLowerCase());
  return measures.map((measure, at) => {
    const name = names[at] ?? measure.label;
    const unique = keys.filter((key) => key === keys[at]).length === 1;
    return { ...measure, name: unique ? name : `${name} ${measure.code}` };
  });
}

function labelWithUnit({ label, unit }: MartMeasure): string {
  const told = unit === null || words(label).includes(words(unit));
  return told ? label : `${label} (${unit})`;
}

/** The words of a text with a space on either side, so that a part of a word is not found. */
function words(text: string): string {
  return ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  } `;
}

/** Digits as a spreadsheet's format writes them: `#,0` or `#,0.0`. */
export function numberFormat({ decimals }: MartMeasure): string {
  return decimals === null || decimals === 0 ? '#,0' : `#,0.${'0'.repeat(Math.min(decimals, 15))}`;
}

const ADVICE = Object.freeze({
  no: {
    full: 'Kan summeres over alt. En total og delene dens telles ikke sammen.',
    'not over time':
      'En beholdning: summeres ikke over tid. En total og delene dens telles ikke sammen.',
    none: 'Kan ikke summeres: viser tallet bare der utvalget er én celle.',
    unknown: 'Kilden sier ikke om tallet kan summeres: viser det bare der utvalget er én celle.',
  },
  en: {
    full: 'May be summed over everything. A total and its parts are not counted together.',
    'not over time':
      'A stock: not summed over time. A total and its parts are not counted together.',
    none: 'May not be summed: shows the figure only where one cell is selected.',
    unknown:
      'The source does not say if it may be summed: shows the figure only where one cell is selected.',
  },
});

/** What to know before summing a measure. */
export function additivityAdvice({ additivity }: MartMeasure, language: Language): string {
  return ADVICE[language][additivity];
}
