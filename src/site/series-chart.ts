import { html } from 'hono/html';
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

/** In the picture's own units, which are pixels where it has the room: letters of a wide one are too small on a phone. */
const WIDE = Object.freeze({ width: 640, height: 260 });
const NARROW = Object.freeze({ width: 340, height: 220 });

/** A series as a picture, wide and narrow, of which the style sheet shows one; null where it has fewer than two numbers. */
export function seriesChart(series: readonly SeriesPoint[], language: Language): Markup | null {
  const numbers = series.filter(({ value }) => value !== null);
  const [first, last] = [numbers.at(0), numbers.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const printed = (point: SeriesPoint): string => printedNumber(point, language);
  const points = series.map(({ period, value }) => ({
    period,
    value: value === null ? null : Number(value),
  }));
  const told = {
    description: WORDS[language](printed(first), first.period, printed(last), last.period),
    format: (value: number) => decimalWords(String(value), language),
  };
  return html`<div class="wide">${lineChart(points, { ...told, ...WIDE })}</div>
    <div class="narrow">${lineChart(points, { ...told, ...NARROW })}</div>`;
}
