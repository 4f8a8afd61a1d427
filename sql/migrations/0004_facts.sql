-- Facts: the current cells, and every earlier state of a cell.
--
-- No foreign keys: they made a load of 800,000 cells thirty times slower. The publishing
-- transaction checks the same set-wise. Column order keeps a row within 64 bytes.

create table star.fact_observation (
  series_key bigint not null,
  dataset_key integer not null,
  time_key integer not null,
  measure_key integer not null,
  region_key integer not null,
  v_from integer not null,
  bucket smallint not null,
  status_key smallint not null,
  value numeric,
  -- Leaves are filled further than the usual 90 %: a new period comes to every series at
  -- once and splits leaves all over whatever air they have, so the air is only paid for.
  constraint fact_observation_pk primary key (series_key, time_key, bucket) with (fillfactor = 97)
) partition by list (bucket);
comment on table star.fact_observation is 'Current cells: one row per series and period, with the vintage that brought its present state.';

create table star.fact_revision (
  series_key bigint not null,
  dataset_key integer not null,
  time_key integer not null,
  measure_key integer not null,
  region_key integer not null,
  v_from integer not null,
  v_to integer not null,
  bucket smallint not null,
  status_key smallint not null,
  value numeric,
  constraint fact_revision_pk primary key (series_key, time_key, v_from, bucket),
  constraint fact_revision_order check (v_from < v_to)
) partition by list (bucket);
comment on table star.fact_revision is 'Earlier states of cells: valid for the vintages from v_from up to, not including, v_to. Append only.';

create function star.add_bucket(in_bucket smallint) returns void
  language plpgsql volatile
  set search_path = pg_catalog
as $$
begin
  execute format(
    'create table if not exists star.fact_observation_%s partition of star.fact_observation for values in (%s)',
    in_bucket, in_bucket);
  execute format(
    'create table if not exists star.fact_revision_%s partition of star.fact_revision for values in (%s)',
    in_bucket, in_bucket);
end
$$;
comment on function star.add_bucket(smallint) is 'Makes the two partitions of a bucket.';

-- 32 shared buckets: few enough that an unpruned plan takes milliseconds, enough that a
-- small table never scans much of its neighbours. A giant gets a bucket of its own later.
select star.add_bucket(bucket::smallint) from generate_series(0, 31) as bucket;

create function star.codes_of(in_series_key bigint, in_time_key integer) returns jsonb
  language sql stable
  set search_path = pg_catalog
as $$
  select coalesce(jsonb_object_agg(v.code, case v.role
    when 'time' then (select t.code from star.dim_time as t where t.time_key = in_time_key)
    when 'metric' then (select m.code from star.dim_measure as m where m.measure_key = s.measure_key)
    else member.code end), '{}')
  from star.dim_series as s
  join star.dim_variable as v on v.dataset_key = s.dataset_key
  left join star.dim_member as member on member.member_key = s.members[v.slot]
  where s.series_key = in_series_key
    and (member.member_key is not null or (v.role in ('time', 'metric') and v.position is not null))
$$;
comment on function star.codes_of(bigint, integer) is 'The code of every variable of one cell.';
