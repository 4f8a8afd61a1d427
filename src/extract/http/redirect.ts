import { StatbankError } from '../../errors/statbank-error.ts';
import type { SourceRequest } from '../provider.ts';
import { safeUrl } from './safe-url.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Statuses after which the same method and body are sent again (RFC 9110, section 15.4). */
const KEEPS_METHOD = new Set([307, 308]);

/**
 * The request that a redirect leads to, or null where the response is none. Followed only to
 * the same scheme, host and port: figures from another host are not this source's, and a data
 * query must not silently become a GET.
 *
 * @throws StatbankError SB_HTTP_REDIRECT
 */
export function redirectTarget(
  request: SourceRequest,
  status: number,
  location: string | undefined,
): SourceRequest | null {
  if (!REDIRECTS.has(status)) return null;
  const from = safeUrl(request.url);
  if (location === undefined || !URL.canParse(location, request.url)) {
    throw new StatbankError(
      'SB_HTTP_REDIRECT',
      `${from} answered ${status} without an address to go to. Check the base address of the provider.`,
      { context: { url: from, status } },
    );
  }
  const target = new URL(location, request.url);
  const context = { url: from, status, target: safeUrl(target.href) };
  if (target.origin !== new URL(request.url).origin) {
    throw new StatbankError(
      'SB_HTTP_REDIRECT',
      `${from} redirects to another host, ${context.target}. If the source has moved, set the new base address of the provider.`,
      { context },
    );
  }
  if (request.method !== 'GET' && !KEEPS_METHOD.has(status)) {
    throw new StatbankError(
      'SB_HTTP_REDIRECT',
      `${from} answered ${status} to a data query, which would lose the selection on the way to ${context.target}. Set that base address for the provider.`,
      { context },
    );
  }
  return { ...request, url: target.href };
}
