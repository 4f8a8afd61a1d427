import { readInstant } from '../../transform/jsonstat/instant.ts';
import type { Exchange } from '../provider.ts';
import type { PxWebAgency } from './agency.ts';
import { entryBody, readBody } from './bodies.ts';
import { acceptJson } from './failure.ts';
import { entryRequest } from './requests.ts';

/**
 * When an agency says that it last changed a table: the cheapest question about it, one call.
 * Null where it does not say.
 *
 * @throws StatbankError as `acceptJson` and the exchange
 */
export async function fetchUpdated(
  agency: PxWebAgency,
  table: string,
  exchange: Exchange,
): Promise<Date | null> {
  const response = await exchange(entryRequest(agency, table, agency.languages[0]), 'entry');
  const what = `entry of table ${table}`;
  const { updated } = readBody(entryBody, acceptJson(response, what), what);
  const stated = readInstant(updated ?? '');
  return stated === null ? null : new Date(stated.instant);
}
