import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StatbankError } from '../errors/statbank-error.ts';

/** A numbered SQL file. */
export interface Migration {
  readonly number: number;
  /** File name: `0003_dimensions.sql`. */
  readonly name: string;
  readonly sql: string;
  /** Lower-case hex SHA-256 of the file's bytes. */
  readonly checksum: string;
}

/** The package's own migrations: at the same place seen from the sources and from the built program. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../sql/migrations', import.meta.url));

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/**
 * Reads a folder of migrations in the order of their numbers.
 *
 * @throws StatbankError SB_DB_MIGRATION if a name does not fit `NNNN_name.sql`, or the
 * numbers are not 1, 2, 3 … without a gap.
 */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(names.map((name, index) => readMigration(join(folder, name), index + 1)));
}

async function readMigration(file: string, expected: number): Promise<Migration> {
  const name = basename(file);
  const number = Number(NAME.exec(name)?.[1]);
  if (number !== expected) {
    const due = String(expected).padStart(4, '0');
    throw new StatbankError(
      'SB_DB_MIGRATION',
      `The migration ${name} should be number ${due}: files are named ${due}_what_it_does.sql, ` +
        'each number once and none left out.',
      { context: { file: name, expected } },
    );
  }
  const bytes = await readFile(file);
  const checksum = createHash('sha256').update(bytes).digest('hex');
  return Object.freeze({ number, name, sql: bytes.toString('utf8'), checksum });
}
