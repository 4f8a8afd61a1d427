-- What readers see. Views per table are generated when a table is published.

create schema mart;
comment on schema mart is 'Statistical tables as views with labels in Norwegian and (with suffix _en) English. Start with mart.tables.';

create view mart.tables as
select
  dataset.view_name as view,
  dataset.provider,
  dataset.table_id,
  dataset.title_no,
  dataset.title_en,
  dataset.source,
  dataset.licence,
  dataset.discontinued,
  dataset.next_update,
  vintage.vintage,
  vintage.cells,
  vintage.source_updated_at,
  vintage.committed_at
from star.dim_dataset as dataset
left join lateral (
  select v.vintage, v.cells, v.source_updated_at, v.committed_at
  from star.dim_vintage as v
  where v.dataset_key = dataset.dataset_key
  order by v.vintage desc
  limit 1
) as vintage on true;
comment on view mart.tables is 'Every table that is here: the view to query, its title, and how fresh it is.';

create view mart.vintages as
select
  dataset.view_name as view,
  v.vintage,
  v.source_released_at,
  v.source_updated_at,
  v.observed_at,
  v.committed_at,
  v.cells,
  v.cells_added,
  v.cells_changed,
  v.cells_withdrawn,
  encode(v.value_hash, 'hex') as value_hash
from star.dim_vintage as v
join star.dim_dataset as dataset on dataset.dataset_key = v.dataset_key;
comment on view mart.vintages is 'Every published state of every table, and how much it changed.';

create function mart.vintage_at(in_view text, moment timestamptz, clock text default 'committed')
returns integer
  language sql stable
  set search_path = pg_catalog
as $$
  select max(v.vintage)
  from star.dim_vintage as v
  join star.dim_dataset as d on d.dataset_key = v.dataset_key
  where d.view_name = in_view
    and case clock
      when 'released' then coalesce(v.source_released_at, v.source_updated_at)
      when 'source' then v.source_updated_at
      when 'observed' then v.observed_at
      when 'committed' then v.committed_at
    end <= moment
$$;
comment on function mart.vintage_at(text, timestamptz, text) is
  'The vintage of a table that stood at a moment, by one of four clocks: released (the publisher''s calendar), source (the publisher''s stamp), observed (first received here), committed (visible here).';

create function mart.as_of(in_view text, moment timestamptz, clock text default 'committed')
returns table (codes jsonb, measure text, period text, value numeric, symbol text, vintage integer)
  language sql stable
  set search_path = pg_catalog
as $$
  with dataset as (
    select d.dataset_key, d.bucket, mart.vintage_at(in_view, moment, clock) as vintage
    from star.dim_dataset as d
    where d.view_name = in_view
  ), state as (
    select f.series_key, f.time_key, f.status_key, f.value, f.v_from
    from dataset
    join star.fact_observation as f
      on f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
    where f.v_from <= dataset.vintage
    union all
    select f.series_key, f.time_key, f.status_key, f.value, f.v_from
    from dataset
    join star.fact_revision as f
      on f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
    where f.v_from <= dataset.vintage and f.v_to > dataset.vintage
  )
  select
    (select coalesce(jsonb_object_agg(v.code, m.code), '{}')
     from star.dim_variable as v
     join star.dim_member as m on m.member_key = s.members[v.slot]
     where v.dataset_key = s.dataset_key),
    measure.code, t.code, state.value, status.symbol, state.v_from
  from state
  join star.dim_series as s on s.series_key = state.series_key
  join star.dim_measure as measure on measure.measure_key = s.measure_key
  join star.dim_time as t on t.time_key = state.time_key
  join star.dim_status as status on status.status_key = state.status_key
$$;
comment on function mart.as_of(text, timestamptz, text) is
  'All cells of a table as they stood at a moment, by code. For the columns of the table''s own view, call mart.as_of(null::mart.ssb_07459, …).';

create function mart.as_of(in_view anyelement, moment timestamptz, clock text default 'committed')
returns setof anyelement
  language plpgsql stable
  set search_path = pg_catalog
as $$
declare
  relation regclass := (select c.oid from pg_class as c where c.reltype = pg_typeof(in_view)::oid);
  name text := (select c.relname from pg_class as c where c.oid = relation);
  columns text := (
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
    from pg_attribute as a
    where a.attrelid = relation and a.attnum > 0 and not a.attisdropped);
  vintage integer := mart.vintage_at(regexp_replace(name, '_en$', ''), moment, clock);
  from_column text := case when name like '%\_en' then 'vintage_from' else 'utgave_fra' end;
  to_column text := case when name like '%\_en' then 'vintage_to' else 'utgave_til' end;
begin
  return query execute format(
    'select %s from mart.%I where %I <= $1 and (%I > $1 or %I is null)',
    columns, name || '_history', from_column, to_column, to_column)
  using vintage;
end
$$;
comment on function mart.as_of(anyelement, timestamptz, text) is
  'A table''s view as it stood at a moment: select * from mart.as_of(null::mart.ssb_07459, ''2021-12-15'', ''source'').';
