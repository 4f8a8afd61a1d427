import { z } from 'zod';

import { readInstant } from '../../transform/jsonstat/instant.ts';
import type { TimeUnit } from '../../transform/table.ts';
import type { Exchange } from '../provider.ts';
import { readBody } from '../read-body.ts';
import type { CatalogueTable } from '../table-catalogue.ts';
import { acceptJson } from './failure.ts';
import type { SourceServer } from '../source-server.ts';
import { collectionRequest } from './requests.ts';

const collectionBody = z.object({
  link: z.object({
    item: z
      .array(
        z.object({
          label: z.string(),
          updated: z.string().nullish(),
          id: z.array(z.string()).nullish(),
          dimension: z.record(z.string(), z.object({ label: z.string().nullish() })).nullish(),
          extension: z.object({ matrix: z.string().min(1), archive: z.boolean().nullish() }),
        }),
      )
      .nullish(),
  }),
});
type Item = NonNullable<z.output<typeof collectionBody>['link']['item']>[number];

const UNITS: Readonly<Record<string, TimeUnit>> = Object.freeze({
  A: 'annual',
  H: 'half-yearly',
  Q: 'quarterly',
  M: 'monthly',
  W: 'weekly',
  D: 'daily',
});

/** The time unit in the code of a time variable: `TLIST(Q1)`. */
export function timeUnitOf(variables: readonly string[]): TimeUnit | null {
  const letters = variables.flatMap((code) => /^TLIST\(([A-Z])/.exec(code)?.[1] ?? []);
  const [letter] = letters;
  return letter !== undefined && Object.hasOwn(UNITS, letter) ? (UNITS[letter] ?? null) : null;
}

function tableOf({ label, updated, id, dimension, extension }: Item): CatalogueTable {
  const variables = id ?? Object.keys(dimension ?? {});
  return {
    id: extension.matrix,
    title: label,
    updated: readInstant(updated ?? '')?.instant ?? null,
    firstPeriod: null,
    lastPeriod: null,
    timeUnit: timeUnitOf(variables),
    discontinued: extension.archive === true,
    variables: variables.map((code) => dimension?.[code]?.label ?? code),
    subjectPaths: [],
  };
}

/**
 * The tables of the collection; a table that is listed twice is given once.
 *
 * @param since as in `collectionRequest`
 * @throws StatbankError as the exchange, `acceptJson` and `readBody`
 */
export async function fetchCollection(
  server: SourceServer,
  since: string | null,
  exchange: Exchange,
): Promise<readonly CatalogueTable[]> {
  const response = await exchange(collectionRequest(server, since), 'document');
  const what = 'collection';
  const body = readBody(collectionBody, acceptJson(response, what), what, 'PxStat collection');
  const tables = new Map<string, CatalogueTable>();
  for (const item of body.link.item ?? []) {
    const table = tableOf(item);
    if (!tables.has(table.id)) tables.set(table.id, table);
  }
  return [...tables.values()];
}

/** Tables whose title or code has every one of the words, which the server itself cannot look for. */
export function withWords(
  tables: readonly CatalogueTable[],
  words: string,
): readonly CatalogueTable[] {
  const wanted = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return tables.filter(({ id, title }) => {
    const text = `${id} ${title}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
