import { readFile } from 'node:fs/promises';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Report } from '../transform/claims/claim.ts';
import { parseReport } from './report-file.ts';

/**
 * Reads a report file.
 *
 * @throws SB_CONFIG_REPORT if it cannot be read or is wrong
 */
export async function loadReport(file: string): Promise<Report> {
  try {
    return parseReport(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof StatbankError) throw error;
    throw new StatbankError(
      'SB_CONFIG_REPORT',
      `The report ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      { context: { file }, cause: error },
    );
  }
}
