import { writeJson } from '../ordered-json.ts';
import { jsonReply } from '../reply.ts';
import type { Route } from './route.ts';

/**
 * `GET /config`. The two zeros are SSB's own: the gateway in front counts calls, the API
 * does not, and zero must be read as neither "unlimited" nor "none allowed".
 */
export const configRoute: Route = {
  kind: 'config',
  methods: ['GET'],
  path: /^\/config\/?$/i,
  handle: (call) =>
    jsonReply(
      writeJson({
        apiVersion: '2.3.2',
        appVersion: '2.5.0+simulator',
        languages: [
          { id: 'no', label: 'Norsk' },
          { id: 'en', label: 'English' },
        ],
        defaultLanguage: 'no',
        maxDataCells: call.world.maxCells,
        maxCallsPerTimeWindow: 0,
        timeWindow: 0,
        license: 'https://www.ssb.no/en/diverse/lisens',
        sourceReferences: [
          { language: 'en', text: 'Source: Statistics Norway' },
          { language: 'no', text: 'Kilde: Statistisk sentralbyrå' },
        ],
        defaultDataFormat: 'json-stat2',
        dataFormats: ['json-stat2'],
        features: [{ id: 'CORS', params: [{ key: 'enabled', value: 'True' }] }],
      }),
    ),
};
