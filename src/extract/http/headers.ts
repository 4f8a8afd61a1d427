/** Response headers by lower-case name; repeated headers are joined with a comma. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/**
 * The headers worth keeping beside the bytes. A list of what is kept, not of what is
 * dropped: cookies, session and tracing ids of gateways never reach the journal.
 */
const KEPT = new Set([
  'age',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'retry-after',
]);

const KEPT_PREFIXES = ['x-ratelimit-', 'x-rate-limit-', 'ratelimit'];

/** The headers that may be stored, in alphabetical order so that equal answers are stored equal. */
export function keptHeaders(headers: ResponseHeaders): ResponseHeaders {
  const entries = Object.entries(headers)
    .filter(([name]) => KEPT.has(name) || KEPT_PREFIXES.some((prefix) => name.startsWith(prefix)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.freeze(Object.fromEntries(entries));
}
