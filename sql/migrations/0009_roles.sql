-- Who may do what: three roles without login, given to the logins of programs and people.
-- Their rights on this database are laid down in src/postgres/roles and granted after every
-- migration. Where this login may not create roles nothing is missing but them:
-- "statbank roles apply", by one who may, makes up for it.

do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('statbank_owner', 'Owns the schemas of statbank and may migrate them.'),
      ('statbank_loader', 'May publish tables: what sync and schedule need.'),
      ('statbank_reader', 'May read what is published: the views in mart and mart_preview.')
    ) as role (name, purpose)
  loop
    continue when to_regrole(wanted.name) is not null;
    begin
      execute format('create role %I nologin', wanted.name);
      execute format('comment on role %I is %L', wanted.name, wanted.purpose);
    exception
      -- Roles belong to the whole server: another database may be migrated at the same time.
      when duplicate_object or unique_violation or insufficient_privilege then null;
    end;
  end loop;
end
$$;

create function star.analyze_bucket(in_bucket smallint) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('analyze star.fact_observation_%s (bucket, dataset_key)', in_bucket);
end
$$;
comment on function star.analyze_bucket(smallint) is
  'Counts the current facts of a bucket for the planner. Only an owner may analyze, so it runs with the owner''s rights.';
revoke all on function star.analyze_bucket(smallint) from public;

-- A reader has no right on the star, so what answers from it runs with the owner's rights,
-- and asks itself what the caller may see.

create or replace function mart.vintage_at(in_view text, moment timestamptz, clock text default 'committed')
returns integer
  language sql stable
  set search_path = pg_catalog, pg_temp
as $$
  select max(v.vintage)
  from mart.vintages as v
  where v.view = in_view
    and case clock
      when 'released' then coalesce(v.source_released_at, v.source_updated_at)
      when 'source' then v.source_updated_at
      when 'observed' then v.observed_at
      when 'committed' then v.committed_at
    end <= moment
$$;

create or replace function mart.as_of(in_view text, moment timestamptz, clock text default 'committed')
returns table (codes jsonb, measure text, period text, value numeric, symbol text, vintage integer)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  -- In a function with its owner's rights current_user is the owner; the setting "role" is
  -- still what the caller has set, and session_user who has logged in.
  caller text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  relation regclass := to_regclass(format('mart.%I', in_view));
begin
  if relation is not null and not has_table_privilege(caller, relation, 'select') then
    raise exception using
      errcode = 'insufficient_privilege',
      message = format('permission denied for view mart.%I', in_view);
  end if;
  return query
  with dataset as (
    select d.dataset_key, d.bucket, mart.vintage_at(in_view, moment, clock) as standing
    from star.dim_dataset as d
    where d.view_name = in_view
  ), state as (
    select f.series_key, f.time_key, f.status_key, f.value, f.v_from
    from dataset
    join star.fact_observation as f
      on f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
    where f.v_from <= dataset.standing
    union all
    select f.series_key, f.time_key, f.status_key, f.value, f.v_from
    from dataset
    join star.fact_revision as f
      on f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
    where f.v_from <= dataset.standing and f.v_to > dataset.standing
  )
  select
    (select coalesce(jsonb_object_agg(v.code, m.code), '{}')
     from star.dim_variable as v
     join star.dim_member as m on m.member_key = s.members[v.slot]
     where v.dataset_key = s.dataset_key),
    kind.code, t.code, state.value, status.symbol, state.v_from
  from state
  join star.dim_series as s on s.series_key = state.series_key
  join star.dim_measure as kind on kind.measure_key = s.measure_key
  join star.dim_time as t on t.time_key = state.time_key
  join star.dim_status as status on status.status_key = state.status_key;
end
$$;
