import { fileService } from '../document/file-service.ts';
import type { ProviderKind } from '../service.ts';
import { createAccountsProvider } from './provider.ts';

/** Folder of the files that DFØ's download page links to. */
const DOWNLOADS = 'https://statsregnskapet.dfo.no/nedlasting';

/** The central government accounts of DFØ. */
export const dfoAccountsKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'dfo-accounts',
  known: ['dfo-accounts'],
  open: (settings) => {
    const baseUrl = settings.url ?? DOWNLOADS;
    const provider = createAccountsProvider({ providerId: settings.id, baseUrl });
    return fileService({ provider, baseUrl }, settings);
  },
});
