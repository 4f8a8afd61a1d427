/**
 * A connection URL without its secrets, for logs and messages: the password and every
 * parameter but the plain ones are left out. Text that is no URL is not repeated at all.
 */
export function redactUrl(url: string): string {
  const parsed = parseUrl(url);
  if (parsed === null) return '(not a URL)';
  const { protocol, username, host, pathname, searchParams } = parsed;
  const shown = [...searchParams].filter(([name]) => HARMLESS.has(name));
  const query = shown.length === 0 ? '' : `?${new URLSearchParams(shown).toString()}`;
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}${query}`;
}

/** Parameters whose values are settings. `password`, `sslpassword` and the like are not among them. */
const HARMLESS = new Set(['host', 'port', 'sslmode', 'application_name', 'connect_timeout']);

function parseUrl(url: string): URL | null {
  try {
    const parsed = new URL(url);
    return /^postgres(ql)?:$/.test(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}
