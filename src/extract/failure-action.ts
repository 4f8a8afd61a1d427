import type { ErrorCode } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';

/**
 * What a failed fetch means for the work that is left: plan the table again with a lower cell
 * limit, give up this table, or give up every table of the provider. (What passes by
 * itself was retried before the failure came this far.)
 */
export type FailureAction = 'replan' | 'stop-table' | 'stop-provider';

/** Going on would be answered the same way for every table, and may look like an attack. */
const STOPS_PROVIDER: ReadonlySet<ErrorCode> = new Set([
  'SB_HTTP_FORBIDDEN',
  'SB_HTTP_TLS',
  'SB_HTTP_PAUSED',
]);

/** Which of the three an error asks for. */
export function failureAction(error: unknown): FailureAction {
  if (!(error instanceof StatbankError)) return 'stop-table';
  if (error.code === 'SB_SOURCE_TOO_MANY_CELLS') return 'replan';
  return STOPS_PROVIDER.has(error.code) ? 'stop-provider' : 'stop-table';
}
