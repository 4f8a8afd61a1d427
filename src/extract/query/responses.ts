import { StatbankError } from '../../errors/statbank-error.ts';
import type { Purpose, SourceResponse } from '../provider.ts';

/** The newest response of a purpose, as some are asked for again when a fetch ends. */
function lastOf(responses: readonly SourceResponse[], purpose: Purpose): SourceResponse | null {
  return responses.findLast((response) => response.purpose === purpose) ?? null;
}

/**
 * @throws StatbankError SB_ARCHIVE_MISSING where a replayed fetch has no such response
 */
export function requiredOf(responses: readonly SourceResponse[], purpose: Purpose): SourceResponse {
  const response = lastOf(responses, purpose);
  if (response !== null) return response;
  throw new StatbankError(
    'SB_ARCHIVE_MISSING',
    `The fetch has no response for ${purpose}, so the table cannot be described. Sync the table again.`,
    { context: { purpose } },
  );
}

/** The error of an answer that is about another table than was asked for. */
export function wrongTable(
  pointer: string,
  expected: string,
  actual: string,
  sha256: string,
): StatbankError {
  const message = 'the answer is about another table';
  return new StatbankError(
    'SB_SOURCE_RESPONSE',
    `Asked for table ${expected}, the source answered with table ${actual}. Try again later.`,
    {
      context: {
        sha256,
        findings: [
          { code: 'SOURCE_TABLE_ID', severity: 'error', pointer, message, expected, actual },
        ],
      },
    },
  );
}
