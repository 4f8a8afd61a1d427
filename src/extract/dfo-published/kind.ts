import { fileService } from '../document/file-service.ts';
import type { ProviderKind } from '../service.ts';
import { createPublishedProvider } from './provider.ts';

/** The one provider that needs no address: its file ships with the package. */
const KNOWN = 'dfo-published';

const PACKAGED = 'packaged:reports/digital-competence-2021';

/** Figures that a report prints; the address of another report's folder makes another provider. */
export const dfoPublishedKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'dfo-published',
  known: [KNOWN],
  open: (settings) => {
    const baseUrl = settings.url ?? PACKAGED;
    const provider = createPublishedProvider({ providerId: settings.id, baseUrl });
    return fileService({ provider, baseUrl }, settings);
  },
});
