const FORMAT = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 20 });

/**
 * A number as Norwegian prints it: `5 594 340`, `62,1`. With plain spaces, as terminals and
 * the clipboard treat non-breaking ones in ways of their own.
 */
export function norwegianNumber(value: number): string {
  return FORMAT.format(value).replaceAll('\u00A0', ' ');
}
