import { z } from 'zod';

import { acceptResponse, type Refusal } from '../accept-response.ts';
import { bodyKind } from '../http/body-kind.ts';
import type { SourceResponse } from '../provider.ts';
import { readBody } from '../read-body.ts';

// Shapes as the API guide and the server's data types give them
// (github.com/statisticsnorway/klass). Members that are not named here are tolerated; among
// them are names and telephone numbers of staff, which are not read.

const day = z.iso.date();
const text = z.string().nullish();

/** One page of the list of classifications. Its pages are counted from 0. */
export const listBody = z.object({
  // A page without a classification has no `_embedded`.
  _embedded: z
    .object({
      classifications: z.array(
        z.object({
          name: z.string(),
          lastModified: text,
          _links: z.object({ self: z.object({ href: z.string() }) }),
        }),
      ),
    })
    .nullish(),
  page: z.object({
    number: z.int().nonnegative(),
    totalPages: z.int().nonnegative(),
    totalElements: z.int().nonnegative(),
  }),
});

/** A classification with its versions. */
export const classificationBody = z.object({
  name: z.string(),
  versions: z.array(
    z.object({
      validFrom: day,
      validTo: day.nullish(),
      /** Languages in which the version is published. */
      published: z.array(z.string()).nullish(),
    }),
  ),
});
export type ClassificationBody = z.output<typeof classificationBody>;

/**
 * Codes in a range or on a day. Their own `validFrom` and `validTo` are null except for codes
 * with a time of their own within a version; in a range the other pair says when they are valid.
 */
export const codesBody = z.object({
  codes: z.array(
    z.object({
      code: z.string().min(1),
      parentCode: text,
      // A number as text.
      level: z
        .string()
        .regex(/^\d{1,2}$/)
        .nullish(),
      name: z.string().nullish(),
      validFrom: day.nullish(),
      validTo: day.nullish(),
      validFromInRequestedRange: day.nullish(),
      validToInRequestedRange: day.nullish(),
    }),
  ),
});
export type CodesBody = z.output<typeof codesBody>;

export const changesBody = z.object({
  codeChanges: z.array(
    z
      .object({
        oldCode: text,
        oldName: text,
        newCode: text,
        newName: text,
        changeOccurred: day,
      })
      .refine(
        ({ oldCode, newCode }) => (oldCode ?? '') !== '' || (newCode ?? '') !== '',
        'expected an old or a new code',
      ),
  ),
});

export const correspondsBody = z.object({
  correspondenceItems: z.array(
    z.object({
      sourceCode: z.string().min(1),
      targetCode: z.string().min(1),
      targetName: text,
      validFrom: day.nullish(),
      validTo: day.nullish(),
    }),
  ),
});

/**
 * Reads a JSON body of KLASS and checks its shape.
 *
 * @param what names the body in messages: `codes of classification 131`
 * @throws StatbankError as `acceptResponse` and `readBody`; SB_SOURCE_NO_SUCH_TABLE for a 404
 */
export function readKlass<Body>(
  schema: z.ZodType<Body>,
  response: SourceResponse,
  what: string,
): Body {
  return readBody(schema, acceptResponse(response, what, notFound), what, 'KLASS');
}

/** KLASS's errors are texts; the status says all that a program can use. */
function notFound({ status, headers, bytes }: SourceResponse): Refusal | null {
  if (status !== 404 || bodyKind(headers, bytes) === 'html') return null;
  return {
    code: 'SB_SOURCE_NO_SUCH_TABLE',
    reason: 'KLASS has no such thing (404)',
    remedy: 'Look the number up with "statbank klass --list", or at ssb.no/klass',
  };
}
