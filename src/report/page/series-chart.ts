import { html } from 'hono/html';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import type { Html } from './html.ts';
import type { ClaimSeries } from './page-model.ts';

const WIDTH = 320;
const HEIGHT = 132;
const MARGIN = Object.freeze({ top: 22, right: 34, bottom: 22, left: 14 });

/** Labels closer to each other than this are one on top of the other. */
const LABEL_WIDTH = 46;

interface Point {
  readonly period: string;
  /** Years since the year 0, with the part of the year as a fraction. */
  readonly time: number;
  readonly value: number;
}

/** The number as printed, in the claim's unit, and the year that it is for. */
export interface PrintedPoint {
  readonly period: string;
  readonly value: string;
}

/**
 * A series as a line with its points, and the printed number as a ring at its own year, on the
 * line or beside it. Null where fewer than two points can be drawn: one is told by its number.
 *
 * @param id unique on the page
 */
export function seriesChart(
  id: string,
  title: string,
  series: ClaimSeries,
  printed: PrintedPoint | null,
  language: Language,
): Html | null {
  const points = series.points.flatMap(({ period, value }): readonly Point[] => {
    const time = timeOf(period);
    if (value === null || time === null) return [];
    return [{ period, time, value: Number(value) * series.factor }];
  });
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return null;
  const ring = printedPoint(printed);
  const drawn = ring === null ? points : [...points, ring];
  const values = drawn.map(({ value }) => value);
  const times = drawn.map(({ time }) => time);
  const x = scaleLinear()
    .domain([Math.min(...times), Math.max(...times)])
    .range([MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear()
    .domain(padded(Math.min(...values), Math.max(...values)))
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const at = ({ time, value }: Point): Place => ({ x: round(x(time)), y: round(y(value)) });
  const path = line<Point>(
    (point) => at(point).x,
    (point) => at(point).y,
  )([...points]);
  const words = (point: Point): string => decimalWords(shown(point.value), language);
  const description = [
    ...points.map((point) => `${point.period}: ${words(point)}`),
    ...(ring === null ? [] : [`${PRINTED[language]} ${ring.period}: ${words(ring)}`]),
  ].join(', ');
  return html`<svg
    class="chart${series.proxy ? ' proxy' : ''}"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-labelledby="${id}-t ${id}-d"
  >
    <title id="${id}-t">${title}</title>
    <desc id="${id}-d">${description}</desc>
    <path class="axis" d="M${MARGIN.left} ${HEIGHT - MARGIN.bottom}H${WIDTH - MARGIN.right}" />
    <path class="series" d="${path}" />
    ${points.map((point) => circle('dot', at(point), points.length > 20 ? 1.5 : 2.5))}
    ${ring === null ? null : circle('mark', at(ring), 5.5)}
    ${labelled(first, ring, last, at).map((point) => label(point, at(point), words(point), point === last))}
  </svg>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The last point, the ring, and the first one, as far as there is room: the former go first. */
function labelled(
  first: Point,
  ring: Point | null,
  last: Point,
  at: (point: Point) => Place,
): readonly Point[] {
  const chosen = [last];
  for (const point of ring === null ? [first] : [ring, first]) {
    if (chosen.every((other) => Math.abs(at(other).x - at(point).x) >= LABEL_WIDTH)) {
      chosen.push(point);
    }
  }
  return chosen;
}

/** Number at the point, period at the axis below it. */
function label(point: Point, { x, y }: Place, words: string, isLast: boolean): Html {
  const number = isLast
    ? html`<text class="value" x="${x + 8}" y="${y + 4}">${words}</text>`
    : html`<text
        class="value"
        x="${Math.max(x, MARGIN.left + 6)}"
        y="${y - 10}"
        text-anchor="middle"
        >${words}</text
      >`;
  return html`${number}<text
      class="period"
      x="${Math.max(x, MARGIN.left + 2)}"
      y="${HEIGHT - 6}"
      text-anchor="middle"
      >${point.period}</text
    >`;
}

function circle(kind: string, { x, y }: Place, radius: number): Html {
  return html`<circle class="${kind}" cx="${x}" cy="${y}" r="${radius}" />`;
}

function printedPoint(printed: PrintedPoint | null): Point | null {
  const time = printed === null ? null : timeOf(printed.period);
  if (printed === null || time === null) return null;
  return { period: printed.period, time, value: Number(printed.value) };
}

/** Years, quarters and months as the sources write them; null for anything else. */
function timeOf(period: string): number | null {
  const { year, quarter, month } =
    /^(?<year>\d{4})(?:-?[KQ](?<quarter>[1-4])|-?M(?<month>\d\d))?$/.exec(period)?.groups ?? {};
  if (year === undefined) return null;
  if (quarter !== undefined) return Number(year) + (Number(quarter) - 1) / 4;
  return Number(year) + (month === undefined ? 0 : (Number(month) - 1) / 12);
}

const PRINTED = Object.freeze({ no: 'trykt', en: 'printed' });

/** Air above and below, and some of it where all values are equal. */
function padded(least: number, most: number): readonly [number, number] {
  const air = (most - least) * 0.18 || Math.abs(most) * 0.1 || 1;
  return [least - air, most + air];
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

/** What a table's factor made of a decimal, without the tail of a binary fraction. */
function shown(number: number): string {
  return String(Number(number.toPrecision(12)));
}
