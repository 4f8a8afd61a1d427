import type { TimeUnit } from '../../transform/table.ts';

const TIME_UNITS: Readonly<Record<string, TimeUnit>> = {
  annual: 'annual',
  halfyear: 'half-yearly',
  quarterly: 'quarterly',
  monthly: 'monthly',
  weekly: 'weekly',
  daily: 'daily',
  other: 'other',
};

/** The time unit that an entry states; null where it states none or one that is not known. */
export function timeUnitOf(stated: string | null | undefined): TimeUnit | null {
  const folded = stated?.toLowerCase() ?? '';
  return Object.hasOwn(TIME_UNITS, folded) ? (TIME_UNITS[folded] ?? null) : null;
}
