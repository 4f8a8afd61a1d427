import { z } from 'zod';

import type { SourceResponse } from '../provider.ts';
import { readBody } from '../read-body.ts';
import { acceptJson } from './failure.ts';

// Members that are not named here are tolerated: agencies and versions add their own.

const variable = z
  .object({
    code: z.string().min(1),
    text: z.string(),
    values: z.array(z.string()),
    valueTexts: z.array(z.string()),
    elimination: z.boolean().nullish(),
    time: z.boolean().nullish(),
  })
  .refine(
    ({ values, valueTexts }) => values.length === valueTexts.length,
    'values and valueTexts differ in length',
  );

/** Metadata of a table. An absent flag is false. */
const metadataBody = z.object({ title: z.string(), variables: z.array(variable).min(1) });
export type MetadataBody = z.output<typeof metadataBody>;
export type MetadataVariable = MetadataBody['variables'][number];

const configBody = z.object({
  maxValues: z.int(),
  // Some installations do not say.
  maxCells: z.int().nullish(),
  maxCalls: z.int(),
  timeWindow: z.int(),
});
type ConfigBody = z.output<typeof configBody>;

/** Hits of a search; a table stands once for each of its paths. */
const searchBody = z.array(
  z.object({
    id: z.string().min(1),
    path: z.string(),
    title: z.string(),
    published: z.string().nullish(),
  }),
);
export type SearchBody = z.output<typeof searchBody>;

const SERVICE = 'PxWebApi v1';

/** @throws StatbankError as `acceptJson` and `readBody` */
export function readMetadata(response: SourceResponse, table: string): MetadataBody {
  const what = `metadata of table ${table}`;
  return readBody(metadataBody, acceptJson(response, what), what, SERVICE);
}

/** @throws StatbankError as `acceptJson` and `readBody` */
export function readConfig(response: SourceResponse): ConfigBody {
  return readBody(configBody, acceptJson(response, 'configuration'), 'configuration', SERVICE);
}

/** @throws StatbankError as `acceptJson` and `readBody` */
export function readHits(response: SourceResponse): SearchBody {
  return readBody(searchBody, acceptJson(response, 'catalogue'), 'catalogue', SERVICE);
}
