import { parseJson } from '../json/parse.ts';
import { asObject, asText, member } from '../json/value.ts';
import { readInstant } from './instant.ts';

/** What PxWeb says about a table in `extension`, apart from dimensions and cells. */
export interface PxFacts {
  readonly tableId: string | null;
  readonly language: string | null;
  readonly official: boolean | null;
  readonly discontinued: boolean;
  /** ISO 8601 in UTC; null where it is not stated or cannot be read. */
  readonly nextUpdate: string | null;
  readonly updateFrequency: string | null;
  readonly subjectCode: string | null;
  readonly subjectArea: string | null;
}

/**
 * Reads the PxWeb extension of a JSON-stat 2.0 dataset or of its metadata. Only the
 * members above are taken: `extension.contact` holds names, telephone numbers and
 * addresses of staff, which go no further than the archived bytes.
 *
 * @throws StatbankError `SB_JSON_SYNTAX` or `SB_JSON_DUPLICATE_KEY`
 */
export function readPxFacts(bytes: Uint8Array): PxFacts {
  const extension = asObject(member(asObject(parseJson(bytes)), 'extension'));
  const px = asObject(member(extension, 'px'));
  const text = (key: string): string | null => asText(member(px, key));
  const official = member(px, 'official-statistics');
  return Object.freeze({
    tableId: text('tableid'),
    language: text('language'),
    official: typeof official === 'boolean' ? official : null,
    discontinued: member(extension, 'discontinued') === true,
    nextUpdate: readInstant(text('nextUpdate') ?? '')?.instant ?? null,
    updateFrequency: text('updateFrequency'),
    subjectCode: text('subject-code'),
    subjectArea: text('subject-area'),
  });
}
