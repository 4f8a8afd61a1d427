import { writeJson } from '../ordered-json.ts';
import { catalogueEntry } from '../render/catalogue.ts';
import { jsonReply } from '../reply.ts';
import { type Route, languageOf, tableOf } from './route.ts';

/** `GET /tables/{id}`: one catalogue entry. */
export const entryRoute: Route = {
  kind: 'entry',
  methods: ['GET'],
  path: /^\/tables\/([^/]+)\/?$/i,
  handle: (call) => {
    const language = languageOf(call);
    const entry = catalogueEntry(tableOf(call), language, call.world.baseUrl);
    return jsonReply(writeJson({ language, ...entry }));
  },
};
