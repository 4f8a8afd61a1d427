import { pxWebAgency, type PxWebAgency } from '../extract/pxweb2/agency.ts';
import type { ProviderSettings } from './catalogue.ts';
import type { Environment } from './environment.ts';
import { DEFAULT_PROVIDER } from './table-name.ts';

/**
 * The agency behind a provider of the catalogue. `STATBANK_SSB_URL` goes before every other
 * address of SSB.
 *
 * @throws SB_CONFIG_UNKNOWN_PROVIDER, SB_CONFIG_CATALOGUE as `pxWebAgency`
 */
export function configuredAgency(
  settings: ProviderSettings,
  environment: Pick<Environment, 'ssbUrl'>,
): PxWebAgency {
  const { id, calls, windowSeconds, maxCells, news, cacheSeconds } = settings;
  const override = id === DEFAULT_PROVIDER ? environment.ssbUrl : null;
  const baseUrl = override ?? settings.url;
  const [first, ...others] = settings.languages ?? [];
  return pxWebAgency(id, {
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(first === undefined ? {} : { languages: [first, ...others] }),
    ...(news === null ? {} : { news }),
    ...(cacheSeconds === null ? {} : { cacheSeconds }),
    documentedLimits: {
      ...(calls === null ? {} : { calls }),
      ...(windowSeconds === null ? {} : { windowSeconds }),
      ...(maxCells === null ? {} : { maxCells }),
    },
  });
}
