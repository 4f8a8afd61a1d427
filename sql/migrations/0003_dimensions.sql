-- Dimensions of the star. Keys are integers without meaning; codes are the sources' own.

create schema star;
comment on schema star is 'The star: dimensions, current facts and revisions. Readers use the views in mart.';

create table star.dim_dataset (
  dataset_key integer generated always as identity,
  provider text not null,
  table_id text not null,
  bucket smallint not null,
  view_name text not null,
  title_no text not null,
  title_en text,
  source text,
  licence text,
  subject_paths jsonb not null default '[]',
  official boolean,
  discontinued boolean not null default false,
  next_update timestamptz,
  notes_no text[] not null default '{}',
  notes_en text[] not null default '{}',
  views_signature text,
  constraint dim_dataset_pk primary key (dataset_key),
  constraint dim_dataset_table unique (provider, table_id),
  constraint dim_dataset_view unique (view_name)
);
comment on table star.dim_dataset is 'One row per statistical table of a provider.';
comment on column star.dim_dataset.bucket is 'Partition of the fact tables that holds this table: dataset_key modulo 32, or one of its own for a giant.';
comment on column star.dim_dataset.subject_paths is 'Every path from the subject tree down to the table, as arrays of {id, label}.';
comment on column star.dim_dataset.views_signature is 'Hash of the definitions and comments of the table''s generated views; views are only touched when it changes.';

create table star.dim_concept (
  concept_key integer generated always as identity,
  urn text not null,
  constraint dim_concept_pk primary key (concept_key),
  constraint dim_concept_urn unique (urn)
);
comment on table star.dim_concept is 'Classifications and concepts (KLASS, Vardok) that make variables of different tables the same variable.';

create table star.dim_variable (
  variable_key integer generated always as identity,
  dataset_key integer not null,
  code text not null,
  slot smallint not null,
  role text not null,
  label_no text not null,
  label_en text,
  column_no text not null,
  column_en text not null,
  concept_key integer,
  classifications text[] not null default '{}',
  elimination_allowed boolean,
  elimination_code text,
  position smallint,
  constraint dim_variable_pk primary key (variable_key),
  constraint dim_variable_code unique (dataset_key, code),
  constraint dim_variable_slot unique (dataset_key, slot),
  constraint dim_variable_dataset_fk foreign key (dataset_key) references star.dim_dataset (dataset_key) on delete restrict,
  constraint dim_variable_concept_fk foreign key (concept_key) references star.dim_concept (concept_key) on delete restrict,
  constraint dim_variable_role_known check (role in ('time', 'geo', 'metric', 'classification')),
  constraint dim_variable_slot_positive check (slot >= 1)
);
comment on table star.dim_variable is 'Variables of a table. Slot and column names are given once and never reused, so views survive new, removed and reordered variables.';
comment on column star.dim_variable.slot is 'Place of this variable''s member in dim_series.members.';
comment on column star.dim_variable.position is 'Place in the newest vintage, from 0; null for a variable that the table no longer has.';

create table star.dim_member (
  member_key integer generated always as identity,
  variable_key integer not null,
  code text not null,
  label_no text not null,
  label_en text,
  position integer,
  parent_code text,
  is_elimination boolean not null default false,
  notes_no text[] not null default '{}',
  constraint dim_member_pk primary key (member_key),
  constraint dim_member_code unique (variable_key, code),
  constraint dim_member_variable_fk foreign key (variable_key) references star.dim_variable (variable_key) on delete restrict
);
comment on table star.dim_member is 'Values of a variable with their newest labels.';
comment on column star.dim_member.position is 'Place in the newest vintage, from 0; null for a value that the variable no longer has.';

create table star.dim_member_history (
  member_key integer not null,
  v_from integer not null,
  v_to integer not null,
  label_no text not null,
  label_en text,
  constraint dim_member_history_pk primary key (member_key, v_to),
  constraint dim_member_history_member_fk foreign key (member_key) references star.dim_member (member_key) on delete restrict,
  constraint dim_member_history_order check (v_from < v_to)
);
comment on table star.dim_member_history is 'Earlier labels of a value: valid for the vintages from v_from up to, not including, v_to.';

create table star.dim_measure (
  measure_key integer generated always as identity,
  dataset_key integer not null,
  code text not null,
  label_no text not null,
  label_en text,
  column_no text not null,
  column_en text not null,
  unit_no text,
  unit_en text,
  decimals smallint,
  measuring_type text,
  price_type text,
  adjustment text,
  base_period text,
  reference_period text,
  additivity text not null,
  position integer,
  constraint dim_measure_pk primary key (measure_key),
  constraint dim_measure_code unique (dataset_key, code),
  constraint dim_measure_dataset_fk foreign key (dataset_key) references star.dim_dataset (dataset_key) on delete restrict,
  constraint dim_measure_type_known check (measuring_type in ('stock', 'flow', 'average', 'other')),
  constraint dim_measure_additivity_known check (additivity in ('full', 'not over time', 'none', 'unknown'))
);
comment on table star.dim_measure is 'What a table counts (statistikkvariabel), with unit, precision and kind.';
comment on column star.dim_measure.additivity is 'full: may be summed over everything; not over time: a stock; none: shares, averages, indices; unknown: the source does not say.';

create table star.dim_measure_history (
  measure_key integer not null,
  v_from integer not null,
  v_to integer not null,
  label_no text not null,
  label_en text,
  unit_no text,
  unit_en text,
  decimals smallint,
  measuring_type text,
  price_type text,
  adjustment text,
  base_period text,
  reference_period text,
  constraint dim_measure_history_pk primary key (measure_key, v_to),
  constraint dim_measure_history_measure_fk foreign key (measure_key) references star.dim_measure (measure_key) on delete restrict,
  constraint dim_measure_history_order check (v_from < v_to)
);
comment on table star.dim_measure_history is 'Earlier descriptions of a measure: valid for the vintages from v_from up to, not including, v_to.';

create table star.dim_time (
  time_key integer generated always as identity,
  code text not null,
  granularity text not null,
  period_start date,
  period_end date,
  year integer,
  canonical text not null,
  sort_key text not null,
  constraint dim_time_pk primary key (time_key),
  constraint dim_time_code unique (code, granularity),
  constraint dim_time_order check (period_start < period_end),
  constraint dim_time_both_ends check ((period_start is null) = (period_end is null))
);
comment on table star.dim_time is 'Periods as the sources write them, with their days. A code that is not understood has a row too, with granularity unknown and no dates.';
comment on column star.dim_time.period_end is 'The first day after the period.';
comment on column star.dim_time.canonical is 'The same text for the same period whatever the source calls it: 2024K1, 2024Q1 and 2024-Q1 are all 2024-Q1.';

create table star.dim_region (
  region_key integer generated always as identity,
  scheme text not null,
  code text not null,
  name_no text not null,
  name_en text,
  level text not null,
  parent_code text,
  constraint dim_region_pk primary key (region_key),
  constraint dim_region_code unique (scheme, code)
);
comment on table star.dim_region is 'Places that several tables speak of, one row per code of a scheme.';
comment on column star.dim_region.scheme is 'no: Norwegian municipalities, counties and country; kostra: KOSTRA''s groups; otherwise the provider''s name.';

create table star.dim_status (
  status_key smallint generated always as identity,
  symbol text not null,
  meaning_no text,
  meaning_en text,
  constraint dim_status_pk primary key (status_key),
  constraint dim_status_symbol unique (symbol)
);
comment on table star.dim_status is 'Symbols printed instead of or beside a number.';
insert into star.dim_status (symbol, meaning_no, meaning_en) overriding system value values
  ('', null, null),
  ('.', 'Tall kan ikke forekomme', 'Not applicable'),
  ('..', 'Tallgrunnlag mangler', 'Data not available'),
  ('...', 'Oppgave mangler foreløpig', 'Data not yet available'),
  (':', 'Tall kan ikke offentliggjøres', 'Not for publication'),
  ('-', 'Null', 'Nil'),
  ('*', 'Foreløpig tall', 'Provisional or preliminary figure'),
  ('p', 'Foreløpig tall', 'Provisional'),
  ('e', 'Anslag', 'Estimated'),
  ('b', 'Brudd i tidsserien', 'Break in time series'),
  ('d', 'Avvikende definisjon', 'Definition differs'),
  ('u', 'Lav pålitelighet', 'Low reliability'),
  ('c', 'Konfidensielt', 'Confidential'),
  ('f', 'Prognose', 'Forecast'),
  ('r', 'Revidert', 'Revised'),
  ('s', 'Eurostats anslag', 'Eurostat estimate'),
  ('n', 'Ikke signifikant', 'Not significant'),
  ('z', 'Ikke relevant', 'Not applicable');

create sequence star.series_key_seq as bigint;
create function star.reserve_series_keys(how_many bigint) returns bigint
  language plpgsql volatile
  set search_path = pg_catalog
as $$
declare
  first_key bigint;
begin
  -- A session lock, not a transaction lock: publications of different tables run side
  -- by side and must not wait for each other's commit.
  perform pg_advisory_lock(hashtextextended('star.series_key_seq', 0));
  first_key := nextval('star.series_key_seq');
  perform setval('star.series_key_seq', first_key + how_many - 1);
  perform pg_advisory_unlock(hashtextextended('star.series_key_seq', 0));
  return first_key;
end
$$;
comment on function star.reserve_series_keys(bigint) is 'The first of how_many consecutive keys that nobody else gets.';

create table star.dim_series (
  series_key bigint not null,
  dataset_key integer not null,
  measure_key integer not null,
  region_key integer not null,
  members integer[] not null,
  constraint dim_series_pk primary key (series_key)
);
comment on table star.dim_series is 'One row per combination of a table''s values other than time.';
comment on column star.dim_series.members is 'member_key by slot of the variable; null where the combination has no such variable.';
-- A table's series are made together and lie together: a block range index finds them as
-- well as a tree would, and costs a first load nothing.
create index dim_series_dataset on star.dim_series using brin (dataset_key)
  with (pages_per_range = 16, autosummarize = on);

create table star.dim_vintage (
  dataset_key integer not null,
  vintage integer not null,
  task_id uuid not null,
  value_hash bytea not null,
  label_hash bytea not null,
  source_released_at timestamptz,
  source_updated_at timestamptz,
  observed_at timestamptz not null,
  committed_at timestamptz not null default clock_timestamp(),
  cells bigint not null,
  cells_added bigint not null,
  cells_changed bigint not null,
  cells_withdrawn bigint not null,
  constraint dim_vintage_pk primary key (dataset_key, vintage),
  constraint dim_vintage_dataset_fk foreign key (dataset_key) references star.dim_dataset (dataset_key) on delete restrict,
  constraint dim_vintage_task_fk foreign key (task_id) references ops.task (task_id) on delete restrict
);
comment on table star.dim_vintage is 'One row per published state of a table.';
comment on column star.dim_vintage.value_hash is 'Hash of all cells by code: the same whatever the order, the chunking or the labels.';
comment on column star.dim_vintage.label_hash is 'Hash of all labels, units and notes, white space folded.';
comment on column star.dim_vintage.source_released_at is 'When the publisher''s calendar said that these figures come.';
comment on column star.dim_vintage.source_updated_at is 'When the source says that it last changed the table.';
comment on column star.dim_vintage.observed_at is 'When this program first received these figures.';
comment on column star.dim_vintage.committed_at is 'When they became visible here.';
create index dim_vintage_task on star.dim_vintage (task_id);
