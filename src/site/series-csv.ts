import type { Language } from '../transform/decimal-words.ts';
import { inLanguage } from './in-language.ts';
import type { SeriesPoint } from './queries/series.ts';

/** How spreadsheets of the language's readers take numbers and columns apart. */
const FORMS = Object.freeze({
  no: { separator: ';', decimal: ',', header: ['periode', 'verdi', 'enhet', 'tegn', 'utgave'] },
  en: { separator: ',', decimal: '.', header: ['period', 'value', 'unit', 'symbol', 'vintage'] },
});

/** Without it Excel takes UTF-8 for windows-1252. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A series as CSV (RFC 4180) for a spreadsheet, oldest period first. */
export function seriesCsv(series: readonly SeriesPoint[], language: Language): string {
  const { separator, decimal, header } = FORMS[language];
  const rows = series.map((point) => [
    point.period,
    point.value?.replace('.', decimal) ?? '',
    inLanguage(point.unitNo ?? '', point.unitEn, language),
    point.symbol,
    String(point.vintage),
  ]);
  const lines = [header, ...rows].map((fields) =>
    fields.map((field) => quoted(field, separator)).join(separator),
  );
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function quoted(field: string, separator: string): string {
  const plain = !field.includes(separator) && !/["\r\n]/.test(field);
  return plain ? field : `"${field.replaceAll('"', '""')}"`;
}
