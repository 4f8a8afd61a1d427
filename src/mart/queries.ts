import type { Additivity, Language, VariableRole } from './mart.ts';

/** Rows of {@link TABLES}. */
export interface TableRow {
  readonly table_id: string;
  readonly base_view: string;
  readonly title: string;
  readonly source: string | null;
  readonly licence: string | null;
  readonly official: boolean | null;
  readonly state: string;
  readonly state_words: string;
  readonly vintage: number;
  readonly cells: number;
  readonly source_updated_at: string | null;
  readonly committed_at: string;
  readonly next_release_at: string | null;
}

/** Tables by name: all of `$1`, or every one if that is null; words in language `$2`. */
export const TABLES = `
  select f.table_id, f.view as base_view, t.source, t.licence, d.official, f.state, f.vintage,
    case when $2 = 'en' then coalesce(f.title_en, f.title_no) else f.title_no end as title,
    case when $2 = 'en' then f.state_en else f.state_no end as state_words,
    t.cells, f.source_updated_at, f.committed_at, f.next_release_at
  from mart.freshness as f
  join mart.tables as t on t.view = f.view
  join mart.dim_table_en as d on d.view = f.view
  where f.vintage is not null and ($1::text[] is null or f.table_id = any ($1))
  order by f.table_id`;

/** Views named in `$1` with their columns and comments. */
export const COLUMNS = `
  select c.relname as view, obj_description(c.oid, 'pg_class') as description,
    json_agg(json_build_object(
      'name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod),
      'description', col_description(c.oid, a.attnum)) order by a.attnum) as columns
  from pg_class as c
  join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v' and c.relname = any ($1)
  group by c.oid, c.relname`;

/** Keys of the views named in `$1`. */
export const KEYS = 'select view, columns from mart.keys where view = any ($1)';

/** References between the views named in `$1`. */
export const RELATIONSHIPS = `
  select from_view as view, from_column as column, to_view as "toView", to_column as "toColumn"
  from mart.relationships where from_view = any ($1) and to_view = any ($1)`;

/** Rows of {@link variablesQuery}. */
export interface VariableRow {
  readonly table_id: string;
  readonly code: string;
  readonly label: string;
  readonly role: VariableRole;
  readonly column: string;
  readonly concept: string | null;
  readonly total_code: string | null;
  readonly overlaps: boolean;
  readonly first_code: string | null;
  readonly values: number;
}

/**
 * Variables of the tables named in `$1`, or of all if it is null, in the tables' order. The two
 * languages' views have the same columns in the same order, and get one set of names here.
 */
export function variablesQuery(language: Language): string {
  const en = language === 'no' ? '' : '_en';
  return `
    select d.table_id, v.code, v.label, v.role, v.column_name as column, v.concept, whole.total_code,
      value.first_code, value.values::int as values,
      v.role in ('geo', 'classification') and (parts.contain or v.role = 'geo' and parts.mixed) as overlaps
    from mart.dim_variable${en} as v (
      variable_key, table_key, code, label, column_name, role, concept, place, total_code)
    join mart.dim_table_en as d on d.table_key = v.table_key
    cross join lateral (
      select count(*) as values, (array_agg(m.member_code order by m.position))[1] as first_code,
        array_agg(m.member_code) filter (where m.is_total) as totals
      from mart.dim_member_en as m
      where m.variable_key = v.variable_key and m.position is not null
    ) as value
    cross join lateral (
      select coalesce(v.total_code, case when cardinality(value.totals) = 1 then value.totals[1] end)
    ) as whole (total_code)
    cross join lateral (
      select coalesce(bool_or(m.is_total or m.member_code in (
          select below.parent_code from mart.dim_member_en as below
          where below.variable_key = v.variable_key and below.position is not null)), false) as contain,
        -- Places of which nobody knows the level may hold one another.
        count(*) > 1 and count(distinct r.region_level) + count(*) filter (where r.region_level is null) > 1 as mixed
      from mart.dim_member_en as m
      left join mart.dim_region_en as r
        on v.role = 'geo' and r.scheme = 'no' and r.region_code = m.member_code and r.region_level <> 'unknown'
      where m.variable_key = v.variable_key and m.position is not null
        and m.member_code is distinct from whole.total_code
    ) as parts
    where v.place is not null and ($1::text[] is null or d.table_id = any ($1))
    order by d.table_id, v.place`;
}

/** Rows of {@link measuresQuery}. */
export interface MeasureRow {
  readonly table_id: string;
  readonly measure_key: number;
  readonly code: string;
  readonly label: string;
  readonly unit: string | null;
  readonly decimals: number | null;
  readonly additivity: Additivity;
  readonly base_period: string | null;
  readonly reference_period: string | null;
}

/** Measures of the tables named in `$1`, or of all if it is null. */
export function measuresQuery(language: Language): string {
  return `
    select d.table_id, m.measure_key, m.code, m.label, m.unit, m.decimals, m.additivity,
      m.base_period, m.reference_period
    from mart.dim_measure${language === 'no' ? '' : '_en'} as m (
      measure_key, table_key, code, label, unit, decimals, measuring_type, price_type, adjustment,
      base_period, reference_period, additivity)
    join mart.dim_table_en as d on d.table_key = m.table_key
    where $1::text[] is null or d.table_id = any ($1)
    order by d.table_id, m.measure_key`;
}
