import { z } from 'zod';

import type { TableRef } from '../../transform/table.ts';

/**
 * What became of a fetch, or of archived responses that were published again: a vintage; held
 * for a person to decide; a state that a person has refused; refused by the program; only
 * tried. A complete fetch without an ending was published or changed nothing.
 */
export type Outcome = 'published' | 'held' | 'rejected' | 'refused' | 'tried';

/** What one task made of archived responses, so that a rebuild can do the same. */
export interface Ending {
  readonly taskId: string;
  /** The task that received the responses; often the same. */
  readonly fetchedBy: string;
  readonly ref: TableRef;
  /** ISO instant: when the task began. */
  readonly startedAt: string;
  readonly outcome: Outcome;
  /** ISO instant: when the vintage became visible; null where there is none. */
  readonly committedAt: string | null;
}

/** Version of these documents: a reader must know it to read one. */
const FORMAT = 1;

const endingDocument = z.strictObject({
  format: z.literal(FORMAT),
  taskId: z.uuid(),
  fetchedBy: z.uuid(),
  ref: z.strictObject({ provider: z.string(), table: z.string() }),
  startedAt: z.iso.datetime(),
  outcome: z.enum(['published', 'held', 'rejected', 'refused', 'tried']),
  committedAt: z.iso.datetime().nullable(),
});

/** The document of an ending, as text for the journal. Inverse of `parseEnding`. */
export function formatEnding(ending: Ending): string {
  return `${JSON.stringify({ format: FORMAT, ...ending }, null, 1)}\n`;
}

/**
 * Reads an ending from the journal.
 *
 * @throws SyntaxError or ZodError where the text is no such document
 */
export function parseEnding(text: string): Ending {
  const { format: _, ...ending } = endingDocument.parse(JSON.parse(text));
  return ending;
}
