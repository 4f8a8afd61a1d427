import { accountLine, type AccountRow, ACCOUNTS_HEADER } from '../../src/simulator/dfo/accounts.ts';
import { zipOf } from '../../src/simulator/dfo/zip.ts';
import type { SourceResponse } from '../../src/extract/provider.ts';
import { sourceResponse } from './source-response.ts';

export const ROW: AccountRow = Object.freeze({
  year: 2023,
  month: 2,
  kind: 'spending',
  chapter: 1320,
  item: 1,
  account: 1,
  agency: 7,
  thousandths: 1_500,
});

export function accountsText(...rows: readonly Partial<AccountRow>[]): string {
  return `${ACCOUNTS_HEADER}\r\n${rows.map((row) => accountLine({ ...ROW, ...row })).join('')}`;
}

/** A synthetic accounts file, zipped. Text that is not ISO 8859-1 loses its letters. */
export async function accountsZip(text: string | Buffer, name = 'a.csv'): Promise<Buffer> {
  return zipOf(name, [typeof text === 'string' ? Buffer.from(text, 'latin1') : text]);
}

/** The response that a file came in. */
export function documentResponse(bytes: Uint8Array): SourceResponse {
  return sourceResponse('document', bytes, { headers: { 'content-type': 'application/zip' } });
}
