import { z } from 'zod';

import type { Selection, TableRef } from '../../transform/table.ts';
import type { Purpose, SourceRequest, TableSelection } from '../provider.ts';

/** One response in the journal: everything about it but its bytes, which the hash names. */
export interface ResponseRecord {
  readonly purpose: Purpose;
  readonly request: SourceRequest;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** ISO instants. */
  readonly requestedAt: string;
  readonly respondedAt: string;
  readonly sha256: string;
  readonly byteLength: number;
  /** Explicit codes that were asked for, in the source's order; null where none were. */
  readonly selection: Selection | null;
  /** Why the content encoding could not be undone: the bytes are then as they came. */
  readonly undecodable: string | null;
  /** Belongs to a set that was discarded and fetched anew within the same task. */
  readonly superseded: boolean;
}

/** One fetch: all responses that one task got for one table, refused ones included. */
export interface FetchRecord {
  readonly taskId: string;
  readonly ref: TableRef;
  /** What the catalogue asked for, before it was resolved to codes. */
  readonly selection: TableSelection;
  /** ISO instant. */
  readonly startedAt: string;
  readonly responses: readonly ResponseRecord[];
  /** False while fetching, and for ever where the fetch did not end well. */
  readonly complete: boolean;
}

/** Version of the journal's documents: a reader must know it to read one. */
const FORMAT = 1;

// Pairs instead of an object: JavaScript moves keys that look like integers to the front,
// and variable codes may look like integers.
const selectionPairs = z.array(z.tuple([z.string(), z.array(z.string())]));

const responseDocument = z.strictObject({
  purpose: z.union([
    z.literal('entry'),
    z.literal('data'),
    z.literal('witness'),
    z.literal('document'),
    z.templateLiteral(['metadata:', z.string()]),
    z.templateLiteral(['codelist:', z.string()]),
    z.templateLiteral(['klass:', z.string()]),
  ]),
  request: z.strictObject({
    method: z.enum(['GET', 'POST']),
    url: z.string(),
    body: z.string().nullable(),
  }),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  requestedAt: z.iso.datetime(),
  respondedAt: z.iso.datetime(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  byteLength: z.int().nonnegative(),
  selection: selectionPairs.nullable(),
  undecodable: z.string().nullable(),
  superseded: z.boolean(),
});

const fetchDocument = z.strictObject({
  format: z.literal(FORMAT),
  taskId: z.uuid(),
  ref: z.strictObject({ provider: z.string(), table: z.string() }),
  selection: z.record(
    z.string(),
    z.strictObject({ values: z.array(z.string()), codelist: z.string().exactOptional() }),
  ),
  startedAt: z.iso.datetime(),
  complete: z.boolean(),
  responses: z.array(responseDocument),
});

/** The document of a fetch, as text for the journal. Inverse of `parseFetch`. */
export function formatFetch(fetch: FetchRecord): string {
  const document: z.input<typeof fetchDocument> = {
    format: FORMAT,
    taskId: fetch.taskId,
    ref: { ...fetch.ref },
    selection: Object.fromEntries(
      Object.entries(fetch.selection).map(([variable, asked]) => [
        variable,
        { ...asked, values: [...asked.values] },
      ]),
    ),
    startedAt: fetch.startedAt,
    complete: fetch.complete,
    responses: fetch.responses.map((response) => ({
      ...response,
      selection:
        response.selection === null
          ? null
          : [...response.selection].map(([variable, codes]) => [variable, [...codes]]),
    })),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/**
 * Reads a document of the journal.
 *
 * @throws SyntaxError or ZodError where the text is no such document
 */
export function parseFetch(text: string): FetchRecord {
  const { format: _, ...document } = fetchDocument.parse(JSON.parse(text));
  return {
    ...document,
    responses: document.responses.map((response) => ({
      ...response,
      selection: response.selection === null ? null : new Map(response.selection),
    })),
  };
}
