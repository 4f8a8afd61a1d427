/**
 * Milliseconds that a `Retry-After` header asks for (RFC 9110, section 10.2.3): whole
 * seconds or an HTTP date. Null for a missing header or one in neither form; a date that
 * has passed is zero.
 *
 * @param now Milliseconds since the epoch, when the response came.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse also takes bare years and ISO dates; an HTTP date begins with a weekday.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
