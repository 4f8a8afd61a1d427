import { z } from 'zod';

import type { ErrorCode } from '../../errors/codes.ts';
import { parseJson } from '../../transform/json/parse.ts';
import { acceptResponse, type Refusal } from '../accept-response.ts';
import type { SourceResponse } from '../provider.ts';

const problemBody = z.object({ title: z.string(), detail: z.string().nullish() });

interface Meaning {
  readonly code: ErrorCode;
  readonly remedy: string;
}

const SELECTION: Meaning = {
  code: 'SB_SOURCE_SELECTION',
  remedy: 'The table may have changed since its metadata was read: plan it again',
};

/** What the server's problem titles mean, spelt as it spells them. */
const REFUSALS: Readonly<Record<string, Meaning>> = {
  'Non-existent table': {
    code: 'SB_SOURCE_NO_SUCH_TABLE',
    remedy: 'Look for the table with "statbank search"; a closed one may have a successor',
  },
  'Too many cells selected': {
    code: 'SB_SOURCE_TOO_MANY_CELLS',
    remedy: 'The plan must be split further: set a lower max_cells for the provider',
  },
  'Non-existent variable': SELECTION,
  'Non-existent value': SELECTION,
  'Non-existent codelist': {
    code: 'SB_SOURCE_SELECTION',
    remedy: 'Use a codelist that "statbank describe" lists for the variable',
  },
  'Missing selection for mandantory variable': SELECTION,
  'Illegal selection for mandantory variable': SELECTION,
  'Illegal selection expression': SELECTION,
  'Unsupported output format': SELECTION,
  'Unsupported language': {
    code: 'SB_SOURCE_SELECTION',
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

/**
 * By the title of the body: status line and body may disagree (`/data` of an unknown table is
 * a 400 whose body says 404), and the title is then the one that is right. A title that is not
 * known is not repeated, whatever it says.
 */
function refusalOf(response: SourceResponse): Refusal | null {
  const { status, purpose } = response;
  if (status < 400 || status > 499) return null;
  const title = problemTitle(response);
  if (title === null) return null;
  const known = Object.hasOwn(REFUSALS, title) ? REFUSALS[title] : undefined;
  // The server answers every fault inside /metadata this way, and the catalogue, which was
  // asked before, had the table.
  const unreadable = known?.code === 'SB_SOURCE_NO_SUCH_TABLE' && purpose.startsWith('metadata:');
  return known === undefined || unreadable ? null : { ...known, reason: title };
}

/**
 * Lets an accepted JSON response of a PxWebApi v2 through.
 *
 * @param what Names what was asked for: `data of table 07459`.
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_TOO_MANY_CELLS, SB_SOURCE_SELECTION,
 *   and as `acceptResponse`
 */
export function acceptJson(response: SourceResponse, what: string): SourceResponse {
  return acceptResponse(response, what, refusalOf);
}
