import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StatbankError } from '../../errors/statbank-error.ts';

const day = z.iso.date();
const names = z.strictObject({
  nb: z.string(),
  nn: z.string().optional(),
  en: z.string().optional(),
});

/** A file of a classification: what KLASS would know of it. */
const classificationFile = z.strictObject({
  id: z.string().regex(/^\d+$/),
  /** Where the facts are from, or that they are made up. */
  origin: z.string(),
  names,
  versions: z.array(z.strictObject({ validFrom: day, validTo: day.optional() })).min(1),
  codes: z.array(
    z.strictObject({
      code: z.string().min(1),
      parent: z.string().optional(),
      level: z.int().default(1),
      names,
      validFrom: day,
      validTo: day.optional(),
      /** True for a code whose days are its own and not its version's. */
      own: z.boolean().default(false),
    }),
  ),
  changes: z
    .array(z.strictObject({ on: day, from: z.string().optional(), to: z.string().optional() }))
    .default([]),
  /** By the other classification: from when there is a table, and its pairs. */
  corresponds: z
    .record(
      z.string(),
      z.strictObject({
        since: day,
        pairs: z.array(
          z.strictObject({
            source: z.string(),
            target: z.string(),
            validFrom: day,
            validTo: day.optional(),
          }),
        ),
      }),
    )
    .default({}),
});

export type SimulatedClassification = z.output<typeof classificationFile>;
export type ClassificationFile = z.input<typeof classificationFile>;

/** Completes what a file says by its defaults. */
export function simulatedClassification(file: ClassificationFile): SimulatedClassification {
  return classificationFile.parse(file);
}

/**
 * All classifications of a folder of example files (`<number>.json`).
 *
 * @throws StatbankError SB_SIMULATOR_TABLE naming the file and the member that is wrong
 */
export async function loadExampleClassifications(
  folder: string,
): Promise<readonly SimulatedClassification[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const path = join(folder, name);
      const result = classificationFile.safeParse(JSON.parse(await readFile(path, 'utf8')));
      if (result.success) return result.data;
      const [issue] = result.error.issues;
      throw new StatbankError(
        'SB_SIMULATOR_TABLE',
        `${path} is not an example classification: ${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}.`,
        { context: { path } },
      );
    }),
  );
}
