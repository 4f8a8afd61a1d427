import type { ClaimUnit } from '../../transform/claims/claim.ts';
import type { ClaimNumber, Drift } from '../../transform/claims/evaluated-claim.ts';
import { decimalWords, differenceWords, type Language } from '../../transform/decimal-words.ts';

/** A number of a claim as people write it: `90 %`, `5 av 6`, `nr. 4 av 27`, `600 000 personer`. */
export function claimNumberWords(
  { value, of }: ClaimNumber,
  unit: ClaimUnit | null,
  language: Language,
): string {
  const number = unbroken(decimalWords(atMostTwoDecimals(value), language));
  const whole = of === null ? null : unbroken(decimalWords(of, language));
  if (unit === 'rank') {
    const place = language === 'no' ? `nr. ${number}` : `no. ${number}`;
    return whole === null ? place : `${place} ${OF[language]} ${whole}`;
  }
  if (whole !== null) return `${number} ${OF[language]} ${whole}`;
  return `${number}${UNITS[language][unit ?? 'count']}`;
}

/** A drift with its sign and unit: `+5 prosentpoeng`. */
export function driftWords({ amount, unit }: Drift, language: Language): string {
  return `${unbroken(differenceWords(atMostTwoDecimals(amount), language))}${DRIFT_UNITS[language][unit]}`;
}

/** `15. desember 2021`. */
export function dayWords(instant: string, language: Language): string {
  return DAYS[language].format(new Date(instant));
}

/** Quotients have decimals without end; two are more than any report prints. */
function atMostTwoDecimals(decimal: string): string {
  return /\.\d{3}/.test(decimal) ? String(Number(Number(decimal).toFixed(2))) : decimal;
}

/** A number is not broken over two lines. */
function unbroken(number: string): string {
  return number.replaceAll(' ', '\u00A0');
}

const OF = Object.freeze({ no: 'av', en: 'of' });

const UNITS: Readonly<Record<Language, Readonly<Record<ClaimUnit, string>>>> = Object.freeze({
  no: {
    percent: '\u00A0%',
    'percentage points': ' prosentpoeng',
    persons: ' personer',
    score: ' poeng',
    rank: '',
    ratio: '',
    years: ' år',
    count: '',
  },
  en: {
    percent: '\u00A0%',
    'percentage points': ' percentage points',
    persons: ' persons',
    score: ' points',
    rank: '',
    ratio: '',
    years: ' years',
    count: '',
  },
});

const DRIFT_UNITS: Readonly<Record<Language, Readonly<Record<Drift['unit'], string>>>> =
  Object.freeze({
    no: {
      points: ' prosentpoeng',
      percent: '\u00A0%',
      persons: ' personer',
      places: ' plasser',
      of: ' i nevneren',
      units: '',
    },
    en: {
      points: ' percentage points',
      percent: '\u00A0%',
      persons: ' persons',
      places: ' places',
      of: ' in the denominator',
      units: '',
    },
  });

const DAY = { dateStyle: 'long', timeZone: 'Europe/Oslo' } as const;

const DAYS = Object.freeze({
  no: new Intl.DateTimeFormat('nb-NO', DAY),
  en: new Intl.DateTimeFormat('en-GB', DAY),
});
