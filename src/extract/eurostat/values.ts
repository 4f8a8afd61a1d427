import { StatbankError } from '../../errors/statbank-error.ts';
import type { Exchange, SourceResponse } from '../provider.ts';
import { valuesPurpose } from './describe.ts';
import type { SourceServer } from '../source-server.ts';
import { acceptDataset } from './failure.ts';
import { emptyRequest, newestRequest } from './requests.ts';

/**
 * Asks for all variables with all their values: with the cells of the newest period, or without
 * a single cell where those are too many for one answer.
 */
export async function fetchValues(
  service: SourceServer,
  table: string,
  exchange: Exchange,
): Promise<SourceResponse> {
  const purpose = valuesPurpose(service);
  const what = `description of table ${table}`;
  const newest = await exchange(newestRequest(service, table), purpose);
  try {
    return acceptDataset(newest, what);
  } catch (error) {
    const tooLarge = error instanceof StatbankError && error.code === 'SB_SOURCE_TOO_MANY_CELLS';
    if (!tooLarge) throw error;
    return acceptDataset(await exchange(emptyRequest(service, table), purpose), what);
  }
}
