/** Query parameters whose value is a credential by the usual names. */
const SECRET_PARAMETER = /^(?:.*[-_])?(?:key|apikey|token|secret|password|passwd|sig|signature)$/i;

const MASK = '***';

/**
 * A URL as it may stand in a log, an error or the journal: without user, password or
 * the value of a parameter that carries a credential. Text that is no URL is masked whole.
 */
export function safeUrl(url: string): string {
  if (!URL.canParse(url)) return MASK;
  const parsed = new URL(url);
  const secrets = [...parsed.searchParams.keys()].filter((name) => SECRET_PARAMETER.test(name));
  // Rewriting would change the spelling of every other parameter; most URLs hold no secret.
  if (parsed.username === '' && parsed.password === '' && secrets.length === 0) return url;
  parsed.username = '';
  parsed.password = '';
  for (const name of secrets) parsed.searchParams.set(name, MASK);
  return parsed.href;
}
