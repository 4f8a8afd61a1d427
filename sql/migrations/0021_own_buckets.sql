-- A large table gets a bucket of its own: it is filled before it has an index, which then is
-- sorted in one go, and its facts lie apart from those of its neighbours.

create sequence star.own_bucket_seq as smallint start with 32;
comment on sequence star.own_bucket_seq is 'Numbers of buckets that belong to one table. Those of loads that were rolled back are skipped.';

comment on column star.dim_dataset.bucket is 'Partition of the fact tables that holds this table: one of 32 by a hash of its name, or one of its own for a large table.';

create function star.open_own_bucket(in_most integer) returns smallint
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  bucket smallint;
  part record;
  granted record;
begin
  if (select count(*) from pg_inherits where inhparent = 'star.fact_observation'::regclass) >= 32 + in_most then
    return null;
  end if;
  bucket := nextval('star.own_bucket_seq');
  for part in
    select parent, format('star.%s_%s', (select relname from pg_class where oid = parent), bucket) as name
    from (values ('star.fact_observation'::regclass), ('star.fact_revision'::regclass)) as parents (parent)
  loop
    execute format(
      'create table %s (like %s including defaults including constraints, constraint own_bucket check (bucket = %s))',
      part.name, part.parent, bucket);
    for granted in
      select privilege_type, case grantee when 0 then 'public' else grantee::regrole::text end as grantee
      from pg_class as c, aclexplode(c.relacl) as entry
      where c.oid = part.parent and entry.grantee <> c.relowner
    loop
      execute format('grant %s on %s to %s', granted.privilege_type, part.name, granted.grantee);
    end loop;
  end loop;
  return bucket;
end
$$;
comment on function star.open_own_bucket(integer) is
  'Makes tables for a bucket that are not yet partitions and have no keys, with the rights that their parents have; null if as many as in_most tables have a bucket of their own.';
revoke all on function star.open_own_bucket(integer) from public;

create function star.close_own_bucket(in_bucket smallint) returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  part record;
begin
  for part in
    select * from (values
      ('fact_observation', 'series_key, time_key, bucket', 97),
      ('fact_revision', 'series_key, time_key, v_from, bucket', 90)
    ) as parts (parent, key, fill)
  loop
    -- Attached and not made as partitions: that would lock readers of every table out.
    execute format(
      'alter table star.%1$s_%2$s add constraint %1$s_%2$s_pkey primary key (%3$s) with (fillfactor = %4$s)',
      part.parent, in_bucket, part.key, part.fill);
    execute format(
      'alter table star.%1$s attach partition star.%1$s_%2$s for values in (%2$s)', part.parent, in_bucket);
    -- It spared attaching a look at every row; the partition's bound says the same from here on.
    execute format('alter table star.%s_%s drop constraint own_bucket', part.parent, in_bucket);
  end loop;
end
$$;
comment on function star.close_own_bucket(smallint) is
  'Gives a filled bucket its keys and makes its tables partitions.';
revoke all on function star.close_own_bucket(smallint) from public;

-- As before, but the bucket is known when the question is planned, as with hundreds of
-- buckets a plan for all of them takes longer than the answer; and codes are put together
-- once a series and not once a cell.
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
  dataset record;
begin
  if relation is not null and not has_table_privilege(caller, relation, 'select') then
    raise exception using
      errcode = 'insufficient_privilege',
      message = format('permission denied for view mart.%I', in_view);
  end if;
  select d.dataset_key, d.bucket, mart.vintage_at(in_view, moment, clock) as standing into dataset
  from star.dim_dataset as d
  where d.view_name = in_view;
  return query execute '
    with coded as materialized (
      select s.series_key, kind.code as measure, (
        select coalesce(jsonb_object_agg(v.code, m.code), ''{}'')
        from star.dim_variable as v
        join star.dim_member as m on m.member_key = s.members[v.slot]
        where v.dataset_key = $2) as codes
      from star.dim_series as s
      join star.dim_measure as kind on kind.measure_key = s.measure_key
      where s.dataset_key = $2
    ), state as (
      select f.series_key, f.time_key, f.status_key, f.value, f.v_from
      from star.fact_observation as f
      where f.bucket = $1 and f.dataset_key = $2 and f.v_from <= $3
      union all
      select f.series_key, f.time_key, f.status_key, f.value, f.v_from
      from star.fact_revision as f
      where f.bucket = $1 and f.dataset_key = $2 and f.v_from <= $3 and f.v_to > $3
    )
    select coded.codes, coded.measure, t.code, state.value, status.symbol, state.v_from
    from state
    join coded on coded.series_key = state.series_key
    join star.dim_time as t on t.time_key = state.time_key
    join star.dim_status as status on status.status_key = state.status_key'
  using dataset.bucket, dataset.dataset_key, dataset.standing;
end
$$;
