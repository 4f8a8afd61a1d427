import { z } from 'zod';

import type { ErrorCode } from '../../errors/codes.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import { parseJson } from '../../transform/json/parse.ts';
import { bodyKind } from '../http/body-kind.ts';
import type { SourceResponse } from '../provider.ts';

const problemBody = z.object({ title: z.string(), detail: z.string().nullish() });

interface Refusal {
  readonly code: ErrorCode;
  readonly remedy: string;
}

const SELECTION: Refusal = {
  code: 'SB_PXWEB_SELECTION',
  remedy: 'The table may have changed since its metadata was read: plan it again',
};

/** What the server's problem titles mean, spelt as it spells them. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  'Non-existent table': {
    code: 'SB_PXWEB_NO_SUCH_TABLE',
    remedy: 'Look for the table with "statbank search"; a closed one may have a successor',
  },
  'Too many cells selected': {
    code: 'SB_PXWEB_TOO_MANY_CELLS',
    remedy: 'The plan must be split further: set a lower max_cells for the provider',
  },
  'Non-existent variable': SELECTION,
  'Non-existent value': SELECTION,
  'Non-existent codelist': {
    code: 'SB_PXWEB_SELECTION',
    remedy: 'Use a codelist that "statbank describe" lists for the variable',
  },
  'Missing selection for mandantory variable': SELECTION,
  'Illegal selection for mandantory variable': SELECTION,
  'Illegal selection expression': SELECTION,
  'Unsupported output format': SELECTION,
  'Unsupported language': {
    code: 'SB_PXWEB_SELECTION',
    remedy: 'Set the languages of the provider to those that its /config lists',
  },
};

/** The title of a problem body, or null. It names kinds of mistakes, never people. */
export function problemTitle(response: SourceResponse): string | null {
  try {
    return problemBody.parse(parseJson(response.bytes)).title;
  } catch {
    return null;
  }
}

function refuse(
  code: ErrorCode,
  response: SourceResponse,
  what: string,
  reason: string,
  remedy: string,
): StatbankError {
  const { purpose, request, status, sha256 } = response;
  return new StatbankError(code, `The source refused the ${what}: ${reason}. ${remedy}.`, {
    context: { purpose, method: request.method, url: request.url, status, sha256 },
  });
}

/**
 * The error that a refused response stands for, or null for an accepted one. By status first,
 * then by the body's title: status line and body may disagree (`/data` of an unknown table is
 * a 400 whose body says 404), and the title is then the one that is right.
 *
 * @param what Names what was asked for: `data of table 07459`.
 */
function failureOf(response: SourceResponse, what: string): StatbankError | null {
  const { status } = response;
  if (status >= 200 && status <= 299) return null;
  const title = status >= 400 && status <= 499 ? problemTitle(response) : null;
  const known = title !== null && Object.hasOwn(REFUSALS, title) ? REFUSALS[title] : undefined;
  // The server answers every fault inside /metadata this way, and the catalogue, which was
  // asked before, had the table.
  const unreadable =
    known?.code === 'SB_PXWEB_NO_SUCH_TABLE' && response.purpose.startsWith('metadata:');
  if (known !== undefined && title !== null && !unreadable) {
    return refuse(known.code, response, what, title, known.remedy);
  }
  if (status === 401 || status === 403) {
    return refuse(
      'SB_HTTP_FORBIDDEN',
      response,
      what,
      `status ${status}`,
      'No further call is made to this provider; ask the agency whether this address is blocked',
    );
  }
  const kind = bodyKind(response.headers, response.bytes);
  const said = title ?? (kind === 'json' ? 'a body without title' : `${kind} body`);
  return refuse(
    'SB_HTTP_STATUS',
    response,
    what,
    `status ${status}, ${said}`,
    'Try again later; the bytes are kept in the archive',
  );
}

/**
 * Lets an accepted JSON response through.
 *
 * @throws StatbankError SB_PXWEB_NO_SUCH_TABLE, SB_PXWEB_TOO_MANY_CELLS, SB_PXWEB_SELECTION,
 *   SB_HTTP_FORBIDDEN, SB_HTTP_STATUS; SB_PXWEB_RESPONSE for a page in place of JSON
 */
export function acceptJson(response: SourceResponse, what: string): SourceResponse {
  const failure = failureOf(response, what);
  if (failure !== null) throw failure;
  const kind = bodyKind(response.headers, response.bytes);
  if (kind === 'json') return response;
  throw new StatbankError(
    'SB_PXWEB_RESPONSE',
    `The source answered the ${what} with status ${response.status} and no JSON (${kind}). It may be under maintenance: try again later, the bytes are kept as ${response.sha256}.`,
    {
      context: {
        url: response.request.url,
        sha256: response.sha256,
        findings: [
          {
            code: 'PXWEB_NOT_JSON',
            severity: 'error',
            pointer: '',
            message: 'the body is not JSON',
            expected: 'JSON',
            actual: kind,
          },
        ],
      },
    },
  );
}
