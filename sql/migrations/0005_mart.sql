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
