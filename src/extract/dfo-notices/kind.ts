import { StatbankError } from '../../errors/statbank-error.ts';
import { fileService } from '../document/file-service.ts';
import { oneFileProvider } from '../document/one-file.ts';
import type { ProviderKind } from '../service.ts';
import { readNotices } from './read-notices.ts';

/** DFØ's storage of open data, a folder for each data set. */
const STORAGE = 'https://adaapnedataprodst.blob.core.windows.net';

const TABLE = /^kunngjoringer_(20\d\d)$/;

/** Notices of competitions in public procurement, a file a year. */
export const dfoNoticesKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'dfo-notices',
  known: ['dfo-notices'],
  open: (settings) => {
    const baseUrl = settings.url ?? STORAGE;
    const provider = oneFileProvider({
      id: settings.id,
      urlOf: (table) => {
        const year = yearOf(table);
        return `${baseUrl}/kunngjoringer/${year}/Kunngjoringer_${year}.csv`;
      },
      whatOf: (table) => `file of notices for table ${table}`,
      read: (table, bytes) =>
        readNotices(bytes, yearOf(table), `file of notices for table ${table}`),
      licence: 'NLOD 2.0',
      timeUnit: 'monthly',
    });
    return fileService({ provider, baseUrl }, settings);
  },
});

function yearOf(table: string): string {
  const year = TABLE.exec(table)?.[1];
  if (year !== undefined) return year;
  throw new StatbankError(
    'SB_SOURCE_NO_SUCH_TABLE',
    `There is no table ${table} of notices: write kunngjoringer_2022, with the year of the file.`,
    { context: { table } },
  );
}
