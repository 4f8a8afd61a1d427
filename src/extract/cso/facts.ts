import { z } from 'zod';

import type { SourceResponse } from '../provider.ts';
import { wrongTable } from '../query/responses.ts';
import { readBody } from '../read-body.ts';

/** Only what PxStat adds to a dataset; contacts are not among it. */
const datasetBody = z.object({
  extension: z.object({
    matrix: z.string().min(1),
    official: z.boolean().nullish(),
    archive: z.boolean().nullish(),
    copyright: z.object({ name: z.string() }).nullish(),
    subject: z.object({ code: z.union([z.int(), z.string()]), value: z.string() }).nullish(),
    product: z.object({ code: z.string(), value: z.string() }).nullish(),
  }),
});
export type MatrixFacts = z.output<typeof datasetBody>['extension'];

/**
 * Reads the extension of a dataset and checks that it is the table that was asked for.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE for another table or another shape
 */
export function readFacts(response: SourceResponse, table: string): MatrixFacts {
  const { extension } = readBody(datasetBody, response, `table ${table}`, 'PxStat dataset');
  if (extension.matrix.toLowerCase() === table.toLowerCase()) return extension;
  throw wrongTable('/extension/matrix', table, extension.matrix, response.sha256);
}
