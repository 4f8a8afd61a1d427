import type { ResponseHeaders } from '../http/headers.ts';
import type { SourceLimits } from '../provider.ts';

/** How many calls a source allows in a window that slides. */
export type CallRate = Pick<SourceLimits, 'calls' | 'windowSeconds'>;

/** What `/config` of PxWebApi says of limits. Zero means "not administered here". */
interface ConfiguredLimits {
  readonly maxDataCells: number;
  readonly maxCallsPerTimeWindow: number;
  readonly timeWindow: number;
}

/** Where a source's limits may be stated. */
export interface LimitSources {
  /** From the agency's documentation, or the catalogue. */
  readonly documented?: Partial<SourceLimits>;
  readonly config?: ConfiguredLimits;
  readonly headers?: ResponseHeaders;
}

/**
 * For a source that states nothing: the lowest limits that an agency is known to have
 * (Latvia's 10,000 cells, SSB's 30 calls a minute).
 */
const UNSTATED: SourceLimits = Object.freeze({ maxCells: 10_000, calls: 30, windowSeconds: 60 });

function isPositive(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0;
}

function rate(calls: number | undefined, windowSeconds: number | undefined): CallRate | null {
  return isPositive(calls) && isPositive(windowSeconds) ? { calls, windowSeconds } : null;
}

/**
 * The rate in the headers of a gateway: `x-ratelimit-policy: 40;w=60s`. A limit without a
 * window (`x-ratelimit-limit: 40` alone) says nothing that can be obeyed.
 */
export function rateFromHeaders(headers: ResponseHeaders): CallRate | null {
  const policy = headers['x-ratelimit-policy'] ?? headers['ratelimit-policy'] ?? '';
  const match = /^\s*(?:"[^"]*";\s*q=)?(\d+)\s*;\s*w\s*=\s*(\d+)\s*s?\s*(?:[;,]|$)/.exec(policy);
  if (match === null) return null;
  const stated = headers['x-ratelimit-limit'] ?? '';
  const calls = Number(match[1]);
  return rate(/^\d+$/.test(stated) ? Math.min(calls, Number(stated)) : calls, Number(match[2]));
}

/** The rate with fewer calls a second; of equals the one with the smaller burst. */
export function stricterRate(a: CallRate, b: CallRate): CallRate {
  const difference = a.calls * b.windowSeconds - b.calls * a.windowSeconds;
  if (difference !== 0) return difference < 0 ? a : b;
  return a.calls <= b.calls ? a : b;
}

/**
 * The strictest of all limits that are stated. A zero or a value that cannot be read
 * states nothing; where nothing is stated, the lowest known limits hold.
 */
export function limitsFrom(sources: LimitSources): SourceLimits {
  const { documented, config, headers } = sources;
  const rates = [
    rate(documented?.calls, documented?.windowSeconds),
    rate(config?.maxCallsPerTimeWindow, config?.timeWindow),
    headers === undefined ? null : rateFromHeaders(headers),
  ].filter((stated) => stated !== null);
  const cells = [documented?.maxCells, config?.maxDataCells].filter(isPositive);
  const { calls, windowSeconds } = rates.length === 0 ? UNSTATED : rates.reduce(stricterRate);
  return Object.freeze({
    maxCells: cells.length === 0 ? UNSTATED.maxCells : Math.min(...cells),
    calls,
    windowSeconds,
  });
}
