import { StatbankError } from '../errors/statbank-error.ts';
import { safeUrl } from './http/safe-url.ts';

/**
 * A provider's base address without a slash at the end.
 *
 * @throws StatbankError SB_CONFIG_CATALOGUE for an address that cannot be used
 */
export function checkedBaseUrl(provider: string, baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  const usable =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  if (usable) return baseUrl.replace(/\/+$/, '');
  throw new StatbankError(
    'SB_CONFIG_CATALOGUE',
    `The base URL of provider ${provider}, ${safeUrl(baseUrl)}, cannot be used. Give an http or https address without user, query and fragment.`,
    { context: { provider } },
  );
}
