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
  constraint fact_observation_pk primary key (series_key, time_key, bucket)
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
