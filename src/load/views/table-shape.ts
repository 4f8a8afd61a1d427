import type { LoadSession } from '../session.ts';

/** What the views of one table are made from. */
export interface TableShape {
  readonly datasetKey: number;
  readonly bucket: number;
  readonly viewName: string;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  readonly tableId: string;
  readonly signature: string | null;
  readonly variables: readonly ShapeVariable[];
  readonly measures: readonly ShapeMeasure[];
}

/** A variable; `present` is false if the newest vintage no longer has it, and nothing held does. */
export interface ShapeVariable {
  readonly code: string;
  readonly slot: number;
  readonly role: string;
  readonly labelNo: string;
  readonly labelEn: string | null;
  readonly columnNo: string;
  readonly columnEn: string;
  readonly present: boolean;
  /** True while only a held publication has it. */
  readonly previewOnly: boolean;
}

export interface ShapeMeasure {
  readonly measureKey: number;
  readonly labelNo: string;
  readonly labelEn: string | null;
  readonly unitNo: string | null;
  readonly unitEn: string | null;
  readonly columnNo: string;
  readonly columnEn: string;
  readonly present: boolean;
  /** True while only a held publication has it. */
  readonly previewOnly: boolean;
}

/** Reads the shape of a table from its dimension rows. */
export async function readTableShape({ db }: LoadSession, datasetKey: number): Promise<TableShape> {
  const dataset = await db
    .selectFrom('star.dim_dataset')
    .selectAll()
    .where('dataset_key', '=', datasetKey)
    .executeTakeFirstOrThrow();
  const variables = await db
    .selectFrom('star.dim_variable')
    .selectAll()
    .where('dataset_key', '=', datasetKey)
    .orderBy('position', (order) => order.asc().nullsLast())
    .orderBy('slot')
    .execute();
  const measures = await db
    .selectFrom('star.dim_measure')
    .selectAll()
    .where('dataset_key', '=', datasetKey)
    .orderBy('position', (order) => order.asc().nullsLast())
    .orderBy('measure_key')
    .execute();
  return {
    datasetKey,
    bucket: dataset.bucket,
    viewName: dataset.view_name,
    titleNo: dataset.title_no,
    titleEn: dataset.title_en,
    source: dataset.source,
    licence: dataset.licence,
    tableId: dataset.table_id,
    signature: dataset.views_signature,
    variables: variables.map((row) => ({
      code: row.code,
      slot: row.slot,
      role: row.role,
      labelNo: row.label_no,
      labelEn: row.label_en,
      columnNo: row.column_no,
      columnEn: row.column_en,
      present: row.position !== null || row.preview_only,
      previewOnly: row.preview_only,
    })),
    measures: measures.map((row) => ({
      measureKey: row.measure_key,
      labelNo: row.label_no,
      labelEn: row.label_en,
      unitNo: row.unit_no,
      unitEn: row.unit_en,
      columnNo: row.column_no,
      columnEn: row.column_en,
      present: row.position !== null || row.preview_only,
      previewOnly: row.preview_only,
    })),
  };
}
