-- The schema after all migrations, generated from a migrated database. Do not edit: add a
-- migration and run npm run schema:dump. Run on an empty database, this makes the same schema.

-- Functions may name tables that come after them.
set check_function_bodies = off;

create schema mart;
create schema ops;
create schema raw;
create schema star;
create schema statbank_meta;

create sequence star.series_key_seq as bigint start 1 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1 no cycle;

create table ops.call (
  provider text not null,
  egress text not null,
  called_at timestamp with time zone not null
);

create table ops.finding (
  finding_id bigint not null generated always as identity,
  task_id uuid not null,
  sha256 bytea,
  code text not null,
  severity text not null,
  pointer text not null,
  message text not null,
  expected text,
  actual text,
  found_at timestamp with time zone not null default clock_timestamp(),
  constraint finding_pk PRIMARY KEY (finding_id),
  constraint finding_severity_known CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text, 'info'::text])))
);

create table ops.run (
  run_id uuid not null,
  command text not null,
  program_version text not null,
  started_at timestamp with time zone not null default clock_timestamp(),
  finished_at timestamp with time zone,
  outcome text,
  constraint run_outcome_known CHECK ((outcome = ANY (ARRAY['complete'::text, 'partial'::text, 'fail'::text, 'abort'::text]))),
  constraint run_outcome_with_end CHECK (((outcome IS NULL) = (finished_at IS NULL))),
  constraint run_pk PRIMARY KEY (run_id)
);

create table ops.task (
  task_id uuid not null,
  run_id uuid not null,
  provider text not null,
  table_id text not null,
  kind text not null,
  started_at timestamp with time zone not null default clock_timestamp(),
  finished_at timestamp with time zone,
  outcome text,
  fetched_by uuid,
  vintage integer,
  cells_added bigint not null default 0,
  cells_changed bigint not null default 0,
  cells_withdrawn bigint not null default 0,
  cells_unchanged bigint not null default 0,
  error_code text,
  error_message text,
  constraint task_kind_known CHECK ((kind = ANY (ARRAY['sync'::text, 'replay'::text, 'import'::text, 'rebuild'::text]))),
  constraint task_outcome_known CHECK ((outcome = ANY (ARRAY['published'::text, 'unchanged'::text, 'quarantined'::text, 'failed'::text]))),
  constraint task_outcome_with_end CHECK (((outcome IS NULL) = (finished_at IS NULL))),
  constraint task_pk PRIMARY KEY (task_id)
);

create table raw.object (
  sha256 bytea not null,
  byte_length bigint not null,
  media_type text,
  first_seen_at timestamp with time zone not null,
  constraint object_pk PRIMARY KEY (sha256),
  constraint object_sha256_length CHECK ((octet_length(sha256) = 32))
);

create table raw.request (
  request_id uuid not null,
  task_id uuid not null,
  ordinal integer not null,
  purpose text not null,
  method text not null,
  url text not null,
  body text,
  status integer not null,
  headers jsonb not null,
  requested_at timestamp with time zone not null,
  responded_at timestamp with time zone not null,
  sha256 bytea not null,
  constraint request_pk PRIMARY KEY (request_id),
  constraint request_task_ordinal UNIQUE (task_id, ordinal)
);

create table star.dim_concept (
  concept_key integer not null generated always as identity,
  urn text not null,
  constraint dim_concept_pk PRIMARY KEY (concept_key),
  constraint dim_concept_urn UNIQUE (urn)
);

create table star.dim_dataset (
  dataset_key integer not null generated always as identity,
  provider text not null,
  table_id text not null,
  bucket smallint not null,
  view_name text not null,
  title_no text not null,
  title_en text,
  source text,
  licence text,
  subject_paths jsonb not null default '[]'::jsonb,
  official boolean,
  discontinued boolean not null default false,
  next_update timestamp with time zone,
  notes_no text[] not null default '{}'::text[],
  notes_en text[] not null default '{}'::text[],
  views_signature text,
  constraint dim_dataset_pk PRIMARY KEY (dataset_key),
  constraint dim_dataset_table UNIQUE (provider, table_id),
  constraint dim_dataset_view UNIQUE (view_name)
);

create table star.dim_measure (
  measure_key integer not null generated always as identity,
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
  "position" integer,
  constraint dim_measure_additivity_known CHECK ((additivity = ANY (ARRAY['full'::text, 'not over time'::text, 'none'::text, 'unknown'::text]))),
  constraint dim_measure_code UNIQUE (dataset_key, code),
  constraint dim_measure_pk PRIMARY KEY (measure_key),
  constraint dim_measure_type_known CHECK ((measuring_type = ANY (ARRAY['stock'::text, 'flow'::text, 'average'::text, 'other'::text])))
);

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
  constraint dim_measure_history_order CHECK ((v_from < v_to)),
  constraint dim_measure_history_pk PRIMARY KEY (measure_key, v_to)
);

create table star.dim_member (
  member_key integer not null generated always as identity,
  variable_key integer not null,
  code text not null,
  label_no text not null,
  label_en text,
  "position" integer,
  parent_code text,
  is_elimination boolean not null default false,
  notes_no text[] not null default '{}'::text[],
  constraint dim_member_code UNIQUE (variable_key, code),
  constraint dim_member_pk PRIMARY KEY (member_key)
);

create table star.dim_member_history (
  member_key integer not null,
  v_from integer not null,
  v_to integer not null,
  label_no text not null,
  label_en text,
  constraint dim_member_history_order CHECK ((v_from < v_to)),
  constraint dim_member_history_pk PRIMARY KEY (member_key, v_to)
);

create table star.dim_region (
  region_key integer not null generated always as identity,
  scheme text not null,
  code text not null,
  name_no text not null,
  name_en text,
  level text not null,
  parent_code text,
  constraint dim_region_code UNIQUE (scheme, code),
  constraint dim_region_pk PRIMARY KEY (region_key)
);

create table star.dim_series (
  series_key bigint not null,
  dataset_key integer not null,
  measure_key integer not null,
  region_key integer not null,
  members integer[] not null,
  constraint dim_series_pk PRIMARY KEY (series_key)
);

create table star.dim_status (
  status_key smallint not null generated always as identity,
  symbol text not null,
  meaning_no text,
  meaning_en text,
  constraint dim_status_pk PRIMARY KEY (status_key),
  constraint dim_status_symbol UNIQUE (symbol)
);

create table star.dim_time (
  time_key integer not null generated always as identity,
  code text not null,
  granularity text not null,
  period_start date,
  period_end date,
  year integer,
  canonical text not null,
  sort_key text not null,
  constraint dim_time_both_ends CHECK (((period_start IS NULL) = (period_end IS NULL))),
  constraint dim_time_code UNIQUE (code, granularity),
  constraint dim_time_order CHECK ((period_start < period_end)),
  constraint dim_time_pk PRIMARY KEY (time_key)
);

create table star.dim_variable (
  variable_key integer not null generated always as identity,
  dataset_key integer not null,
  code text not null,
  slot smallint not null,
  role text not null,
  label_no text not null,
  label_en text,
  column_no text not null,
  column_en text not null,
  concept_key integer,
  classifications text[] not null default '{}'::text[],
  elimination_allowed boolean,
  elimination_code text,
  "position" smallint,
  constraint dim_variable_code UNIQUE (dataset_key, code),
  constraint dim_variable_pk PRIMARY KEY (variable_key),
  constraint dim_variable_role_known CHECK ((role = ANY (ARRAY['time'::text, 'geo'::text, 'metric'::text, 'classification'::text]))),
  constraint dim_variable_slot UNIQUE (dataset_key, slot),
  constraint dim_variable_slot_positive CHECK ((slot >= 1))
);

create table star.dim_vintage (
  dataset_key integer not null,
  vintage integer not null,
  task_id uuid not null,
  value_hash bytea not null,
  label_hash bytea not null,
  source_released_at timestamp with time zone,
  source_updated_at timestamp with time zone,
  observed_at timestamp with time zone not null,
  committed_at timestamp with time zone not null default clock_timestamp(),
  cells bigint not null,
  cells_added bigint not null,
  cells_changed bigint not null,
  cells_withdrawn bigint not null,
  constraint dim_vintage_pk PRIMARY KEY (dataset_key, vintage)
);

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
  constraint fact_observation_pk PRIMARY KEY (series_key, time_key, bucket)
) partition by LIST (bucket);

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
  constraint fact_revision_order CHECK ((v_from < v_to)),
  constraint fact_revision_pk PRIMARY KEY (series_key, time_key, v_from, bucket)
) partition by LIST (bucket);

create table statbank_meta.migration (
  number integer not null,
  name text not null,
  checksum text not null,
  program_version text not null,
  applied_at timestamp with time zone not null default clock_timestamp(),
  constraint migration_pk PRIMARY KEY (number)
);

create table star.fact_observation_0 partition of star.fact_observation FOR VALUES IN ('0');
create table star.fact_observation_1 partition of star.fact_observation FOR VALUES IN ('1');
create table star.fact_observation_2 partition of star.fact_observation FOR VALUES IN ('2');
create table star.fact_observation_3 partition of star.fact_observation FOR VALUES IN ('3');
create table star.fact_observation_4 partition of star.fact_observation FOR VALUES IN ('4');
create table star.fact_observation_5 partition of star.fact_observation FOR VALUES IN ('5');
create table star.fact_observation_6 partition of star.fact_observation FOR VALUES IN ('6');
create table star.fact_observation_7 partition of star.fact_observation FOR VALUES IN ('7');
create table star.fact_observation_8 partition of star.fact_observation FOR VALUES IN ('8');
create table star.fact_observation_9 partition of star.fact_observation FOR VALUES IN ('9');
create table star.fact_observation_10 partition of star.fact_observation FOR VALUES IN ('10');
create table star.fact_observation_11 partition of star.fact_observation FOR VALUES IN ('11');
create table star.fact_observation_12 partition of star.fact_observation FOR VALUES IN ('12');
create table star.fact_observation_13 partition of star.fact_observation FOR VALUES IN ('13');
create table star.fact_observation_14 partition of star.fact_observation FOR VALUES IN ('14');
create table star.fact_observation_15 partition of star.fact_observation FOR VALUES IN ('15');
create table star.fact_observation_16 partition of star.fact_observation FOR VALUES IN ('16');
create table star.fact_observation_17 partition of star.fact_observation FOR VALUES IN ('17');
create table star.fact_observation_18 partition of star.fact_observation FOR VALUES IN ('18');
create table star.fact_observation_19 partition of star.fact_observation FOR VALUES IN ('19');
create table star.fact_observation_20 partition of star.fact_observation FOR VALUES IN ('20');
create table star.fact_observation_21 partition of star.fact_observation FOR VALUES IN ('21');
create table star.fact_observation_22 partition of star.fact_observation FOR VALUES IN ('22');
create table star.fact_observation_23 partition of star.fact_observation FOR VALUES IN ('23');
create table star.fact_observation_24 partition of star.fact_observation FOR VALUES IN ('24');
create table star.fact_observation_25 partition of star.fact_observation FOR VALUES IN ('25');
create table star.fact_observation_26 partition of star.fact_observation FOR VALUES IN ('26');
create table star.fact_observation_27 partition of star.fact_observation FOR VALUES IN ('27');
create table star.fact_observation_28 partition of star.fact_observation FOR VALUES IN ('28');
create table star.fact_observation_29 partition of star.fact_observation FOR VALUES IN ('29');
create table star.fact_observation_30 partition of star.fact_observation FOR VALUES IN ('30');
create table star.fact_observation_31 partition of star.fact_observation FOR VALUES IN ('31');
create table star.fact_revision_0 partition of star.fact_revision FOR VALUES IN ('0');
create table star.fact_revision_1 partition of star.fact_revision FOR VALUES IN ('1');
create table star.fact_revision_2 partition of star.fact_revision FOR VALUES IN ('2');
create table star.fact_revision_3 partition of star.fact_revision FOR VALUES IN ('3');
create table star.fact_revision_4 partition of star.fact_revision FOR VALUES IN ('4');
create table star.fact_revision_5 partition of star.fact_revision FOR VALUES IN ('5');
create table star.fact_revision_6 partition of star.fact_revision FOR VALUES IN ('6');
create table star.fact_revision_7 partition of star.fact_revision FOR VALUES IN ('7');
create table star.fact_revision_8 partition of star.fact_revision FOR VALUES IN ('8');
create table star.fact_revision_9 partition of star.fact_revision FOR VALUES IN ('9');
create table star.fact_revision_10 partition of star.fact_revision FOR VALUES IN ('10');
create table star.fact_revision_11 partition of star.fact_revision FOR VALUES IN ('11');
create table star.fact_revision_12 partition of star.fact_revision FOR VALUES IN ('12');
create table star.fact_revision_13 partition of star.fact_revision FOR VALUES IN ('13');
create table star.fact_revision_14 partition of star.fact_revision FOR VALUES IN ('14');
create table star.fact_revision_15 partition of star.fact_revision FOR VALUES IN ('15');
create table star.fact_revision_16 partition of star.fact_revision FOR VALUES IN ('16');
create table star.fact_revision_17 partition of star.fact_revision FOR VALUES IN ('17');
create table star.fact_revision_18 partition of star.fact_revision FOR VALUES IN ('18');
create table star.fact_revision_19 partition of star.fact_revision FOR VALUES IN ('19');
create table star.fact_revision_20 partition of star.fact_revision FOR VALUES IN ('20');
create table star.fact_revision_21 partition of star.fact_revision FOR VALUES IN ('21');
create table star.fact_revision_22 partition of star.fact_revision FOR VALUES IN ('22');
create table star.fact_revision_23 partition of star.fact_revision FOR VALUES IN ('23');
create table star.fact_revision_24 partition of star.fact_revision FOR VALUES IN ('24');
create table star.fact_revision_25 partition of star.fact_revision FOR VALUES IN ('25');
create table star.fact_revision_26 partition of star.fact_revision FOR VALUES IN ('26');
create table star.fact_revision_27 partition of star.fact_revision FOR VALUES IN ('27');
create table star.fact_revision_28 partition of star.fact_revision FOR VALUES IN ('28');
create table star.fact_revision_29 partition of star.fact_revision FOR VALUES IN ('29');
create table star.fact_revision_30 partition of star.fact_revision FOR VALUES IN ('30');
create table star.fact_revision_31 partition of star.fact_revision FOR VALUES IN ('31');

alter table ops.finding add constraint finding_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE CASCADE;
alter table ops.task add constraint task_fetched_by_fk FOREIGN KEY (fetched_by) REFERENCES ops.task(task_id) ON DELETE RESTRICT;
alter table ops.task add constraint task_run_fk FOREIGN KEY (run_id) REFERENCES ops.run(run_id) ON DELETE RESTRICT;
alter table raw.request add constraint request_object_fk FOREIGN KEY (sha256) REFERENCES raw.object(sha256) ON DELETE RESTRICT;
alter table raw.request add constraint request_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE RESTRICT;
alter table star.dim_measure add constraint dim_measure_dataset_fk FOREIGN KEY (dataset_key) REFERENCES star.dim_dataset(dataset_key) ON DELETE RESTRICT;
alter table star.dim_measure_history add constraint dim_measure_history_measure_fk FOREIGN KEY (measure_key) REFERENCES star.dim_measure(measure_key) ON DELETE RESTRICT;
alter table star.dim_member add constraint dim_member_variable_fk FOREIGN KEY (variable_key) REFERENCES star.dim_variable(variable_key) ON DELETE RESTRICT;
alter table star.dim_member_history add constraint dim_member_history_member_fk FOREIGN KEY (member_key) REFERENCES star.dim_member(member_key) ON DELETE RESTRICT;
alter table star.dim_variable add constraint dim_variable_concept_fk FOREIGN KEY (concept_key) REFERENCES star.dim_concept(concept_key) ON DELETE RESTRICT;
alter table star.dim_variable add constraint dim_variable_dataset_fk FOREIGN KEY (dataset_key) REFERENCES star.dim_dataset(dataset_key) ON DELETE RESTRICT;
alter table star.dim_vintage add constraint dim_vintage_dataset_fk FOREIGN KEY (dataset_key) REFERENCES star.dim_dataset(dataset_key) ON DELETE RESTRICT;
alter table star.dim_vintage add constraint dim_vintage_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE RESTRICT;

CREATE INDEX call_window ON ops.call USING btree (provider, egress, called_at);
CREATE INDEX finding_task ON ops.finding USING btree (task_id);
CREATE INDEX task_run ON ops.task USING btree (run_id);
CREATE INDEX task_table ON ops.task USING btree (provider, table_id, started_at DESC);
CREATE INDEX request_object ON raw.request USING btree (sha256);
CREATE INDEX dim_series_dataset ON star.dim_series USING btree (dataset_key);
CREATE INDEX dim_vintage_task ON star.dim_vintage USING btree (task_id);

CREATE OR REPLACE FUNCTION mart.as_of(in_view anyelement, moment timestamp with time zone, clock text DEFAULT 'committed'::text)
 RETURNS SETOF anyelement
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
declare
  relation regclass := (select c.oid from pg_class as c where c.reltype = pg_typeof(in_view)::oid);
  name text := (select c.relname from pg_class as c where c.oid = relation);
  columns text := (
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
    from pg_attribute as a
    where a.attrelid = relation and a.attnum > 0 and not a.attisdropped);
  vintage integer := mart.vintage_at(regexp_replace(name, '_en$', ''), moment, clock);
  from_column text := case when name like '%\_en' then 'vintage_from' else 'utgave_fra' end;
  to_column text := case when name like '%\_en' then 'vintage_to' else 'utgave_til' end;
begin
  return query execute format(
    'select %s from mart.%I where %I <= $1 and (%I > $1 or %I is null)',
    columns, name || '_history', from_column, to_column, to_column)
  using vintage;
end
$function$;

CREATE OR REPLACE FUNCTION mart.as_of(in_view text, moment timestamp with time zone, clock text DEFAULT 'committed'::text)
 RETURNS TABLE(codes jsonb, measure text, period text, value numeric, symbol text, vintage integer)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  with dataset as (
    select d.dataset_key, d.bucket, mart.vintage_at(in_view, moment, clock) as vintage
    from star.dim_dataset as d
    where d.view_name = in_view
  ), state as (
    select f.series_key, f.time_key, f.status_key, f.value, f.v_from
    from dataset
    join star.fact_observation as f
      on f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
    where f.v_from <= dataset.vintage
    union all
    select f.series_key, f.time_key, f.status_key, f.value, f.v_from
    from dataset
    join star.fact_revision as f
      on f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
    where f.v_from <= dataset.vintage and f.v_to > dataset.vintage
  )
  select
    (select coalesce(jsonb_object_agg(v.code, m.code), '{}')
     from star.dim_variable as v
     join star.dim_member as m on m.member_key = s.members[v.slot]
     where v.dataset_key = s.dataset_key),
    measure.code, t.code, state.value, status.symbol, state.v_from
  from state
  join star.dim_series as s on s.series_key = state.series_key
  join star.dim_measure as measure on measure.measure_key = s.measure_key
  join star.dim_time as t on t.time_key = state.time_key
  join star.dim_status as status on status.status_key = state.status_key
$function$;

CREATE OR REPLACE FUNCTION mart.vintage_at(in_view text, moment timestamp with time zone, clock text DEFAULT 'committed'::text)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION ops.take_call(in_provider text, in_egress text, in_limit integer, in_window interval)
 RETURNS interval
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare
  moment timestamptz;
  used integer;
  oldest timestamptz;
begin
  -- The lock ends with the caller's transaction, which holds nothing else: callers
  -- queue for microseconds, and the server's clock is read after the wait.
  perform pg_advisory_xact_lock(hashtextextended('ops.call:' || in_provider || ':' || in_egress, 0));
  moment := clock_timestamp();
  delete from ops.call
    where provider = in_provider and egress = in_egress and called_at <= moment - in_window;
  select count(*), min(called_at) into used, oldest
    from ops.call where provider = in_provider and egress = in_egress;
  if used < in_limit then
    insert into ops.call values (in_provider, in_egress, moment);
    return interval '0';
  end if;
  return oldest + in_window - moment;
end
$function$;

CREATE OR REPLACE FUNCTION star.add_bucket(in_bucket smallint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  execute format(
    'create table if not exists star.fact_observation_%s partition of star.fact_observation for values in (%s)',
    in_bucket, in_bucket);
  execute format(
    'create table if not exists star.fact_revision_%s partition of star.fact_revision for values in (%s)',
    in_bucket, in_bucket);
end
$function$;

CREATE OR REPLACE FUNCTION star.codes_of(in_series_key bigint, in_time_key integer)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(jsonb_object_agg(v.code, case v.role
    when 'time' then (select t.code from star.dim_time as t where t.time_key = in_time_key)
    when 'metric' then (select m.code from star.dim_measure as m where m.measure_key = s.measure_key)
    else member.code end), '{}')
  from star.dim_series as s
  join star.dim_variable as v on v.dataset_key = s.dataset_key
  left join star.dim_member as member on member.member_key = s.members[v.slot]
  where s.series_key = in_series_key
    and (member.member_key is not null or (v.role in ('time', 'metric') and v.position is not null))
$function$;

CREATE OR REPLACE FUNCTION star.reserve_series_keys(how_many bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
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
$function$;

create or replace view mart.tables as
SELECT dataset.view_name AS view,
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
   FROM (star.dim_dataset dataset
     LEFT JOIN LATERAL ( SELECT v.vintage,
            v.cells,
            v.source_updated_at,
            v.committed_at
           FROM star.dim_vintage v
          WHERE (v.dataset_key = dataset.dataset_key)
          ORDER BY v.vintage DESC
         LIMIT 1) vintage ON (true));

create or replace view mart.vintages as
SELECT dataset.view_name AS view,
    v.vintage,
    v.source_released_at,
    v.source_updated_at,
    v.observed_at,
    v.committed_at,
    v.cells,
    v.cells_added,
    v.cells_changed,
    v.cells_withdrawn,
    encode(v.value_hash, 'hex'::text) AS value_hash
   FROM (star.dim_vintage v
     JOIN star.dim_dataset dataset ON ((dataset.dataset_key = v.dataset_key)));

comment on column ops.run.outcome is 'complete, partial (some tables failed), fail, abort; null while running.';
comment on column ops.task.fetched_by is 'The task that fetched the responses, where this one read them from the archive; null where it fetched them itself.';
comment on column ops.task.outcome is 'published, unchanged, quarantined (the data was refused; its bytes are kept), failed (it could not be fetched or stored); null while running.';
comment on column raw.request.headers is 'Response headers; those that may identify a person or a session are left out.';
comment on column raw.request.purpose is 'entry, metadata:<language>, codelist, data, or document.';
comment on column star.dim_dataset.bucket is 'Partition of the fact tables that holds this table: dataset_key modulo 32, or one of its own for a giant.';
comment on column star.dim_dataset.subject_paths is 'Every path from the subject tree down to the table, as arrays of {id, label}.';
comment on column star.dim_dataset.views_signature is 'Hash of the definitions and comments of the table''s generated views; views are only touched when it changes.';
comment on column star.dim_measure.additivity is 'full: may be summed over everything; not over time: a stock; none: shares, averages, indices; unknown: the source does not say.';
comment on column star.dim_member."position" is 'Place in the newest vintage, from 0; null for a value that the variable no longer has.';
comment on column star.dim_region.scheme is 'no: Norwegian municipalities, counties and country; kostra: KOSTRA''s groups; otherwise the provider''s name.';
comment on column star.dim_series.members is 'member_key by slot of the variable; null where the combination has no such variable.';
comment on column star.dim_time.canonical is 'The same text for the same period whatever the source calls it: 2024K1, 2024Q1 and 2024-Q1 are all 2024-Q1.';
comment on column star.dim_time.period_end is 'The first day after the period.';
comment on column star.dim_variable."position" is 'Place in the newest vintage, from 0; null for a variable that the table no longer has.';
comment on column star.dim_variable.slot is 'Place of this variable''s member in dim_series.members.';
comment on column star.dim_vintage.committed_at is 'When they became visible here.';
comment on column star.dim_vintage.label_hash is 'Hash of all labels, units and notes, white space folded.';
comment on column star.dim_vintage.observed_at is 'When this program first received these figures.';
comment on column star.dim_vintage.source_released_at is 'When the publisher''s calendar said that these figures come.';
comment on column star.dim_vintage.source_updated_at is 'When the source says that it last changed the table.';
comment on column star.dim_vintage.value_hash is 'Hash of all cells by code: the same whatever the order, the chunking or the labels.';
comment on function mart.as_of(anyelement, timestamp with time zone, text) is 'A table''s view as it stood at a moment: select * from mart.as_of(null::mart.ssb_07459, ''2021-12-15'', ''source'').';
comment on function mart.as_of(text, timestamp with time zone, text) is 'All cells of a table as they stood at a moment, by code. For the columns of the table''s own view, call mart.as_of(null::mart.ssb_07459, …).';
comment on function mart.vintage_at(text, timestamp with time zone, text) is 'The vintage of a table that stood at a moment, by one of four clocks: released (the publisher''s calendar), source (the publisher''s stamp), observed (first received here), committed (visible here).';
comment on function ops.take_call(text, text, integer, interval) is 'Takes one call from the sliding window shared by all processes: zero if it may be made now, else how long to wait before asking again.';
comment on function star.add_bucket(smallint) is 'Makes the two partitions of a bucket.';
comment on function star.codes_of(bigint, integer) is 'The code of every variable of one cell.';
comment on function star.reserve_series_keys(bigint) is 'The first of how_many consecutive keys that nobody else gets.';
comment on schema mart is 'Statistical tables as views with labels in Norwegian and (with suffix _en) English. Start with mart.tables.';
comment on schema ops is 'Runs, tasks, findings and the call budget of the statbank program.';
comment on schema raw is 'Requests and the responses they got. Insert only; the bytes are in the archive, named by hash.';
comment on schema star is 'The star: dimensions, current facts and revisions. Readers use the views in mart.';
comment on schema statbank_meta is 'Which migrations this database has. Written by the statbank program only.';
comment on table ops.call is 'Calls of the last window per provider and egress address; ops.take_call counts them.';
comment on table ops.finding is 'What a check saw: code, place (JSON pointer), expectation and fact, and the bytes it saw them in.';
comment on table ops.run is 'One invocation of a command that may write.';
comment on table ops.task is 'One table within one run, with what it changed.';
comment on table raw.object is 'One distinct response body. The same bytes are stored once, however often they come.';
comment on table raw.request is 'One exchange with a source: what was asked, what came back, and the hash of the bytes.';
comment on table star.dim_concept is 'Classifications and concepts (KLASS, Vardok) that make variables of different tables the same variable.';
comment on table star.dim_dataset is 'One row per statistical table of a provider.';
comment on table star.dim_measure is 'What a table counts (statistikkvariabel), with unit, precision and kind.';
comment on table star.dim_measure_history is 'Earlier descriptions of a measure: valid for the vintages from v_from up to, not including, v_to.';
comment on table star.dim_member is 'Values of a variable with their newest labels.';
comment on table star.dim_member_history is 'Earlier labels of a value: valid for the vintages from v_from up to, not including, v_to.';
comment on table star.dim_region is 'Places that several tables speak of, one row per code of a scheme.';
comment on table star.dim_series is 'One row per combination of a table''s values other than time.';
comment on table star.dim_status is 'Symbols printed instead of or beside a number.';
comment on table star.dim_time is 'Periods as the sources write them, with their days. A code that is not understood has a row too, with granularity unknown and no dates.';
comment on table star.dim_variable is 'Variables of a table. Slot and column names are given once and never reused, so views survive new, removed and reordered variables.';
comment on table star.dim_vintage is 'One row per published state of a table.';
comment on table star.fact_observation is 'Current cells: one row per series and period, with the vintage that brought its present state.';
comment on table star.fact_revision is 'Earlier states of cells: valid for the vintages from v_from up to, not including, v_to. Append only.';
comment on table statbank_meta.migration is 'Applied migration files, with the SHA-256 of the bytes that were applied.';
comment on view mart.tables is 'Every table that is here: the view to query, its title, and how fresh it is.';
comment on view mart.vintages is 'Every published state of every table, and how much it changed.';
