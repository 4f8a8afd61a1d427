import { z } from 'zod';

import type { SourceResponse } from '../provider.ts';
import { readBody as readSourceBody } from '../read-body.ts';

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

/**
 * Reads a JSON body of a PxWebApi v2 and checks its shape.
 *
 * @throws StatbankError as the reader of all sources
 */
export function readBody<Body>(
  schema: z.ZodType<Body>,
  response: SourceResponse,
  what: string,
): Body {
  return readSourceBody(schema, response, what, 'PxWebApi v2');
}
