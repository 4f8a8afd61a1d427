import { z } from 'zod';

import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import { parseJson } from '../../transform/json/parse.ts';
import type { SourceResponse } from '../provider.ts';
import { readResponse } from '../read-response.ts';

// Members that are not named here are tolerated: agencies and versions add their own.

const subjectStep = z.object({ id: z.string(), label: z.string() });

/** One table of the catalogue, as listed and as `/tables/{id}` gives it. */
export const entryBody = z.object({
  id: z.string().min(1),
  label: z.string(),
  updated: z.string().nullish(),
  firstPeriod: z.string().nullish(),
  lastPeriod: z.string().nullish(),
  timeUnit: z.string().nullish(),
  discontinued: z.boolean().nullish(),
  source: z.string().nullish(),
  variableNames: z.array(z.string()).nullish(),
  paths: z.array(z.array(subjectStep)).nullish(),
});
export type EntryBody = z.output<typeof entryBody>;

/** One page of the catalogue. Its own links are wrong in several ways and not read. */
export const cataloguePageBody = z.object({
  tables: z.array(entryBody),
  page: z.object({
    pageNumber: z.int(),
    totalElements: z.int().nonnegative(),
    totalPages: z.int().nonnegative(),
  }),
});
export type CataloguePageBody = z.output<typeof cataloguePageBody>;

export const configBody = z.object({
  maxDataCells: z.int(),
  maxCallsPerTimeWindow: z.int(),
  timeWindow: z.int(),
  languages: z.array(z.object({ id: z.string() })).nullish(),
});

/** A valueset or an aggregation; its values stand in their own order. */
export const codelistBody = z.object({
  id: z.string().min(1),
  label: z.string(),
  language: z.string().nullish(),
  type: z.string().nullish(),
  values: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      valueMap: z.array(z.string()).nullish(),
      notes: z.array(z.object({ text: z.string() })).nullish(),
    }),
  ),
});
export type CodelistBody = z.output<typeof codelistBody>;

/** Only what the metadata says of codelists; the rest of it is read as JSON-stat. */
export const offeredCodelistsBody = z.object({
  dimension: z.record(
    z.string(),
    z.object({
      extension: z
        .object({
          codelists: z
            .array(z.object({ id: z.string(), label: z.string(), type: z.string().nullish() }))
            .nullish(),
        })
        .nullish(),
    }),
  ),
});

/** Enough to name the first faults; a body that is wrong throughout repeats itself. */
const MAX_FINDINGS = 20;

function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function findingsOf(error: z.ZodError): readonly Finding[] {
  return error.issues.slice(0, MAX_FINDINGS).map((issue) => ({
    code: 'PXWEB_BODY',
    severity: 'error',
    pointer: pointerOf(issue.path),
    message: issue.message,
  }));
}

/**
 * Reads a JSON body and checks its shape.
 *
 * @param what Names the body in messages: `entry of table 07459`.
 * @throws StatbankError SB_JSON_SYNTAX, SB_JSON_DUPLICATE_KEY, SB_JSON_TEXT; SB_PXWEB_RESPONSE
 *   with findings
 */
export function readBody<Body>(
  schema: z.ZodType<Body>,
  response: SourceResponse,
  what: string,
): Body {
  const context = { url: response.request.url, sha256: response.sha256 };
  const result = schema.safeParse(readResponse(response, what, parseJson));
  if (result.success) return result.data;
  const findings = findingsOf(result.error);
  const [first] = findings;
  throw new StatbankError(
    'SB_PXWEB_RESPONSE',
    `The ${what} has not the shape of PxWebApi v2 at ${first?.pointer ?? ''}: ${first?.message ?? ''}. Check that the provider's address is a PxWebApi v2.`,
    { context: { ...context, findings } },
  );
}
