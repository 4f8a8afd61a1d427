-- Codes and labels of a table's series, put together once and not in every query: a table of
-- one row a series beside the star. A view that joined the members one by one was planned as if
-- each filter left one row in thousands, since the planner knows members of all tables only
-- as one heap; joining two such views by place and year then took a minute. Here it counts.

create function star.refresh_series_labels(in_dataset integer, in_relabelled boolean) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  -- The planner does not know yet what the same transaction has brought.
  set enable_nestloop = off
  -- A sample of 6,000 rows tells the few values of a column apart; autovacuum takes a better one.
  set default_statistics_target = 20
as $$
declare
  name constant text := format('star.series_labels_%s', in_dataset);
  fresh constant boolean := to_regclass(name) is null;
  stale boolean := in_relabelled or fresh;
  chosen text;
  variable record;
  granted record;
  labelled record;
begin
  select
    string_agg(format('m%1$s.code as code_%1$s, m%1$s.label_no as label_no_%1$s, coalesce(m%1$s.label_en, m%1$s.label_no) as label_en_%1$s', v.slot),
      ', ' order by v.slot) as columns,
    string_agg(format('left join star.dim_member as m%1$s on m%1$s.member_key = s.members[%1$s] and m%1$s.variable_key = %2$s', v.slot, v.variable_key),
      ' ' order by v.slot) as joins,
    string_agg(format('code_%1$s, label_no_%1$s, label_en_%1$s', v.slot), ', ' order by v.slot) as names,
    string_agg(format('excluded.code_%1$s, excluded.label_no_%1$s, excluded.label_en_%1$s', v.slot), ', ' order by v.slot) as given,
    string_agg(format('labels.code_%1$s, labels.label_no_%1$s, labels.label_en_%1$s', v.slot), ', ' order by v.slot) as standing
  into labelled
  from star.dim_variable as v
  where v.dataset_key = in_dataset and v.role not in ('time', 'metric') and not v.preview_only;
  if labelled.names is null then
    return;
  end if;
  chosen := format('select s.series_key, %s from star.dim_series as s %s where s.dataset_key = %s order by s.series_key',
    labelled.columns, labelled.joins, in_dataset);

  if fresh then
    execute format('create table %s as %s', name, chosen);
    execute format('alter table %1$s add constraint series_labels_%2$s_pk primary key (series_key)', name, in_dataset);
    execute format('comment on table %s is %L', name, (
      select format('Codes and labels of the series of %s:%s, for its views in mart.', d.provider, d.table_id)
      from star.dim_dataset as d where d.dataset_key = in_dataset));
    for granted in
      select privilege_type, case grantee when 0 then 'public' else grantee::regrole::text end as grantee
      from pg_class as c, aclexplode(c.relacl) as entry
      where c.oid = 'star.dim_series'::regclass and entry.grantee <> c.relowner
    loop
      execute format('grant %s on %s to %s', granted.privilege_type, name, granted.grantee);
    end loop;
  else
    for variable in
      select v.slot from star.dim_variable as v
      where v.dataset_key = in_dataset and v.role not in ('time', 'metric') and not v.preview_only
        and not exists (
          select from pg_attribute as a
          where a.attrelid = to_regclass(name) and a.attname = format('code_%s', v.slot) and not a.attisdropped)
    loop
      execute format('alter table %1$s add column code_%2$s text, add column label_no_%2$s text, add column label_en_%2$s text',
        name, variable.slot);
      stale := true;
    end loop;
    if not stale then
      -- Series are never taken away, so as many are the same ones.
      execute format('select (select count(*) from star.dim_series where dataset_key = $1) <> (select count(*) from %s)', name)
        into stale using in_dataset;
    end if;
    if not stale then
      return;
    end if;
    execute format('insert into %1$s as labels (series_key, %2$s) %3$s
        on conflict (series_key) do update set (%2$s) = row (%4$s)
        where (%5$s) is distinct from (%4$s)',
      name, labelled.names, chosen, labelled.given, labelled.standing);
  end if;
  execute format('analyze %s', name);
end
$$;
comment on function star.refresh_series_labels(integer, boolean) is
  'Makes star.series_labels_<dataset_key>, or brings it up to date where a series or a variable is new, or, with in_relabelled, a label may be another.';
revoke all on function star.refresh_series_labels(integer, boolean) from public;
