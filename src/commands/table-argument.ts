import type { Catalogue } from '../config/catalogue.ts';
import { FILE_PROVIDER } from '../extract/file/provider.ts';

/** Ids that a table name may begin with: the catalogue's providers, and imported documents. */
export function knownProviders({ providers }: Catalogue): readonly string[] {
  return [...providers.keys(), FILE_PROVIDER];
}
