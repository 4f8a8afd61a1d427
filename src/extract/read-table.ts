import type { Cube } from '../transform/cube.ts';
import type { TableDescription } from '../transform/table.ts';
import type { Provider, SourceResponse } from './provider.ts';

/** What the responses of `fetchDescription` say about a table, whichever way the provider reads. */
export async function describeTable(
  provider: Provider,
  table: string,
  responses: readonly SourceResponse[],
): Promise<TableDescription> {
  return provider.streamed === undefined
    ? provider.describe(table, responses)
    : provider.streamed.describe(table, responses);
}

/**
 * The cells of a table whose description came as documents that hold them too. A response that
 * has another purpose than `document` describes only.
 */
export async function* cubesOfDocuments(
  provider: Provider,
  description: TableDescription,
  responses: readonly SourceResponse[],
): AsyncGenerator<Cube> {
  for (const response of responses) {
    if (response.purpose === 'document') yield* cubesOfResponse(provider, description, response);
  }
}

/** The cells of one response, whichever way the provider reads. */
export async function* cubesOfResponse(
  provider: Provider,
  description: TableDescription,
  response: SourceResponse,
): AsyncGenerator<Cube> {
  if (provider.streamed === undefined) yield provider.toCube(response, description);
  else yield* provider.streamed.cubes(response, description);
}

/**
 * The responses as far as they are needed once a table was described: a reader of streams has by
 * then read what large files hold, and their bytes, which are in the archive, need no memory.
 */
export function afterDescribing(
  provider: Provider,
  responses: readonly SourceResponse[],
): readonly SourceResponse[] {
  if (provider.streamed === undefined) return responses;
  return responses.map((response) => ({ ...response, bytes: new Uint8Array() }));
}
