import { writeJson } from '../ordered-json.ts';
import { RequestProblem } from '../problem.ts';
import { link } from '../render/catalogue.ts';
import { jsonReply } from '../reply.ts';
import { LANGUAGES } from '../table/model.ts';
import { type Route, languageOf } from './route.ts';

/**
 * `GET /codelists/{id}`: one grouping or value set. Ids are matched with regard to case.
 * An unknown one is 404, though the body says 400.
 */
export const codelistRoute: Route = {
  kind: 'codelist',
  methods: ['GET'],
  path: /^\/codelists\/([^/]+)\/?$/i,
  handle: (call) => {
    const language = languageOf(call);
    const codelist = [...call.world.tables.values()]
      .flatMap((table) => table.codelists)
      .find((candidate) => candidate.id === call.captured[0]);
    if (codelist === undefined) {
      throw new RequestProblem('Non-existent codelist', { httpStatus: 404 });
    }
    return jsonReply(
      writeJson({
        id: codelist.id,
        label: codelist.label[language],
        language,
        languages: LANGUAGES,
        elimination: false,
        type: codelist.type,
        values: codelist.values.map((value) => ({
          code: value.code,
          label: value.label[language],
          valueMap: value.valueMap,
        })),
        links: [
          link('self', language, `${call.world.baseUrl}/codeLists/${codelist.id}?lang=${language}`),
        ],
      }),
    );
  },
};
