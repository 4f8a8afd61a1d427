-- The facts of all tables as analysts see them, beside the dimensions in mart.

create view mart.fact_current as
select
  f.series_key,
  f.time_key,
  f.dataset_key as table_key,
  f.measure_key,
  nullif(f.region_key, 0) as region_key,
  f.status_key,
  f.value as verdi,
  f.v_from as utgave_fra,
  f.bucket as partisjon
from star.fact_observation as f;
comment on view mart.fact_current is 'Gjeldende tall fra alle tabeller, ett per celle. Nøkkel: series_key og time_key.';
comment on column mart.fact_current.series_key is 'Tidsserien (dim_series)';
comment on column mart.fact_current.time_key is 'Perioden (dim_time)';
comment on column mart.fact_current.table_key is 'Tabellen (dim_table)';
comment on column mart.fact_current.measure_key is 'Statistikkvariabelen (dim_measure); se summerbarhet før du summerer';
comment on column mart.fact_current.region_key is 'Stedet (dim_region); tomt når tabellen ikke har steder';
comment on column mart.fact_current.status_key is 'Standardtegnet (dim_status)';
comment on column mart.fact_current.verdi is 'Tallet; tomt når det mangler, se standardtegnet';
comment on column mart.fact_current.utgave_fra is 'Utgaven som brakte tallet';
comment on column mart.fact_current.partisjon is 'Partisjonen tallet ligger i; samme som i dim_table';

create view mart.fact_current_en as
select
  f.series_key,
  f.time_key,
  f.dataset_key as table_key,
  f.measure_key,
  nullif(f.region_key, 0) as region_key,
  f.status_key,
  f.value,
  f.v_from as vintage_from,
  f.bucket as partition
from star.fact_observation as f;
comment on view mart.fact_current_en is 'Current figures of all tables, one per cell. Key: series_key and time_key.';
comment on column mart.fact_current_en.series_key is 'Time series (dim_series)';
comment on column mart.fact_current_en.time_key is 'Period (dim_time)';
comment on column mart.fact_current_en.table_key is 'Table (dim_table)';
comment on column mart.fact_current_en.measure_key is 'Measure (dim_measure); see its additivity before summing';
comment on column mart.fact_current_en.region_key is 'Place (dim_region); null where the table has none';
comment on column mart.fact_current_en.status_key is 'Symbol (dim_status)';
comment on column mart.fact_current_en.value is 'The number; null where it is missing, see the symbol';
comment on column mart.fact_current_en.vintage_from is 'Vintage that brought the number';
comment on column mart.fact_current_en.partition is 'Partition that holds the number; the same as in dim_table';

create view mart.fact_history as
select
  f.series_key,
  f.time_key,
  f.dataset_key as table_key,
  f.measure_key,
  nullif(f.region_key, 0) as region_key,
  f.status_key,
  f.value as verdi,
  f.v_from as utgave_fra,
  f.v_to as utgave_til,
  f.bucket as partisjon
from (
  select series_key, time_key, dataset_key, measure_key, region_key, status_key, value, v_from, bucket, null::integer as v_to from star.fact_observation
  union all
  select series_key, time_key, dataset_key, measure_key, region_key, status_key, value, v_from, bucket, v_to from star.fact_revision
) as f;
comment on view mart.fact_history is 'Alle utgaver av alle tall. Nøkkel: series_key, time_key og utgave_fra.';
comment on column mart.fact_history.series_key is 'Tidsserien (dim_series)';
comment on column mart.fact_history.time_key is 'Perioden (dim_time)';
comment on column mart.fact_history.table_key is 'Tabellen (dim_table)';
comment on column mart.fact_history.measure_key is 'Statistikkvariabelen (dim_measure); se summerbarhet før du summerer';
comment on column mart.fact_history.region_key is 'Stedet (dim_region); tomt når tabellen ikke har steder';
comment on column mart.fact_history.status_key is 'Standardtegnet (dim_status)';
comment on column mart.fact_history.verdi is 'Tallet; tomt når det mangler, se standardtegnet';
comment on column mart.fact_history.utgave_fra is 'Utgaven som brakte tallet';
comment on column mart.fact_history.utgave_til is 'Utgaven som erstattet eller trakk tallet; tomt for gjeldende tall';
comment on column mart.fact_history.partisjon is 'Partisjonen tallet ligger i; samme som i dim_table';

create view mart.fact_history_en as
select
  f.series_key,
  f.time_key,
  f.dataset_key as table_key,
  f.measure_key,
  nullif(f.region_key, 0) as region_key,
  f.status_key,
  f.value,
  f.v_from as vintage_from,
  f.v_to as vintage_to,
  f.bucket as partition
from (
  select series_key, time_key, dataset_key, measure_key, region_key, status_key, value, v_from, bucket, null::integer as v_to from star.fact_observation
  union all
  select series_key, time_key, dataset_key, measure_key, region_key, status_key, value, v_from, bucket, v_to from star.fact_revision
) as f;
comment on view mart.fact_history_en is 'Every state of every figure. Key: series_key, time_key and vintage_from.';
comment on column mart.fact_history_en.series_key is 'Time series (dim_series)';
comment on column mart.fact_history_en.time_key is 'Period (dim_time)';
comment on column mart.fact_history_en.table_key is 'Table (dim_table)';
comment on column mart.fact_history_en.measure_key is 'Measure (dim_measure); see its additivity before summing';
comment on column mart.fact_history_en.region_key is 'Place (dim_region); null where the table has none';
comment on column mart.fact_history_en.status_key is 'Symbol (dim_status)';
comment on column mart.fact_history_en.value is 'The number; null where it is missing, see the symbol';
comment on column mart.fact_history_en.vintage_from is 'Vintage that brought the number';
comment on column mart.fact_history_en.vintage_to is 'Vintage that replaced or withdrew the number; null for current ones';
comment on column mart.fact_history_en.partition is 'Partition that holds the number; the same as in dim_table';
