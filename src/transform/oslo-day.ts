const OSLO = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The date in Oslo at an instant, as `2026-01-09`. Norwegian releases are dated there: midnight
 * in Oslo is still the day before in UTC.
 */
export function osloDay(instant: Date | string): string {
  return OSLO.format(new Date(instant));
}
