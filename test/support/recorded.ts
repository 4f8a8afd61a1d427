import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAbsent } from './absent.ts';

const folder = process.env['STATBANK_RECORDED'] ?? join('..', 'shared', 'recorded');

/** Paths of the recorded responses of third parties, sorted; none where the folder is not there. */
export const recordedFiles: readonly string[] = existsSync(folder)
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'MANIFEST.tsv')
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
      .toSorted()
  : [];

/** Bytes of a recorded response. */
export function readRecorded(file: string): Uint8Array {
  return readFileSync(join(folder, file));
}

/** Whether there are none; said on standard error then. */
export const noneRecorded: boolean = isAbsent('the folder of recorded responses', {
  there: recordedFiles.length > 0,
  remedy: 'STATBANK_RECORDED names it; by default ../shared/recorded.',
});
