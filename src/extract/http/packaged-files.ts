import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';

import { StatbankError } from '../../errors/statbank-error.ts';
import type { HttpClient } from './client.ts';

/** Addresses of files that ship with the package: `packaged:reports/x/published-figures.csv`. */
const SCHEME = 'packaged:';

/** Types by the end of a name; a reader decides by the bytes, so others need none. */
const TYPES: Readonly<Record<string, string>> = Object.freeze({
  '.csv': 'text/csv; charset=utf-8',
  '.yaml': 'application/yaml',
});

/**
 * Lets a client also answer for files of one folder, so that what the project itself publishes
 * goes the same way as all else: budget, archive, journal, replay. The address in the journal
 * says nothing of the machine. A redirect never leads here, as it must keep its origin.
 *
 * @param folder URL of the folder, with a slash at the end.
 * @throws (send) StatbankError SB_SOURCE_NO_SUCH_TABLE for a file that cannot be read, or lies outside
 */
export function withPackagedFiles(client: HttpClient, folder: URL): HttpClient {
  return Object.freeze<HttpClient>({
    send: async (request, signal) => {
      if (!request.url.startsWith(SCHEME)) return client.send(request, signal);
      const path = request.url.slice(SCHEME.length);
      const file = new URL(path, folder);
      if (!file.href.startsWith(folder.href) || posix.normalize(path) !== path) {
        throw unreadable(request.url, 'it lies outside the package');
      }
      try {
        const bytes = await readFile(file);
        const type = TYPES[posix.extname(path)];
        const headers = type === undefined ? {} : { 'content-type': type };
        return { status: 200, headers, heardAt: performance.now(), bytes, undecodable: null };
      } catch (error) {
        throw unreadable(request.url, 'it cannot be read', error);
      }
    },
    close: () => {
      client.close();
    },
  });
}

function unreadable(url: string, why: string, cause?: unknown): StatbankError {
  return new StatbankError(
    'SB_SOURCE_NO_SUCH_TABLE',
    `The file ${url} is not used: ${why}. Install the package again, or set the address of the provider.`,
    { context: { url }, cause },
  );
}
