import { type RawBuilder, sql } from 'kysely';
import { columnNames } from '../../transform/column-name.ts';
import type { CubeFrame } from '../../transform/cube.ts';
import { englishUnit } from '../../transform/english-unit.ts';
import { summingOf } from '../../transform/measure.ts';
import type { LoadSession } from '../session.ts';
import type { SavePurpose } from './purpose.ts';

/** What a change of makes the earlier description history. */
const DESCRIPTION = Object.freeze([
  'label_no',
  'label_en',
  'unit_no',
  'unit_en',
  'decimals',
  'measuring_type',
  'price_type',
  'adjustment',
  'base_period',
  'reference_period',
]);

/** Follows from the description, so a change of it is none of the measure. */
const SUMMING = Object.freeze([
  'additivity',
  'quantity_kind',
  'sum_over_time',
  'sum_over_region',
  'sum_over_categories',
]);

/** What saving measures did. */
export interface SavedMeasures {
  /** `measure_key` by position. */
  readonly keys: readonly number[];
  /** Measures whose label, unit or kind is another than before. */
  readonly redescribed: number;
}

/**
 * Makes rows for new measures and updates known ones; an earlier description that changed
 * moves to the history, valid up to `vintage`.
 */
export async function saveMeasures(
  { db }: LoadSession,
  datasetKey: number,
  frame: CubeFrame,
  english: CubeFrame | null,
  vintage: number,
  purpose: SavePurpose,
): Promise<SavedMeasures> {
  const known = await db
    .selectFrom('star.dim_measure')
    .select(['code', 'column_no', 'column_en'])
    .where('dataset_key', '=', datasetKey)
    .execute();
  const knownCodes = new Set(known.map(({ code }) => code));
  const fresh = frame.measures.filter(({ code }) => !knownCodes.has(code));
  const englishByCode = new Map(english?.measures.map((measure) => [measure.code, measure]));
  const reserved = await variableColumns(db, datasetKey);
  const columnsNo = columnNames(
    fresh.map(({ label, code }) => label || code),
    [...reserved.no, ...known.map(({ column_no }) => column_no)],
  );
  const columnsEn = columnNames(
    fresh.map(({ label, code }) => englishByCode.get(code)?.label ?? (label || code)),
    [...reserved.en, ...known.map(({ column_en }) => column_en)],
  );
  const freshAt = new Map(fresh.map(({ code }, index) => [code, index]));
  const rows = JSON.stringify(
    frame.measures.map((measure, position) => {
      const at = freshAt.get(measure.code) ?? 0;
      const translated = englishByCode.get(measure.code);
      const summing = summingOf(measure);
      return {
        position: purpose === 'vintage' ? position : null,
        preview_only: purpose === 'preview',
        code: measure.code,
        label_no: measure.label,
        label_en: translated?.label ?? null,
        column_no: columnsNo[at] ?? '',
        column_en: columnsEn[at] ?? '',
        unit_no: measure.unit,
        unit_en: translated?.unit ?? englishUnit(measure.unit),
        decimals: measure.decimals,
        measuring_type: measure.measuringType,
        price_type: measure.priceType,
        adjustment: measure.adjustment,
        base_period: measure.basePeriod,
        reference_period: measure.referencePeriod,
        additivity: summing.additivity,
        quantity_kind: summing.kind,
        sum_over_time: summing.time,
        sum_over_region: summing.region,
        sum_over_categories: summing.categories,
      };
    }),
  );
  const input = sql`jsonb_to_recordset(${rows}::jsonb) as r (
    position int, code text, label_no text, label_en text, column_no text, column_en text,
    unit_no text, unit_en text, decimals smallint, measuring_type text, price_type text,
    adjustment text, base_period text, reference_period text, additivity text,
    quantity_kind text, sum_over_time boolean, sum_over_region boolean, sum_over_categories boolean,
    preview_only boolean)`;
  const redescribed =
    purpose === 'vintage'
      ? await retireMeasures(
          { db },
          datasetKey,
          frame.measures.map(({ code }) => code),
          input,
          vintage,
        )
      : 0;
  const updates = [...DESCRIPTION, ...SUMMING, 'position', 'preview_only'].map(
    (name) => `${name} = excluded.${name}`,
  );
  await sql`
    insert into star.dim_measure (
      dataset_key, code, column_no, column_en, ${sql.raw([...DESCRIPTION, ...SUMMING].join(', '))}, position,
      preview_only)
    select ${datasetKey}, r.code, r.column_no, r.column_en, ${columns('r')}, ${columns('r', SUMMING)}, r.position,
      r.preview_only
    from ${input}
    order by r.position
    on conflict (dataset_key, code)
      do ${purpose === 'preview' ? sql`nothing` : sql`update set ${sql.raw(updates.join(', '))}`}`.execute(
    db,
  );
  const saved = await db
    .selectFrom('star.dim_measure')
    .select(['code', 'measure_key'])
    .where('dataset_key', '=', datasetKey)
    .execute();
  const keyByCode = new Map(saved.map((row) => [row.code, row.measure_key]));
  return {
    keys: frame.measures.map(({ code }) => keyByCode.get(code) ?? 0),
    redescribed,
  };
}

/** Moves descriptions that change to the history, and takes the place of measures that are gone. */
async function retireMeasures(
  { db }: Pick<LoadSession, 'db'>,
  datasetKey: number,
  codes: readonly string[],
  input: RawBuilder<unknown>,
  vintage: number,
): Promise<number> {
  const redescribed = await sql`
    insert into star.dim_measure_history (measure_key, v_from, v_to, ${sql.raw(DESCRIPTION.join(', '))})
    select m.measure_key,
      coalesce((select max(h.v_to) from star.dim_measure_history h where h.measure_key = m.measure_key), 1),
      ${vintage}, ${columns('m')}
    from star.dim_measure m
    join ${input} on r.code = m.code
    where m.dataset_key = ${datasetKey} and not m.preview_only
      and (${columns('m')}) is distinct from (${columns('r')})`.execute(db);
  await sql`
    update star.dim_measure set position = null
    where dataset_key = ${datasetKey} and position is not null
      and code <> all (${codes}::text[])`.execute(db);
  return Number(redescribed.numAffectedRows ?? 0n);
}

function columns(alias: string, names = DESCRIPTION): RawBuilder<unknown> {
  return sql.raw(names.map((name) => `${alias}.${name}`).join(', '));
}

/** The wide view has the variables' columns beside the measures'. */
async function variableColumns(
  db: LoadSession['db'],
  datasetKey: number,
): Promise<{ readonly no: readonly string[]; readonly en: readonly string[] }> {
  const rows = await db
    .selectFrom('star.dim_variable')
    .select(['column_no', 'column_en', 'role'])
    .where('dataset_key', '=', datasetKey)
    .execute();
  const withCode = (name: string, suffix: string) => [name, `${name}${suffix}`];
  return {
    no: [
      'periode_start',
      'periode_slutt',
      ...rows.flatMap((row) => withCode(row.column_no, '_kode')),
    ],
    en: ['period_start', 'period_end', ...rows.flatMap((row) => withCode(row.column_en, '_code'))],
  };
}
