import type { SourceServer } from '../source-server.ts';

/** Tables come whole, so no number of cells bounds a request. */
const NO_CELL_LIMIT = Number.MAX_SAFE_INTEGER;

/** Ireland's Central Statistics Office; tables are in English, some in Irish. */
export const CSO: SourceServer = Object.freeze<SourceServer>({
  id: 'cso',
  baseUrl: 'https://ws.cso.ie/public/api.restful',
  language: 'en',
  documentedLimits: { maxCells: NO_CELL_LIMIT },
  licence: 'CC BY 4.0',
  cacheSeconds: null,
});
