import type { z } from 'zod';

import { readYaml } from '../../transform/yaml-document.ts';
import { documentFinding, documentInvalid } from './invalid.ts';
import { decodeUtf8 } from './text.ts';

/**
 * Reads a declaration in YAML (UTF-8, every scalar as text) and checks its shape.
 *
 * @param what Names the file in messages.
 * @throws StatbankError SB_DOCUMENT_INVALID with line, column and pointer
 */
export function readDeclaration<Shape>(
  bytes: Uint8Array,
  schema: z.ZodType<Shape>,
  what: string,
): Shape {
  const document = readYaml(decodeUtf8(bytes, what));
  const result = document.problems.length > 0 ? null : schema.safeParse(document.value);
  if (result?.success === true) return result.data;
  const problems = result === null ? document.problems : document.explain(result.error);
  throw documentInvalid(
    what,
    problems.map(({ line, column, pointer, message }) =>
      documentFinding(
        'DECLARATION',
        `line ${line}, column ${column}`,
        pointer === '' ? message : `${pointer}: ${message}`,
      ),
    ),
  );
}
