import { fileService } from '../document/file-service.ts';
import type { ProviderKind } from '../service.ts';
import { createSurveyProvider } from './provider.ts';

/** The declarations that ship with the package; those of other editions lie where the provider's address says. */
const PACKAGED = 'packaged:surveys';

/** DFØ's citizen survey. */
export const dfoSurveyKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'dfo-survey',
  known: ['dfo-survey'],
  open: (settings) => {
    const baseUrl = settings.url ?? PACKAGED;
    const provider = createSurveyProvider({ providerId: settings.id, baseUrl });
    return fileService({ provider, baseUrl }, settings);
  },
});
