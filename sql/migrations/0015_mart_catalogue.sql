-- What is here, how it hangs together, how fresh it is, what changed, and where it came from.

create view mart.keys as
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
where codes.no is not null;
comment on view mart.keys is 'The columns that make a row of each view unique: views cannot declare a primary key, so this says it.';
comment on column mart.keys.view is 'View in mart';
comment on column mart.keys.columns is 'Columns of its key';

create view mart.relationships as
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
where k.there;
comment on view mart.relationships is 'Which column of which view refers to which key: views cannot declare foreign keys, so this says it. Each is many to one.';
comment on column mart.relationships.from_view is 'View that refers';
comment on column mart.relationships.from_column is 'Its column';
comment on column mart.relationships.to_view is 'Dimension that is referred to';
comment on column mart.relationships.to_column is 'Key of the dimension';

create view mart.freshness as
with facts as (
  select
    d.view_name as view,
    d.provider || ':' || d.table_id as table_id,
    d.title_no,
    d.title_en,
    v.vintage,
    v.source_updated_at,
    v.committed_at,
    -- Only the day is taken from the statement: a release is at eight in Oslo.
    ((coalesce(s.next_update, d.next_update) at time zone 'Europe/Oslo')::date + time '08:00')
      at time zone 'Europe/Oslo' as next_release_at,
    greatest(look.looked_at, task.looked_at) as looked_at,
    s.due_at as next_look_at,
    greatest(look.listed_updated, look.fetched_updated) as seen_updated,
    look.fetched_updated as taken_updated,
    held.held_at,
    coalesce(look.discontinued, false) or d.discontinued as discontinued,
    look.retired_as
  from star.dim_dataset as d
  left join ops.table_look as look on look.provider = d.provider and look.table_id = d.table_id
  left join ops.schedule as s on s.provider = d.provider and s.table_id = d.table_id
  left join ops.held as held on held.dataset_key = d.dataset_key and held.decision is null
  left join lateral (
    select max(t.started_at) as looked_at
    from ops.task as t
    where t.provider = d.provider and t.table_id = d.table_id and t.kind = 'sync'
      and t.outcome in ('published', 'unchanged', 'held', 'rejected')
  ) as task on true
  left join lateral (
    select w.vintage, w.source_updated_at, w.committed_at
    from star.dim_vintage as w
    where w.dataset_key = d.dataset_key
    order by w.vintage desc
    limit 1
  ) as v on true
), judged as (
  select
    f.*,
    case
      when f.retired_as is not null then 'retired'
      when f.held_at is not null then 'held'
      when f.vintage is null then 'absent'
      when f.seen_updated is not null and f.seen_updated is distinct from f.taken_updated then 'late-here'
      when f.next_release_at is null or f.next_release_at > now()
        then case when f.discontinued then 'discontinued' else 'current' end
      when f.taken_updated >= f.next_release_at then 'current'
      when now() - f.next_release_at < interval '1 hour' then 'due'
      when f.looked_at >= f.next_release_at then 'late-source'
      else 'late-here'
    end as state
  from facts as f
)
select
  j.view, j.table_id, j.title_no, j.title_en, j.state, w.state_no, w.state_en, j.vintage,
  j.source_updated_at, j.committed_at, j.next_release_at, j.looked_at, j.next_look_at, j.held_at,
  case
    when j.state = 'held' then j.held_at
    when j.state = 'late-here' and j.seen_updated is distinct from j.taken_updated then j.seen_updated
    when j.state in ('late-here', 'late-source') then j.next_release_at
  end as late_since
from judged as j
join (values
  ('current', 'oppdatert', 'up to date'),
  ('due', 'ventes nå', 'expected now'),
  ('late-source', 'forsinket hos kilden', 'late at the source'),
  ('late-here', 'nye tall er ikke hentet', 'new figures not fetched'),
  ('held', 'nye tall holdes tilbake', 'new figures held back'),
  ('discontinued', 'avsluttet', 'discontinued'),
  ('retired', 'fjernet hos kilden', 'removed at the source'),
  ('absent', 'aldri publisert her', 'never published here')
) as w (state, state_no, state_en) on w.state = j.state;
comment on view mart.freshness is 'How fresh each table is, measured against what its publisher announced.';
comment on column mart.freshness.view is 'The table''s view in mart';
comment on column mart.freshness.table_id is 'Provider and table number, such as ssb:07459';
comment on column mart.freshness.title_no is 'Title in Norwegian';
comment on column mart.freshness.title_en is 'Title in English';
comment on column mart.freshness.state is 'current, due, late-source, late-here, held, discontinued, retired or absent';
comment on column mart.freshness.state_no is 'The state in Norwegian words';
comment on column mart.freshness.state_en is 'The state in English words';
comment on column mart.freshness.vintage is 'Vintage that stands';
comment on column mart.freshness.source_updated_at is 'When the source says that it last changed the table';
comment on column mart.freshness.committed_at is 'When these figures became visible here';
comment on column mart.freshness.next_release_at is 'When the publisher announced the next figures for';
comment on column mart.freshness.looked_at is 'Until when the source is known';
comment on column mart.freshness.next_look_at is 'When the schedule looks next';
comment on column mart.freshness.held_at is 'Since when new figures wait for a person''s decision';
comment on column mart.freshness.late_since is 'Since when newer figures should have been here; null if they are not late';

comment on column mart.tables.view is 'The table''s view in mart; the English one ends in _en';
comment on column mart.tables.provider is 'Who publishes it, as the catalogue calls them';
comment on column mart.tables.table_id is 'The provider''s number of the table';
comment on column mart.tables.title_no is 'Title in Norwegian';
comment on column mart.tables.title_en is 'Title in English';
comment on column mart.tables.source is 'Who made the statistics';
comment on column mart.tables.licence is 'Terms of use';
comment on column mart.tables.discontinued is 'True where the source no longer updates the table';
comment on column mart.tables.next_update is 'When the source says that new figures come';
comment on column mart.tables.vintage is 'Vintage that stands';
comment on column mart.tables.cells is 'How many figures it has';
comment on column mart.tables.source_updated_at is 'When the source says that it last changed the table';
comment on column mart.tables.committed_at is 'When these figures became visible here';

comment on column mart.vintages.view is 'The table''s view in mart';
comment on column mart.vintages.vintage is 'Number of the published state, from 1';
comment on column mart.vintages.source_released_at is 'When the publisher''s calendar said that these figures come';
comment on column mart.vintages.source_updated_at is 'When the source says that it last changed the table';
comment on column mart.vintages.observed_at is 'When this program first received these figures';
comment on column mart.vintages.committed_at is 'When they became visible here';
comment on column mart.vintages.cells is 'How many figures the table had then';
comment on column mart.vintages.cells_added is 'Numbers that were not there before';
comment on column mart.vintages.cells_changed is 'Numbers that were revised';
comment on column mart.vintages.cells_withdrawn is 'Numbers that the source no longer had';
comment on column mart.vintages.value_hash is 'Hash of all cells by code: the same whatever the order, the chunking or the labels';

comment on column mart.lineage.provider is 'Who publishes the table, as the catalogue calls them';
comment on column mart.lineage.table_id is 'The provider''s number of the table';
comment on column mart.lineage.task_id is 'The load';
comment on column mart.lineage.load_started_at is 'When the load began';
comment on column mart.lineage.load_finished_at is 'When it ended';
comment on column mart.lineage.run_id is 'The run that it was part of';

comment on column mart.lineage_responses.view is 'The table''s view in mart';
comment on column mart.lineage_responses.vintage is 'Number of the vintage, from 1';
comment on column mart.lineage_responses.request_id is 'The request';
comment on column mart.lineage_responses.method is 'GET or POST';
comment on column mart.lineage_responses.url is 'Where it was asked';
comment on column mart.lineage_responses.status is 'HTTP status of the answer';
comment on column mart.lineage_responses.requested_at is 'When it was asked';
comment on column mart.lineage_responses.responded_at is 'When the answer was here';
comment on column mart.lineage_responses.byte_length is 'Size of the answer';
comment on column mart.lineage_responses.media_type is 'Its kind as the source states it';
