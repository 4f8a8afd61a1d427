/** A moment as the source states it. `standard` tells whether it was complete ISO 8601 with a zone. */
export interface StatedInstant {
  /** ISO 8601 in UTC, to the second unless the source is finer. */
  readonly instant: string;
  readonly standard: boolean;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}): ?(\d{2})(?:: ?(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DAY_FIRST = /^(\d{2})\/(\d{2})\/(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Reads `updated` in the forms that occur: ISO 8601 with `Z`, `+01:00` or `+0100`, with
 * spaces inside the clock, without a zone, a date alone, and day-first `dd/mm/yyyy`
 * (ONS). Without a zone it is taken as UTC. Null for everything else.
 */
export function readInstant(text: string): StatedInstant | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso;
    const instant = toUtc([year, month, day, hour, minute, second], fraction, zone);
    return instant === null
      ? null
      : { instant, standard: zone !== undefined && !/\s/.test(trimmed) };
  }
  const dayFirst = DAY_FIRST.exec(trimmed);
  if (dayFirst !== null) {
    const [, day, month, year, hour, minute, second] = dayFirst;
    const instant = toUtc([year, month, day, hour, minute, second], undefined, undefined);
    return instant === null ? null : { instant, standard: false };
  }
  return null;
}

type Parts = readonly (string | undefined)[];

function toUtc(
  parts: Parts,
  fraction: string | undefined,
  zone: string | undefined,
): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const written = [year, month, day, hour, minute, second].join();
  const counted = [
    local.getUTCFullYear(),
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ].join();
  if (written !== counted) return null;
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const moment = new Date(local.getTime() - zoneMilliseconds(zone) + milliseconds);
  return moment.toISOString().replace('.000Z', 'Z');
}

function zoneMilliseconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.replace(/\D/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}
