import type { z } from 'zod';

import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { parseJson } from '../transform/json/parse.ts';
import { pointerTo } from '../transform/json/pointer.ts';
import type { SourceResponse } from './provider.ts';
import { readResponse } from './read-response.ts';

/** Enough to name the first faults; a body that is wrong throughout repeats itself. */
const MAX_FINDINGS = 20;

function findingsOf(error: z.ZodError): readonly Finding[] {
  return error.issues.slice(0, MAX_FINDINGS).map((issue) => ({
    code: 'SOURCE_BODY',
    severity: 'error',
    pointer: pointerTo('', ...issue.path.map((step) => String(step))),
    message: issue.message,
  }));
}

/**
 * Reads a JSON body and checks its shape.
 *
 * @param what Names the body in messages: `entry of table 07459`.
 * @param service Names the interface that the source should speak: `PxWebApi v2`.
 * @throws StatbankError SB_JSON_SYNTAX, SB_JSON_DUPLICATE_KEY, SB_JSON_TEXT; SB_SOURCE_RESPONSE
 *   with findings
 */
export function readBody<Body>(
  schema: z.ZodType<Body>,
  response: SourceResponse,
  what: string,
  service: string,
): Body {
  const context = { url: response.request.url, sha256: response.sha256 };
  const result = schema.safeParse(readResponse(response, what, parseJson));
  if (result.success) return result.data;
  const findings = findingsOf(result.error);
  const [first] = findings;
  throw new StatbankError(
    'SB_SOURCE_RESPONSE',
    `The ${what} has not the shape of ${service} at ${first?.pointer ?? ''}: ${first?.message ?? ''}. Check that the provider's address is a ${service}.`,
    { context: { ...context, findings } },
  );
}
