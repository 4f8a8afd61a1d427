import type { CallForecast } from '../extract/budget/forecast.ts';
import { counted } from './text-table.ts';

/** `9 calls, 18 s; queue 2 min`: what calls take of the allowance, and how long until the first. */
export function forecastText({ calls, seconds, queueSeconds }: CallForecast): string {
  const queue = queueSeconds < 1 ? 'no queue' : `queue ${duration(queueSeconds)}`;
  return `${counted(calls, 'call')}, ${duration(seconds)}; ${queue}`;
}

function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
