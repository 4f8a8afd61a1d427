import { defaultSelection } from '../query/default-selection.ts';
import { resolveSelection, wholeTable } from '../query/selection.ts';
import { metadataBody } from '../render/dataset.ts';
import { jsonReply } from '../reply.ts';
import { type Route, languageOf, tableOf } from './route.ts';

/** `GET /tables/{id}/metadata`: JSON-stat2 without figures. `defaultSelection` beats `codelist`. */
export const metadataRoute: Route = {
  kind: 'metadata',
  methods: ['GET'],
  path: /^\/tables\/([^/]+)\/metadata\/?$/i,
  handle: (call) => {
    const language = languageOf(call);
    const table = tableOf(call);
    const axes =
      call.parameters.get('defaultSelection')?.toLowerCase() === 'true'
        ? resolveSelection(table, defaultSelection(table))
        : wholeTable(table, call.parameters.keyed('codelist'));
    return jsonReply(metadataBody(table, axes, { language, baseUrl: call.world.baseUrl }));
  },
};
