import { z } from 'zod';

import { pointerTo } from '../../transform/json/pointer.ts';
import { parseJson } from '../../transform/json/parse.ts';
import { documentFinding, documentInvalid } from '../document/invalid.ts';

/** A file or service that a data set can be had by. */
export interface Distribution {
  readonly id: string;
  readonly title: string;
  readonly dataset: string;
  /** Property by name; several values are joined by a space, in the order of the alphabet. */
  readonly properties: ReadonlyMap<string, string>;
}

const node = z.looseObject({ '@id': z.string().min(1) });
const graphBody = z.object({ '@graph': z.array(node).min(1) });
type Node = z.output<typeof node>;

/**
 * What is watched of a distribution, and its name in the table. Contact points are not among it:
 * they name people.
 */
const WATCHED: readonly (readonly [property: string, name: string])[] = Object.freeze([
  ['dcat:downloadURL', 'nedlasting'],
  ['dcat:accessURL', 'tilgang'],
  ['dct:license', 'lisens'],
  ['dct:format', 'format'],
  ['dcat:mediaType', 'medietype'],
  ['dct:modified', 'endret'],
  ['dct:conformsTo', 'standard'],
]);

/**
 * Reads the distributions of a data set out of its DCAT description in JSON-LD, as the resource
 * service of Felles datakatalog and DFØ's own catalogue give it.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID for JSON-LD in another form: names that are not
 *   prefixed with `dcat:` and `dct:`, or no data set
 */
export function readDistributions(bytes: Uint8Array, what: string): readonly Distribution[] {
  const read = graphBody.safeParse(parseJson(bytes));
  if (!read.success) {
    const [issue] = read.error.issues;
    const pointer = pointerTo('', ...(issue?.path ?? []).map(String));
    throw documentInvalid(what, [documentFinding('DCAT_GRAPH', pointer, issue?.message ?? '')]);
  }
  const nodes = read.data['@graph'];
  const byId = new Map(nodes.map((each) => [each['@id'], each]));
  const datasets = nodes.filter((each) => typesOf(each).includes('dcat:Dataset'));
  if (datasets.length === 0) {
    throw documentInvalid(what, [
      documentFinding('DCAT_GRAPH', '/@graph', 'the description has no data set', {
        expected: '@type dcat:Dataset',
        actual: nodes.flatMap(typesOf).slice(0, 5).join(', ') || 'no types',
      }),
    ]);
  }
  return datasets.flatMap((dataset) =>
    valuesOf(dataset['dcat:distribution']).map((id): Distribution => {
      const found = byId.get(id);
      if (found === undefined) {
        throw documentInvalid(what, [
          documentFinding('DCAT_GRAPH', '/@graph', `the distribution ${id} is not described`),
        ]);
      }
      const properties = WATCHED.flatMap(([property, name]) => {
        const values = valuesOf(found[property]).toSorted();
        return values.length === 0 ? [] : [[name, values.join(' ')] as const];
      });
      return {
        id,
        title: titleOf(found),
        dataset: titleOf(dataset),
        properties: new Map(properties),
      };
    }),
  );
}

function typesOf(each: Node): readonly string[] {
  const type = each['@type'];
  return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string');
}

/** Ids and literals of a property, whether it has one value or a list. */
function valuesOf(property: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(property) ? property : [property];
  return values.flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    if ('@id' in value) return [String(value['@id'])];
    return '@value' in value ? [String(value['@value'])] : [];
  });
}

function titleOf(each: Node): string {
  const titles: readonly unknown[] = Array.isArray(each['dct:title'])
    ? each['dct:title']
    : [each['dct:title']];
  const norwegian = titles.find(
    (title) =>
      typeof title === 'object' &&
      title !== null &&
      '@language' in title &&
      title['@language'] === 'nb',
  );
  return valuesOf(norwegian ?? titles[0])[0] ?? each['@id'];
}
