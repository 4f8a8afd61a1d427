import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { StatbankError } from '../errors/statbank-error.ts';
import { type Revision, revisionSchema } from './table/revision.ts';

const timelineSchema = z.strictObject({
  publications: z.array(
    z.strictObject({
      /** Days after the start; fractions are hours. */
      day: z.number().min(0),
      table: z.string(),
      /** What it rehearses, for people. */
      what: z.string(),
      ...revisionSchema.shape,
    }),
  ),
});

/** One scripted publication. */
export interface ScheduledPublication {
  readonly day: number;
  readonly table: string;
  readonly what: string;
  readonly revision: Revision;
}

/**
 * Publications of a timeline file (YAML or JSON), by day.
 *
 * @throws StatbankError SB_SIMULATOR_TIMELINE naming the file and the member that is wrong
 */
export async function loadTimeline(path: string): Promise<readonly ScheduledPublication[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, 'the file cannot be read', cause);
  });
  return readTimeline(text, path);
}

/** Reads the text of a timeline. `path` is only for messages. */
export function readTimeline(text: string, path: string): readonly ScheduledPublication[] {
  const parsed = timelineSchema.safeParse(parseYaml(text, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = (issue?.path ?? []).map((part) => `/${String(part)}`).join('');
    throw unreadable(path, `${where}: ${issue?.message ?? 'unreadable'}`);
  }
  return parsed.data.publications
    .map(({ day, table, what, ...revision }) => ({ day, table, what, revision }))
    .toSorted((one, other) => one.day - other.day);
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : 'unreadable', cause);
  }
}

function unreadable(path: string, what: string, cause?: unknown): StatbankError {
  return new StatbankError(
    'SB_SIMULATOR_TIMELINE',
    `${path} is not a timeline: ${what}. docs/simulator.md describes the format.`,
    { context: { path }, cause },
  );
}
