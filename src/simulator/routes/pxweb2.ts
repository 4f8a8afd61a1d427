import { codelistRoute } from './codelist.ts';
import { configRoute } from './config.ts';
import { dataRoute } from './data.ts';
import { defaultSelectionRoute } from './default-selection.ts';
import { entryRoute } from './entry.ts';
import { metadataRoute } from './metadata.ts';
import type { Route } from './route.ts';
import { savedQueryRoute } from './saved-query.ts';
import { tablesRoute } from './tables.ts';

/** Where SSB's API lies on its host. */
export const BASE_PATH = '/api/pxwebapi/v2';

/** All endpoints of PxWebApi v2, tried in order. A new endpoint is a file and a line here. */
export const PXWEB2_ROUTES: readonly Route[] = Object.freeze([
  tablesRoute,
  entryRoute,
  metadataRoute,
  defaultSelectionRoute,
  dataRoute,
  codelistRoute,
  configRoute,
  savedQueryRoute,
]);
