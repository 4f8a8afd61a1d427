import { quoteIdentifier } from '../../transform/identifier.ts';
import {
  historyColumns,
  keyColumns,
  type Language,
  periodColumns,
  valueColumns,
  variableColumns,
  type ViewColumn,
  type ViewSchema,
} from './columns.ts';
import { seriesLabelsOf } from './series-labels.ts';
import type { TableShape } from './table-shape.ts';

/** A view to be generated: its columns and the rest of its SQL. */
export interface ViewDefinition {
  readonly schema: ViewSchema;
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ViewColumn[];
  /** Everything after the column list, given the columns that the view will have. */
  readonly body: (columns: readonly ViewColumn[]) => string;
}

/** With more measures than this a wide view is harder to read than the long one. */
const MAX_WIDE_MEASURES = 20;

/** All views of a table. The order matters to nobody; names do. */
export function viewDefinitions(whole: TableShape): readonly ViewDefinition[] {
  const shape = published(whole);
  return (['no', 'en'] as const).flatMap((language) => [
    longView(shape, language, 'mart'),
    historyView(shape, language),
    ...wideView(shape, language, 'mart'),
  ]);
}

/** The views of a table with what is held laid over it; what is held has no history yet. */
export function previewDefinitions(shape: TableShape): readonly ViewDefinition[] {
  return (['no', 'en'] as const).flatMap((language) => [
    longView(shape, language, 'mart_preview'),
    ...wideView(shape, language, 'mart_preview'),
  ]);
}

/** The shape without what only a held publication has. */
function published(shape: TableShape): TableShape {
  return {
    ...shape,
    variables: shape.variables.filter(({ previewOnly }) => !previewOnly),
    measures: shape.measures.filter(({ previewOnly }) => !previewOnly),
  };
}

function longView(shape: TableShape, language: Language, schema: ViewSchema): ViewDefinition {
  const { from, where } = cells(shape, schema);
  return {
    schema,
    name: baseName(shape, language),
    comment: describe(shape, language, schema === 'mart' ? '' : PREVIEW[language]),
    columns: [
      ...variableColumns(shape, language, schema),
      ...periodColumns(language),
      ...valueColumns(language),
      ...keyColumns(language),
    ],
    body: (columns) => `from ${from}\n${joins(shape, columns, schema)}${where}`,
  };
}

function historyView(shape: TableShape, language: Language): ViewDefinition {
  const states =
    'bucket, dataset_key, series_key, time_key, measure_key, region_key, status_key, value, v_from';
  const extra = language === 'no' ? 'alle utgaver av hver celle' : 'every state of every cell';
  return {
    schema: 'mart',
    name: `${baseName(shape, language)}_history`,
    comment: describe(shape, language, extra),
    columns: [
      ...variableColumns(shape, language, 'mart'),
      ...periodColumns(language),
      ...valueColumns(language),
      ...historyColumns(language),
      ...keyColumns(language),
    ],
    // The condition stands outside: the planner takes a union apart only where its arms have none,
    // and then goes from a label to its series to their states.
    body: (columns) => `from (
  select ${states}, null::integer as v_to from ${factsOf(shape, 'fact_observation')}
  union all
  select ${states}, v_to from ${factsOf(shape, 'fact_revision')}
) as f
${joins(shape, columns, 'mart')}
left join star.dim_vintage as vf on vf.dataset_key = ${shape.datasetKey} and vf.vintage = f.v_from
left join star.dim_vintage as vt on vt.dataset_key = ${shape.datasetKey} and vt.vintage = f.v_to
where ${ownFacts(shape)}`,
  };
}

function wideView(
  shape: TableShape,
  language: Language,
  schema: ViewSchema,
): readonly ViewDefinition[] {
  const present = shape.measures.filter((measure) => measure.present);
  if (present.length < 2 || present.length > MAX_WIDE_MEASURES) return [];
  const kind = language === 'no' ? 'én kolonne per statistikkvariabel' : 'one column a measure';
  const extra = schema === 'mart' ? kind : `${kind}, ${PREVIEW[language]}`;
  const { from, where } = cells(shape, schema);
  const keys = [
    ...variableColumns(shape, language, schema, (role) => role !== 'metric'),
    ...periodColumns(language),
  ];
  const measures = shape.measures.map((measure): ViewColumn => {
    const label = (language === 'en' ? measure.labelEn : null) ?? measure.labelNo;
    const unit = (language === 'en' ? measure.unitEn : null) ?? measure.unitNo;
    return {
      name: language === 'no' ? measure.columnNo : measure.columnEn,
      expression: `max(f.value) filter (where f.measure_key = ${measure.measureKey})`,
      comment: unit === null ? label : `${label}, ${unit}`,
    };
  });
  return [
    {
      schema,
      name: `${baseName(shape, language)}_wide`,
      comment: describe(shape, language, extra),
      columns: [...keys, ...measures],
      body: (columns) => {
        const grouped = columns.filter(({ expression }) => !expression.startsWith('max('));
        return `from ${from}
${joins(shape, columns, schema)}${where}
group by ${grouped.map(({ expression }) => expression).join(', ')}`;
      },
    },
  ];
}

function baseName(shape: TableShape, language: Language): string {
  return language === 'no' ? shape.viewName : `${shape.viewName}_en`;
}

const PREVIEW = Object.freeze({
  no: 'forhåndsvisning av det som holdes tilbake',
  en: 'preview of what is held',
});

/** The current cells, as published or with what is held laid over them. */
function cells(
  shape: TableShape,
  schema: ViewSchema,
): { readonly from: string; readonly where: string } {
  if (schema === 'mart') {
    const from = `${factsOf(shape, 'fact_observation')} as f`;
    return { from, where: `\nwhere ${ownFacts(shape)}` };
  }
  const columns = 'f.series_key, f.time_key, f.measure_key, f.region_key, f.status_key, f.value';
  const from = `(
  select ${columns}
  from ${factsOf(shape, 'fact_observation')} as f
  where ${ownFacts(shape)} and not exists (
    select from star.held_change as h
    where h.dataset_key = ${shape.datasetKey} and h.series_key = f.series_key and h.time_key = f.time_key)
  union all
  select ${columns}
  from star.held_change as f
  where f.dataset_key = ${shape.datasetKey} and not f.gone
) as f`;
  return { from, where: '' };
}

/** The partition by its own name: what the planner knows of all tables' facts says little of one's. */
function factsOf({ bucket }: TableShape, facts: 'fact_observation' | 'fact_revision'): string {
  return `star.${facts}_${bucket}`;
}

function ownFacts({ bucket, datasetKey }: TableShape): string {
  return `f.bucket = ${bucket} and f.dataset_key = ${datasetKey}`;
}

/** Left joins on unique keys: the planner drops those that a query does not use. */
function joins(shape: TableShape, columns: readonly ViewColumn[], schema: ViewSchema): string {
  return [
    ...seriesJoins(shape, columns, schema),
    'left join star.dim_measure as ms on ms.measure_key = f.measure_key',
    'left join star.dim_time as t on t.time_key = f.time_key',
    'left join star.dim_status as st on st.status_key = f.status_key',
  ].join('\n');
}

function seriesJoins(
  { datasetKey }: TableShape,
  columns: readonly ViewColumn[],
  schema: ViewSchema,
): readonly string[] {
  const slots = [...new Set(columns.flatMap(({ slot }) => slot ?? []))].toSorted((a, b) => a - b);
  if (slots.length === 0) return [];
  if (schema === 'mart') {
    return [`left join ${seriesLabelsOf(datasetKey)} as s on s.series_key = f.series_key`];
  }
  // A subscript alone does not tell the planner that a filter on a label needs a series.
  const own = `s.dataset_key = ${datasetKey}`;
  return [
    `left join star.dim_series as s on s.series_key = f.series_key and ${own}`,
    ...slots.map(
      (slot) =>
        `left join star.dim_member as m${slot} on m${slot}.member_key = s.members[${slot}] and ${own}`,
    ),
  ];
}

function describe(shape: TableShape, language: Language, extra: string): string {
  const title = (language === 'en' ? shape.titleEn : null) ?? shape.titleNo;
  const source = language === 'no' ? 'Kilde' : 'Source';
  const table = language === 'no' ? 'tabell' : 'table';
  return [
    extra === '' ? title : `${title} (${extra})`,
    `${source}: ${shape.source ?? ''}, ${table} ${shape.tableId}`.replace(': ,', ':'),
    ...(shape.licence === null ? [] : [shape.licence]),
  ].join('. ');
}

/** `create or replace view …` with the columns in this order. */
export function createStatement(view: ViewDefinition, columns: readonly ViewColumn[]): string {
  const list = columns.map(({ name, expression }) => `  ${expression} as ${quoteIdentifier(name)}`);
  return `create or replace view ${view.schema}.${quoteIdentifier(view.name)} as\nselect\n${list.join(',\n')}\n${view.body(columns)}`;
}
