-- The views of classifications have keys too, and the code columns of tables refer to them.

-- As before, with the views of classifications.
create or replace view mart.keys as
select k.view, k.columns
from (values
  ('dim_table', array['table_key']), ('dim_time', array['time_key']),
  ('dim_region', array['region_key']), ('dim_measure', array['measure_key']),
  ('dim_variable', array['variable_key']), ('dim_member', array['member_key']),
  ('dim_series', array['series_key']), ('series_member', array['series_key', 'member_key']),
  ('dim_status', array['status_key']), ('fact_current', array['series_key', 'time_key'])
) as base (name, columns)
cross join lateral (values (base.name, base.columns), (base.name || '_en', base.columns)) as k (view, columns)
union all
select k.view, k.columns
from (values
  ('fact_history', array['series_key', 'time_key', 'utgave_fra']),
  ('fact_history_en', array['series_key', 'time_key', 'vintage_from'])
) as k (view, columns)
union all
select k.view, k.columns
from star.dim_dataset as d
cross join lateral (
  select
    array_agg(case when v.role = 'time' then v.column_no else v.column_no || '_kode' end order by v.position) as no,
    array_agg(case when v.role = 'time' then v.column_en else v.column_en || '_code' end order by v.position) as en
  from star.dim_variable as v
  where v.dataset_key = d.dataset_key and v.position is not null
) as codes
cross join lateral (values
  (d.view_name, codes.no),
  (d.view_name || '_en', codes.en),
  (d.view_name || '_history', codes.no || array['utgave_fra']),
  (d.view_name || '_en_history', codes.en || array['vintage_from'])
) as k (view, columns)
where codes.no is not null
union all
select k.view, k.columns
from (
  select c.concept_key, 'klass_' || substring(c.urn from '\d+$') as view_name
  from star.dim_concept as c
  where exists (select from star.classification_vintage as v where v.concept_key = c.concept_key)
) as c
cross join lateral (values (c.view_name, array['kode']), (c.view_name || '_en', array['code'])) as k (view, columns);

-- As before, with the code columns that refer to them.
create or replace view mart.relationships as
select r.from_view, r.from_column, r.to_view, r.from_column as to_column
from (values
  ('dim_measure', 'table_key', 'dim_table'), ('dim_variable', 'table_key', 'dim_table'),
  ('dim_member', 'variable_key', 'dim_variable'), ('dim_series', 'table_key', 'dim_table'),
  ('dim_series', 'measure_key', 'dim_measure'), ('dim_series', 'region_key', 'dim_region'),
  ('series_member', 'series_key', 'dim_series'), ('series_member', 'member_key', 'dim_member'),
  ('series_member', 'table_key', 'dim_table'),
  ('fact_current', 'series_key', 'dim_series'), ('fact_current', 'time_key', 'dim_time'),
  ('fact_current', 'table_key', 'dim_table'), ('fact_current', 'measure_key', 'dim_measure'),
  ('fact_current', 'region_key', 'dim_region'), ('fact_current', 'status_key', 'dim_status'),
  ('fact_history', 'series_key', 'dim_series'), ('fact_history', 'time_key', 'dim_time'),
  ('fact_history', 'table_key', 'dim_table'), ('fact_history', 'measure_key', 'dim_measure'),
  ('fact_history', 'region_key', 'dim_region'), ('fact_history', 'status_key', 'dim_status')
) as base (from_view, from_column, to_view)
cross join lateral (values
  (base.from_view, base.from_column, base.to_view),
  (base.from_view || '_en', base.from_column, base.to_view || '_en')
) as r (from_view, from_column, to_view)
union all
select v.name, k.key_column, k.dimension || v.language, k.key_column
from star.dim_dataset as d
cross join lateral (values
  ('series_key', 'dim_series', true),
  ('time_key', 'dim_time', true),
  ('measure_key', 'dim_measure', true),
  ('region_key', 'dim_region', exists (
    select from star.dim_variable as g
    where g.dataset_key = d.dataset_key and g.role = 'geo' and g.position is not null))
) as k (key_column, dimension, there)
cross join lateral (values
  (d.view_name, ''), (d.view_name || '_en', '_en'),
  (d.view_name || '_history', ''), (d.view_name || '_en_history', '_en')
) as v (name, language)
where k.there
union all
select r.from_view, r.from_column, r.to_view, r.to_column
from star.dim_variable as v
join star.dim_dataset as d using (dataset_key)
join (
  select c.concept_key, 'klass_' || substring(c.urn from '\d+$') as view_name
  from star.dim_concept as c
  where exists (select from star.classification_vintage as v where v.concept_key = c.concept_key)
) as c using (concept_key)
cross join lateral (values
  (d.view_name, v.column_no || '_kode', c.view_name, 'kode'),
  (d.view_name || '_en', v.column_en || '_code', c.view_name || '_en', 'code'),
  (d.view_name || '_history', v.column_no || '_kode', c.view_name, 'kode'),
  (d.view_name || '_en_history', v.column_en || '_code', c.view_name || '_en', 'code')
) as r (from_view, from_column, to_view, to_column)
where v.position is not null and v.role in ('geo', 'classification');
