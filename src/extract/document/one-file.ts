import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import type { TimeUnit } from '../../transform/table.ts';
import type { Provider, SourceResponse } from '../provider.ts';
import { requiredOf } from '../query/responses.ts';
import { readResponse } from '../read-response.ts';
import { acceptFile } from './accept.ts';
import { describeFile } from './describe-file.ts';
import { instantOf } from './last-modified.ts';
import { wholePlan } from './whole-plan.ts';

/** A source whose tables are files that are read whole. */
export interface OneFileSource {
  readonly id: string;
  /** Address of the table's file. @throws StatbankError SB_SOURCE_NO_SUCH_TABLE */
  readonly urlOf: (table: string) => string;
  /** Names a table's file in messages. */
  readonly whatOf: (table: string) => string;
  readonly read: (table: string, bytes: Uint8Array) => Cube;
  readonly licence: string | null;
  readonly timeUnit: TimeUnit | null;
}

/** A provider of such tables: what describes a table and its cells come in one document. */
export function oneFileProvider(source: OneFileSource): Provider {
  const cubeOf = (table: string, response: SourceResponse): Cube => {
    const what = source.whatOf(table);
    return readResponse(acceptFile(response, what), what, (bytes) => source.read(table, bytes));
  };
  return Object.freeze<Provider>({
    id: source.id,
    publications: null,
    fetchDescription: async (table, _selection, exchange) => {
      const request = { method: 'GET', url: source.urlOf(table), body: null } as const;
      const response = await exchange(request, 'document');
      cubeOf(table, response);
      return [response];
    },
    describe: (table, responses) => {
      const document = requiredOf(responses, 'document');
      return describeFile({
        ref: { provider: source.id, table },
        frame: frameOf(cubeOf(table, document)),
        licence: source.licence,
        timeUnit: source.timeUnit,
        updated: instantOf(document),
      });
    },
    plan: (description, _responses, selection) => wholePlan(description, selection),
    toCube: (response, { ref }) => cubeOf(ref.table, response),
  });
}
