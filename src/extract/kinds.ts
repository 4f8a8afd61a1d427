import { dataNorgeKind } from './data-norge/kind.ts';
import { desiKind } from './desi/kind.ts';
import { dfoAccountsKind } from './dfo-accounts/kind.ts';
import { csoKind } from './cso/kind.ts';
import { dfoNoticesKind } from './dfo-notices/kind.ts';
import { dfoPublishedKind } from './dfo-published/kind.ts';
import { dfoSurveyKind } from './dfo-survey/kind.ts';
import { eurostatKind } from './eurostat/kind.ts';
import { pxWeb1Kind } from './pxweb1/kind.ts';
import { pxWeb2Kind } from './pxweb2/kind.ts';
import type { ProviderKind } from './service.ts';

/** Every interface that the program speaks. A new one is a folder beside this file and a line here. */
export const PROVIDER_KINDS: readonly ProviderKind[] = Object.freeze([
  pxWeb2Kind,
  dfoPublishedKind,
  eurostatKind,
  dfoAccountsKind,
  pxWeb1Kind,
  csoKind,
  desiKind,
  dfoSurveyKind,
  dfoNoticesKind,
  dataNorgeKind,
]);

/** The kind of every provider that needs no configuration, by provider id. */
export const KNOWN_PROVIDERS: ReadonlyMap<string, ProviderKind> = new Map(
  PROVIDER_KINDS.flatMap((kind) => kind.known.map((id) => [id, kind] as const)),
);
