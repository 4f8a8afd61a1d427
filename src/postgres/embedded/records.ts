import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StatbankError } from '../../errors/statbank-error.ts';

const locationSchema = z.object({ format: z.literal(1), cluster: z.string() });
const accessSchema = z.object({
  format: z.literal(1),
  port: z.number().int().nullable(),
  password: z.string(),
});

/** Where a home folder's cluster is. Beside the lock, so that the choice stands once made. */
export type ClusterLocation = Readonly<z.infer<typeof locationSchema>>;

/**
 * How to reach a cluster's server: its password, and the port of the last start, which is
 * kept so that BI tools find it again. Inside the data folder, so that the two cannot be parted.
 */
export type ClusterAccess = Readonly<z.infer<typeof accessSchema>>;

const LOCATION = 'location.json';
const ACCESS = 'statbank-access.json';

/** The recorded location, or null if no cluster was ever made. */
export async function readLocation(control: string): Promise<ClusterLocation | null> {
  return readRecord(join(control, LOCATION), locationSchema);
}

export async function writeLocation(control: string, cluster: string): Promise<void> {
  await writeRecord(join(control, LOCATION), { format: 1, cluster }, 0o644);
}

/** How to reach the server of a data folder, or null if there is no cluster in it. */
export async function readAccess(data: string): Promise<ClusterAccess | null> {
  return readRecord(join(data, ACCESS), accessSchema);
}

/** Records port and password, readable for the present user only. */
export async function writeAccess(
  data: string,
  access: Omit<ClusterAccess, 'format'>,
): Promise<void> {
  await writeRecord(join(data, ACCESS), { format: 1, ...access }, 0o600);
}

async function readRecord<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    const why =
      code === 'EACCES'
        ? 'It belongs to another user. Run the command as that user, or choose another folder with STATBANK_HOME.'
        : 'It is damaged. Restore it from a backup, or choose another STATBANK_HOME and rebuild from the archive.';
    // Without the cause: a parser's message may quote the password.
    throw new StatbankError('SB_DB_EMBEDDED', `Cannot read ${file}. ${why}`, { context: { file } });
  }
}

async function writeRecord(file: string, record: object, mode: number): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(record, null, 2)}\n`, { mode, flush: true });
  await chmod(fresh, mode);
  await rename(fresh, file);
}
