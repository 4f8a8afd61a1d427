import type { LineageColumn, LineageTask } from './lineage-facts.ts';

/** Any facet: who made it, which definition it follows, and its own members. */
export type Facet = Readonly<Record<string, unknown>> & {
  readonly _producer: string;
  readonly _schemaURL: string;
};

/**
 * Definitions of the facets that are sent, each by the version of the OpenLineage specification
 * that it follows.
 */
const DEFINITIONS = Object.freeze({
  parent: '1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet',
  nominalTime: '1-0-1/NominalTimeRunFacet.json#/$defs/NominalTimeRunFacet',
  errorMessage: '1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet',
  processing_engine: '1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet',
  jobType: '2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet',
  dataSource: '1-0-1/DatasourceDatasetFacet.json#/$defs/DatasourceDatasetFacet',
  version: '1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet',
  schema: '1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet',
  columnLineage: '1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet',
  subset: '1-0-0/BaseSubsetDatasetFacet.json#/$defs/InputSubsetInputDatasetFacet',
  dataQualityAssertions:
    '1-1-0/DataQualityAssertionsDatasetFacet.json#/$defs/DataQualityAssertionsDatasetFacet',
  outputStatistics:
    '1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet',
} as const);

export type FacetName = keyof typeof DEFINITIONS;

/** A facet by its name: `{ [name]: facet }`, to be spread into a set of them. */
export function facet(
  name: FacetName,
  producer: string,
  members: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Facet>> {
  return {
    [name]: {
      _producer: producer,
      _schemaURL: `https://openlineage.io/spec/facets/${DEFINITIONS[name]}`,
      ...members,
    },
  };
}

/** Columns of a view, in their order. */
export function schemaMembers(columns: readonly LineageColumn[]) {
  return {
    fields: columns.map(({ name, type, comment }, position) => ({
      name,
      type,
      ...(comment === null ? {} : { description: comment }),
      ordinal_position: position + 1,
    })),
  };
}

/** From which variables of the source's table each column of a view is made. */
export function columnLineageMembers(
  columns: readonly LineageColumn[],
  input: { readonly namespace: string; readonly name: string },
) {
  return {
    fields: Object.fromEntries(
      columns.flatMap(({ name, from }) =>
        from === null
          ? []
          : [
              [
                name,
                {
                  inputFields: [
                    {
                      ...input,
                      field: from,
                      transformations: [
                        { type: 'DIRECT', subtype: from === name ? 'IDENTITY' : 'TRANSFORMATION' },
                      ],
                    },
                  ],
                },
              ],
            ],
      ),
    ),
  };
}

/** What gates and checks found; that nothing was found is an assertion that held. */
export function assertionMembers({ findings }: LineageTask) {
  return {
    assertions:
      findings.length === 0
        ? [{ assertion: 'no findings', success: true }]
        : findings.map(({ code, severity, message, pointer, expected, actual }) => ({
            assertion: code,
            success: severity === 'info',
            severity: severity === 'error' ? 'error' : 'warn',
            description: pointer === '' ? message : `${message} (${pointer})`,
            ...(expected === null ? {} : { expected }),
            ...(actual === null ? {} : { actual }),
          })),
  };
}
