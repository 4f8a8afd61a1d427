import { writeFile } from 'node:fs/promises';
import { StatbankError } from '../errors/statbank-error.ts';

/**
 * Writes what a command was asked to write.
 *
 * @throws SB_USAGE if the file cannot be written
 */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (cause) {
    const { code } = cause as { readonly code?: string };
    throw new StatbankError(
      'SB_USAGE',
      `${file} cannot be written (${code ?? 'unknown'}). Choose another file with --output.`,
      { context: { file }, cause },
    );
  }
}
