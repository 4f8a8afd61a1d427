import { type Kysely, sql } from 'kysely';
import type { Database } from '../../postgres/database.generated.ts';
import type { MeasuringType } from '../../transform/cube.ts';
import { summingOf } from '../../transform/measure.ts';

/**
 * Reads anew how every stored measure may be summed. A publication does so for its own
 * table; but a table that the source has closed is never published again, and would keep
 * what an earlier program read.
 *
 * @returns how many measures may now be summed otherwise than before.
 */
export async function refreshSumming(db: Kysely<Database>): Promise<number> {
  const measures = await db
    .selectFrom('star.dim_measure')
    .select([
      'measure_key',
      'label_no',
      'unit_no',
      'measuring_type',
      'price_type',
      'base_period',
      'quantity_kind',
    ])
    .execute();
  const read = measures.map((measure) => ({
    measure_key: measure.measure_key,
    stored: measure.quantity_kind,
    ...summingOf({
      label: measure.label_no,
      unit: measure.unit_no,
      measuringType: measure.measuring_type as MeasuringType | null,
      priceType: measure.price_type,
      basePeriod: measure.base_period,
    }),
  }));
  const changed = read.filter(({ kind, stored }) => kind !== stored);
  if (changed.length === 0) return 0;
  await sql`
    update star.dim_measure m set additivity = r.additivity, quantity_kind = r.kind,
      sum_over_time = r.time, sum_over_region = r.region, sum_over_categories = r.categories
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r (
      measure_key int, additivity text, kind text, "time" boolean, region boolean, categories boolean)
    where m.measure_key = r.measure_key`.execute(db);
  return changed.length;
}
