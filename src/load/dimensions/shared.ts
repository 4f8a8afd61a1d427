import { sql } from 'kysely';
import type { CubeFrame } from '../../transform/cube.ts';
import { parsePeriod } from '../../transform/period.ts';
import { regionOf, type Region } from '../../transform/region.ts';
import type { TableDescription } from '../../transform/table.ts';
import { timeAxis } from '../axes.ts';
import type { LoadSession } from '../session.ts';

/**
 * Dimensions that all tables share. Their rows are made before the publishing transaction,
 * each statement on its own: two tables that both bring a new period must not wait for
 * each other's COPY, and a row that nothing points to yet harms nobody.
 */

/** `time_key` by the frame's time codes, in their order. A table without time has one nameless period. */
export async function ensureTimes(
  { db }: LoadSession,
  description: TableDescription,
  frame: CubeFrame,
): Promise<readonly number[]> {
  const axis = timeAxis(frame);
  const dimension = frame.dimensions[axis];
  const periods =
    dimension === undefined
      ? [parsePeriod('')]
      : dimension.categories.map((category) =>
          parsePeriod(category.code, {
            timeUnit: description.timeUnit,
            variable: dimension.code,
            variableLabel: dimension.label,
            label: category.label,
          }),
        );
  const rows = JSON.stringify(
    periods.map((period, ordinal) => ({
      ordinal,
      code: period.code,
      granularity: period.granularity,
      period_start: period.start,
      period_end: period.end,
      year: period.year,
      canonical: period.canonical,
      sort_key: period.sortKey,
    })),
  );
  // "where not exists" first: "on conflict" alone would use up a key for every known period.
  await sql`
    insert into star.dim_time (code, granularity, period_start, period_end, year, canonical, sort_key)
    select distinct on (r.code, r.granularity)
      r.code, r.granularity, r.period_start, r.period_end, r.year, r.canonical, r.sort_key
    from jsonb_to_recordset(${rows}::jsonb) as r (
      ordinal int, code text, granularity text, period_start date, period_end date,
      year int, canonical text, sort_key text)
    where not exists (
      select from star.dim_time t where t.code = r.code and t.granularity = r.granularity)
    order by r.code, r.granularity
    on conflict do nothing`.execute(db);
  const found = await sql<{ time_key: number }>`
    select t.time_key
    from jsonb_to_recordset(${rows}::jsonb) as r (ordinal int, code text, granularity text)
    join star.dim_time t on t.code = r.code and t.granularity = r.granularity
    order by r.ordinal`.execute(db);
  return found.rows.map((row) => row.time_key);
}

/** `region_key` by position of the frame's geographic variable; a single 0 where it has none. */
export async function ensureRegions(
  { db }: LoadSession,
  description: TableDescription,
  frame: CubeFrame,
): Promise<readonly number[]> {
  const dimension = frame.dimensions.find(({ role }) => role === 'geo');
  if (dimension === undefined) return [0];
  const english = description.english?.dimensions.find(({ code }) => code === dimension.code);
  const englishNames = new Map(english?.categories.map(({ code, label }) => [code, label]));
  const rows = JSON.stringify(
    dimension.categories.map((category, ordinal) => {
      const region: Region = regionOf(description.ref.provider, dimension, category);
      return {
        ordinal,
        scheme: region.scheme,
        code: region.code,
        name_no: category.label,
        name_en: englishNames.get(category.code) ?? null,
        level: region.level,
        parent_code: region.parentCode,
      };
    }),
  );
  await sql`
    insert into star.dim_region (scheme, code, name_no, name_en, level, parent_code)
    select distinct on (r.scheme, r.code)
      r.scheme, r.code, r.name_no, r.name_en, r.level, r.parent_code
    from jsonb_to_recordset(${rows}::jsonb) as r (
      ordinal int, scheme text, code text, name_no text, name_en text, level text, parent_code text)
    where not exists (
      select from star.dim_region g where g.scheme = r.scheme and g.code = r.code)
    order by r.scheme, r.code
    on conflict do nothing`.execute(db);
  const found = await sql<{ region_key: number }>`
    select g.region_key
    from jsonb_to_recordset(${rows}::jsonb) as r (ordinal int, scheme text, code text)
    join star.dim_region g on g.scheme = r.scheme and g.code = r.code
    order by r.ordinal`.execute(db);
  return found.rows.map((row) => row.region_key);
}

/** `status_key` by symbol for every symbol that is known or given; the empty symbol included. */
export async function ensureStatuses(
  { db }: LoadSession,
  symbols: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const rows = JSON.stringify([...new Set(symbols)].toSorted());
  await sql`
    insert into star.dim_status (symbol)
    select r.symbol from jsonb_array_elements_text(${rows}::jsonb) as r (symbol)
    where not exists (select from star.dim_status s where s.symbol = r.symbol)
    order by r.symbol
    on conflict do nothing`.execute(db);
  const found = await db.selectFrom('star.dim_status').select(['symbol', 'status_key']).execute();
  return new Map(found.map((row) => [row.symbol, row.status_key]));
}
