import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StatbankError } from '../errors/statbank-error.ts';

/** A file to be made below a folder. */
export interface OutputFile {
  /** With forward slashes, below the folder. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes a file below a folder, whole or not at all.
 *
 * @throws StatbankError SB_OUTPUT_WRITE if the folder cannot be written to
 */
export async function writeOutput(folder: string, { path, text }: OutputFile): Promise<void> {
  await intoPlace(join(folder, path), (part) => writeFile(part, text));
}

/**
 * Has a file made beside its place and moves it there when it is whole.
 *
 * @throws StatbankError SB_OUTPUT_WRITE for what the file system refuses; what else `make` throws
 */
export async function intoPlace<Result>(
  file: string,
  make: (part: string) => Promise<Result>,
): Promise<Result> {
  const part = `${file}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const result = await make(part);
    await rename(part, file);
    return result;
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (syscall === undefined || code === undefined) throw cause;
    throw new StatbankError(
      'SB_OUTPUT_WRITE',
      `Cannot write ${file} (${code}). Name a folder that this user may write to, with room left.`,
      { context: { file, code }, cause },
    );
  }
}
