import { decimalWords, type Language } from '../transform/decimal-words.ts';
import { lineChart } from '../page/chart/line-chart.ts';
import type { Markup } from './html.ts';
import { printedNumber } from './printed-number.ts';
import type { SeriesPoint } from './queries/series.ts';

const WORDS = Object.freeze({
  no: (first: string, from: string, last: string, to: string) =>
    `Linjediagram: fra ${first} i ${from} til ${last} i ${to}. Alle tallene står i tabellen under.`,
  en: (first: string, from: string, last: string, to: string) =>
    `Line chart: from ${first} in ${from} to ${last} in ${to}. All figures are in the table below.`,
});

/** A series as a picture; null where it has fewer than two numbers. */
export function seriesChart(series: readonly SeriesPoint[], language: Language): Markup | null {
  const numbers = series.filter(({ value }) => value !== null);
  const [first, last] = [numbers.at(0), numbers.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const printed = (point: SeriesPoint): string => printedNumber(point, language);
  return lineChart(
    series.map(({ period, value }) => ({ period, value: value === null ? null : Number(value) })),
    {
      description: WORDS[language](printed(first), first.period, printed(last), last.period),
      format: (value) => decimalWords(String(value), language),
    },
  );
}
