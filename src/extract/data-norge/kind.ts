import { fileService } from '../document/file-service.ts';
import type { ProviderKind } from '../service.ts';
import { createDataNorgeProvider } from './provider.ts';

const SEARCH = 'https://search.api.fellesdatakatalog.digdir.no';
const RESOURCE = 'https://resource.api.fellesdatakatalog.digdir.no';

/** Ten searches a minute: of the two rates that the service's sources state, the stricter. */
const CALLS = Object.freeze({ calls: 10, windowSeconds: 60 });

/** Felles datakatalog: what publishers state of their open data. */
export const dataNorgeKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'data-norge',
  known: ['data-norge'],
  open: (settings) => {
    const { id: providerId, url } = settings;
    const provider = createDataNorgeProvider({
      providerId,
      searchUrl: url ?? SEARCH,
      resourceUrl: url ?? RESOURCE,
    });
    const rate = {
      calls: settings.calls ?? CALLS.calls,
      windowSeconds: settings.windowSeconds ?? CALLS.windowSeconds,
    };
    return fileService({ provider, baseUrl: url ?? SEARCH }, { ...settings, ...rate });
  },
});
