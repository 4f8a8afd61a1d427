import type { ErrorCode } from '../../errors/codes.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { SourceRequest } from '../provider.ts';
import { safeUrl } from './safe-url.ts';

const TLS =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/;

const TIMEOUTS = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT']);

const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  SB_HTTP_TIMEOUT:
    'did not answer in time. Try again later, or look at the status page of the source',
  SB_HTTP_TLS:
    'could not prove who it is. Check the clock and the certificates of this machine, and the address',
  SB_HTTP_TOO_LARGE: 'sent more than one response may hold. Select less, or set a lower cell limit',
  SB_HTTP_NETWORK: 'could not be reached, or broke off. Check the network and the address',
};

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function kindOf(error: unknown): ErrorCode {
  const code = codeOf(error);
  if (TLS.test(code)) return 'SB_HTTP_TLS';
  if (TIMEOUTS.has(code)) return 'SB_HTTP_TIMEOUT';
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'SB_HTTP_TOO_LARGE';
  return 'SB_HTTP_NETWORK';
}

/**
 * The error of a request that brought no whole response, by what the transport reported.
 * The transport's own error is cut down to code and message: it holds sockets and headers.
 */
export function transportFault(request: SourceRequest, error: unknown): StatbankError {
  return httpFault(kindOf(error), request, error);
}

/** As `transportFault`, where the caller knows better than the transport what happened. */
export function httpFault(code: ErrorCode, request: SourceRequest, error: unknown): StatbankError {
  const url = safeUrl(request.url);
  const reason = codeOf(error);
  const detail = error instanceof Error && error.message !== '' ? error.message : reason;
  return new StatbankError(
    code,
    `${request.method} ${url}: the source ${WORDS[code] ?? 'failed'}.`,
    {
      context: { method: request.method, url, reason },
      cause: new Error(reason === '' || detail === reason ? detail : `${reason}: ${detail}`),
    },
  );
}
