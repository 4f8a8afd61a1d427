-- What each publication changed, number by number.

create view mart.changes as
select
  d.view_name as view,
  d.provider || ':' || d.table_id as table_id,
  d.title_no,
  d.title_en,
  v.vintage,
  v.committed_at,
  v.source_updated_at,
  v.cells_added,
  v.cells_changed,
  v.cells_withdrawn,
  case
    when v.vintage = 1 then 'Ny tabell: ' || n.added || ' tall'
    when v.cells_added + v.cells_changed + v.cells_withdrawn = 0 then 'Bare tekster er endret'
    else concat_ws(', ',
      case when v.cells_changed > 0 then n.changed || ' tall revidert' end,
      case when v.cells_added > 0 then n.added || case when v.cells_added = 1 then ' nytt tall' else ' nye tall' end end,
      case when v.cells_withdrawn > 0 then n.withdrawn || ' tall trukket tilbake' end)
  end as words_no,
  case
    when v.vintage = 1 then 'New table: ' || e.added || case when v.cells_added = 1 then ' figure' else ' figures' end
    when v.cells_added + v.cells_changed + v.cells_withdrawn = 0 then 'Only texts changed'
    else concat_ws(', ',
      case when v.cells_changed > 0 then e.changed || ' revised' end,
      case when v.cells_added > 0 then e.added || ' new' end,
      case when v.cells_withdrawn > 0 then e.withdrawn || ' withdrawn' end)
  end as words_en
from star.dim_vintage as v
join star.dim_dataset as d on d.dataset_key = v.dataset_key
cross join lateral (select
  to_char(v.cells_added, 'FM999,999,999,990') as added,
  to_char(v.cells_changed, 'FM999,999,999,990') as changed,
  to_char(v.cells_withdrawn, 'FM999,999,999,990') as withdrawn) as e
cross join lateral (select
  replace(e.added, ',', ' ') as added,
  replace(e.changed, ',', ' ') as changed,
  replace(e.withdrawn, ',', ' ') as withdrawn) as n;
comment on view mart.changes is 'What each publication changed, in numbers and words. Last night: where committed_at > now() - interval ''1 day''. The numbers themselves: mart.changed_cells(view, vintage).';
comment on column mart.changes.view is 'The table''s view in mart';
comment on column mart.changes.table_id is 'Provider and table number, such as ssb:07459';
comment on column mart.changes.title_no is 'Title in Norwegian';
comment on column mart.changes.title_en is 'Title in English';
comment on column mart.changes.vintage is 'The vintage that brought the changes';
comment on column mart.changes.committed_at is 'When they became visible here';
comment on column mart.changes.source_updated_at is 'When the source says that it made them';
comment on column mart.changes.cells_added is 'Numbers that were not there before';
comment on column mart.changes.cells_changed is 'Numbers that were revised';
comment on column mart.changes.cells_withdrawn is 'Numbers that the source no longer has';
comment on column mart.changes.words_no is 'The same in Norwegian words';
comment on column mart.changes.words_en is 'The same in English words';

create function mart.changed_cells(in_view text, in_vintage integer default null)
returns table (
  kind text, codes jsonb, value_before numeric, symbol_before text, value_after numeric, symbol_after text
)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  -- In a function with its owner's rights current_user is the owner; the setting "role" is
  -- still what the caller has set, and session_user who has logged in.
  caller text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  relation regclass := to_regclass(format('mart.%I', in_view));
  in_dataset integer;
  in_bucket smallint;
  standing integer;
begin
  if relation is not null and not has_table_privilege(caller, relation, 'select') then
    raise exception using
      errcode = 'insufficient_privilege',
      message = format('permission denied for view mart.%I', in_view);
  end if;
  select d.dataset_key, d.bucket into in_dataset, in_bucket
    from star.dim_dataset as d where d.view_name = in_view;
  select coalesce(in_vintage, max(v.vintage)) into standing
    from star.dim_vintage as v where v.dataset_key = in_dataset;
  return query
  with states as (
    select f.series_key, f.time_key, f.status_key, f.value, f.v_from, null::integer as v_to
    from star.fact_observation as f
    where f.bucket = in_bucket and f.dataset_key = in_dataset and f.v_from = standing
    union all
    select r.series_key, r.time_key, r.status_key, r.value, r.v_from, r.v_to
    from star.fact_revision as r
    where r.bucket = in_bucket and r.dataset_key = in_dataset and standing in (r.v_from, r.v_to)
  ), pairs as (
    select series_key, time_key, b.series_key is not null as was, a.series_key is not null as is_there,
      b.value as value_before, b.status_key as status_before, a.value as value_after, a.status_key as status_after
    from (select * from states where v_to = standing) as b
    full join (select * from states where v_from = standing) as a using (series_key, time_key)
  )
  select
    case when not p.was then 'added' when p.is_there then 'changed' else 'withdrawn' end,
    star.codes_of(p.series_key, p.time_key), p.value_before, sb.symbol, p.value_after, sa.symbol
  from pairs as p
  left join star.dim_status as sb on sb.status_key = p.status_before
  left join star.dim_status as sa on sa.status_key = p.status_after
  order by p.series_key, p.time_key;
end
$$;
comment on function mart.changed_cells(text, integer) is
  'Every number that a vintage of a table added, changed or withdrew, by default the newest: what it was and what it became, by code.';
