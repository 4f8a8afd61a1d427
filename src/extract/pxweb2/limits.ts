import { limitsFrom } from '../budget/limits-from.ts';
import type { Exchange, SourceLimits } from '../provider.ts';
import type { PxWebAgency } from './agency.ts';
import { configBody, readBody } from './bodies.ts';
import { acceptJson } from './failure.ts';
import { configRequest } from './requests.ts';

/** The strictest of what an agency documents, what its `/config` says now, and what its gateway's headers say. */
export async function fetchLimits(agency: PxWebAgency, exchange: Exchange): Promise<SourceLimits> {
  const response = await exchange(configRequest(agency), 'document');
  const config = readBody(configBody, acceptJson(response, 'configuration'), 'configuration');
  return limitsFrom({ documented: agency.documentedLimits, config, headers: response.headers });
}
