import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const folder = process.env['STATBANK_OPENLINEAGE_SPEC'] ?? join('..', 'shared', 'openlineage');

/** Whether the specification's schemas are here. */
export const hasSpecification = existsSync(join(folder, 'OpenLineage.json'));

/** What is wrong with an event by the schemas of the specification: the event's, and each facet's own. */
export function lineageFaults(event: any): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const read = (...path: readonly string[]) =>
    JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
  ajv.addSchema(read('OpenLineage.json'));
  for (const name of readdirSync(join(folder, 'facets'))) ajv.addSchema(read('facets', name));
  const whole = ajv.getSchema('https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent');
  const faults = faultsOf(whole, event, 'event');
  for (const [name, facet] of facetsIn(event)) {
    faults.push(...faultsOf(ajv.getSchema(facet['_schemaURL']), facet, name));
  }
  return faults;
}

/** Names of all facets of an event, sorted. */
export function facetNames(event: any): readonly string[] {
  return [...new Set(facetsIn(event).map(([name]) => name))].toSorted();
}

function facetsIn({ run, job, inputs, outputs }: any): readonly (readonly [string, any])[] {
  const datasets = [...inputs, ...outputs];
  const sets = [
    run.facets,
    job.facets,
    ...datasets.flatMap(({ facets, inputFacets = {}, outputFacets = {} }: any) => [
      facets,
      inputFacets,
      outputFacets,
    ]),
  ];
  return sets.flatMap((set) => Object.entries(set));
}

function faultsOf(validate: ValidateFunction | undefined, value: unknown, name: string): string[] {
  if (validate === undefined) return [`${name}: no such schema`];
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${name}${instancePath}: ${message ?? ''}`,
  );
}
