import { checkedBaseUrl } from '../base-url.ts';
import { fileService } from '../document/file-service.ts';
import type { ProviderKind } from '../service.ts';
import { createDesiProvider } from './provider.ts';

/** The one provider that needs no address. */
const KNOWN = 'desi';

const BASE_URL = 'https://digital-decade-desi.digital-strategy.ec.europa.eu/api/v1';

/** Facts behind the European Commission's DESI charts. */
export const desiKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'desi',
  known: [KNOWN],
  open: (settings) => {
    const { id, url } = settings;
    const baseUrl = url === null ? BASE_URL : checkedBaseUrl(id, url);
    return fileService({ provider: createDesiProvider({ id, baseUrl }), baseUrl }, settings);
  },
});
