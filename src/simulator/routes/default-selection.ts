import { writeJson } from '../ordered-json.ts';
import { defaultSelection } from '../query/default-selection.ts';
import { link } from '../render/catalogue.ts';
import { jsonReply } from '../reply.ts';
import { type Route, languageOf, tableOf } from './route.ts';

/** `GET /tables/{id}/defaultselection`: what a data request without a selection gets. */
export const defaultSelectionRoute: Route = {
  kind: 'default-selection',
  methods: ['GET'],
  path: /^\/tables\/([^/]+)\/defaultselection\/?$/i,
  handle: (call) => {
    const language = languageOf(call);
    const table = tableOf(call);
    const selection = defaultSelection(table);
    const codesOf = (roles: readonly (string | null)[]): readonly string[] =>
      selection
        .map((part) => part.variableCode)
        .filter((code) =>
          table.variables.some(
            (variable) => variable.code === code && roles.includes(variable.role),
          ),
        );
    return jsonReply(
      writeJson({
        language,
        selection: selection.map(({ variableCode, valueCodes }) => ({ variableCode, valueCodes })),
        placement: { heading: codesOf(['metric', 'time']), stub: codesOf(['geo', null]) },
        links: [
          link(
            'self',
            language,
            `${call.world.baseUrl}/tables/${table.id}/defaultselection?lang=${language}`,
          ),
        ],
      }),
    );
  },
};
