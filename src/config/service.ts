import { PROVIDER_KINDS } from '../extract/kinds.ts';
import type { ProviderService } from '../extract/service.ts';
import type { Catalogue } from './catalogue.ts';
import type { Environment } from './environment.ts';
import { unknownProvider } from './table-name.ts';

/**
 * The service behind a provider of the catalogue. `STATBANK_SSB_URL` and its like go before
 * every other address.
 *
 * @throws SB_CONFIG_UNKNOWN_PROVIDER if the catalogue has no such provider, and what its kind throws
 */
export function configuredService(
  { providers }: Pick<Catalogue, 'providers'>,
  { providerUrls }: Pick<Environment, 'providerUrls'>,
  id: string,
): ProviderService {
  const settings = providers.get(id);
  const kind = PROVIDER_KINDS.find(({ kind: name }) => name === settings?.kind);
  if (settings === undefined || kind === undefined)
    throw unknownProvider(id, [...providers.keys()]);
  return kind.open({ ...settings, url: providerUrls.get(id) ?? settings.url });
}
