import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { html } from 'hono/html';

/** One period of a series; null where there is no number. */
export interface ChartPoint {
  readonly period: string;
  readonly value: number | null;
}

/** A number that is to be seen in the chart. */
export interface ChartMark {
  readonly period: string;
  readonly value: number;
  /** As it stands beside the mark: `publisert: 90`. */
  readonly label: string;
}

export interface LineChartOptions {
  /** What a screen reader says of the picture: the series in a sentence, with first and last number. */
  readonly description: string;
  /** How numbers at the axis are written. */
  readonly format: (value: number) => string;
  readonly marks?: readonly ChartMark[];
  /** In the picture's own units; it scales to the width that it is given. */
  readonly width?: number;
  readonly height?: number;
}

const FONT = 13;
const TOP = 18;
const BOTTOM = 26;
/** Roughly the width of a digit in a sans-serif font, as a share of its size. */
const DIGIT = 0.62;

/** The styles that the chart's classes need, with the tokens of `tokens.ts`. */
export const CHART_STYLES = `
.chart { width: 100%; height: auto; max-width: 46rem; display: block; font-family: var(--sans); }
.chart .grid { stroke: var(--line); }
.chart .axis { fill: var(--quiet); font-size: ${FONT}px; font-variant-numeric: tabular-nums; }
.chart .series { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
.chart .dot { fill: var(--accent); }
.chart .mark { fill: var(--paper); stroke: var(--mark); stroke-width: 3; }
.chart .mark-label { fill: var(--mark); font-size: ${FONT}px; font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
`;

/**
 * A series as a static picture: a line that breaks where numbers are missing, first, last and
 * marked numbers told apart by shape as well as by colour. The axis begins at zero where
 * that leaves the line at least a fifth of the height, so that small changes look small.
 */
export function lineChart(points: readonly ChartPoint[], options: LineChartOptions) {
  const { description, format, marks = [], width = 640, height = 260 } = options;
  const numbers = [
    ...points.flatMap(({ value }) => (value === null ? [] : [value])),
    ...marks.map(({ value }) => value),
  ];
  const y = scaleLinear()
    .domain(domainOf(numbers))
    .nice(4)
    .range([height - BOTTOM, TOP]);
  const ticks = y.ticks(4);
  const left = Math.max(...ticks.map((tick) => format(tick).length)) * FONT * DIGIT + 14;
  const periods = points.map(({ period }) => period);
  const x = scalePoint()
    .domain(periods)
    .range([left, width - 16]);
  const at = (period: string): number => x(period) ?? left;
  const path = line<ChartPoint>()
    .defined(({ value }) => value !== null)
    .x(({ period }) => at(period))
    .y(({ value }) => y(value ?? 0))(points);
  const alone = points.filter(({ value }, index) => value !== null && isAlone(points, index));
  return html`<svg
    class="chart"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${description}"
  >
    ${ticks.map(
      (tick) =>
        html`<line class="grid" x1="${left}" x2="${width - 8}" y1="${y(tick)}" y2="${y(tick)}" />
          <text class="axis" x="${left - 8}" y="${y(tick)}" dy="0.35em" text-anchor="end">
            ${format(tick)}
          </text>`,
    )}
    ${shownPeriods(periods, width - left).map(
      ({ period, anchor }) =>
        html`<text class="axis" x="${at(period)}" y="${height - 6}" text-anchor="${anchor}"
          >${period}</text
        >`,
    )}
    <path class="series" d="${path ?? ''}" />
    ${alone.map(({ period, value }) => html`<circle class="dot" cx="${at(period)}" cy="${y(value ?? 0)}" r="3.5" />`)}
    ${marks
      .filter(({ period }) => periods.includes(period))
      .map(({ period, value, label }) => {
        const right = at(period) > (left + width) / 2;
        return html`<circle class="mark" cx="${at(period)}" cy="${y(value)}" r="6" />
          <text
            class="mark-label"
            x="${at(period) + (right ? -11 : 11)}"
            y="${y(value)}"
            dy="${y(value) < TOP + 12 ? '1.2em' : '-0.6em'}"
            text-anchor="${right ? 'end' : 'start'}"
          >
            ${label}
          </text>`;
      })}
  </svg>`;
}

/** From zero where the line keeps a fifth of the height then; else from around the numbers. */
function domainOf(numbers: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (low >= 0 && high > 0 && (high - low) / high >= 0.2) return [0, high];
  const margin = (high - low || Math.abs(high) || 1) * 0.15;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/** A number without neighbours has no line to be seen by; the last one is always pointed out. */
function isAlone(points: readonly ChartPoint[], index: number): boolean {
  const isLast = points.slice(index + 1).every(({ value }) => value === null);
  const lonely = points[index - 1]?.value == null && points[index + 1]?.value == null;
  return isLast || lonely;
}

/** As many periods as fit below the axis, the first and the last among them. */
function shownPeriods(periods: readonly string[], width: number) {
  const longest = Math.max(...periods.map(({ length }) => length));
  const room = Math.max(2, Math.floor(width / ((longest + 2) * FONT * DIGIT)));
  const step = Math.ceil((periods.length - 1) / (room - 1)) || 1;
  const last = periods.length - 1;
  return periods.flatMap((period, index) => {
    const shown = index === last || (index % step === 0 && last - index >= step);
    const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
    return shown ? [{ period, anchor }] : [];
  });
}
