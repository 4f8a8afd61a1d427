-- The schema after all migrations, generated from a migrated database. Do not edit: add a
-- migration and run npm run schema:dump. Run on an empty database, this makes the same schema.

-- Functions may name tables that come after them.
set check_function_bodies = off;

create schema mart;
create schema mart_preview;
create schema ops;
create schema raw;
create schema report;
create schema star;
create schema statbank_meta;

create sequence ops.lease_token as bigint start 1 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1 no cycle;
create sequence star.own_bucket_seq as smallint start 32 increment 1 minvalue 1 maxvalue 32767 cache 1 no cycle;
create sequence star.series_key_seq as bigint start 1 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1 no cycle;

create table ops.call (
  provider text not null,
  egress text not null,
  taken_at timestamp with time zone not null,
  ticket uuid not null,
  answered_at timestamp with time zone,
  constraint call_pk PRIMARY KEY (ticket)
);

create table ops.call_lane (
  lane text not null,
  rank smallint not null,
  reserve numeric not null,
  meaning text not null,
  constraint call_lane_pk PRIMARY KEY (lane),
  constraint call_lane_rank UNIQUE (rank),
  constraint call_lane_reserve_share CHECK (((reserve >= (0)::numeric) AND (reserve < (1)::numeric)))
);

create table ops.call_queue (
  ticket uuid not null,
  provider text not null,
  egress text not null,
  lane text not null,
  "position" bigint not null generated always as identity,
  expires_at timestamp with time zone not null,
  constraint call_queue_pk PRIMARY KEY (ticket)
);

create table ops.call_source (
  provider text not null,
  egress text not null,
  stated_limit integer,
  stated_window interval,
  stated_at timestamp with time zone,
  paused_at timestamp with time zone,
  paused_until timestamp with time zone,
  pause_reason text,
  constraint call_source_pause_order CHECK ((paused_at <= paused_until)),
  constraint call_source_pk PRIMARY KEY (provider, egress),
  constraint call_source_stated_positive CHECK (((stated_limit > 0) AND (stated_window > '00:00:00'::interval)))
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

create table ops.held (
  held_id bigint not null generated always as identity,
  task_id uuid not null,
  dataset_key integer not null,
  base_vintage integer not null,
  held_at timestamp with time zone not null default clock_timestamp(),
  value_hash bytea not null,
  label_hash bytea not null,
  cells_added bigint not null,
  cells_changed bigint not null,
  cells_withdrawn bigint not null,
  cells_unchanged bigint not null,
  reasons jsonb not null,
  decision text,
  decided_at timestamp with time zone,
  decided_by text,
  decision_reason text,
  constraint held_decision_known CHECK ((decision = ANY (ARRAY['released'::text, 'rejected'::text, 'superseded'::text]))),
  constraint held_decision_with_time CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint held_pk PRIMARY KEY (held_id)
);

create table ops.lease (
  name text not null,
  holder text not null,
  place text,
  token bigint not null,
  renewed_at timestamp with time zone not null,
  duration interval not null,
  expires_at timestamp with time zone not null,
  constraint lease_pk PRIMARY KEY (name)
);

create table ops.lineage_outbox (
  event_id bigint not null generated always as identity,
  run_id uuid not null,
  task_id uuid,
  moment text not null,
  noted_at timestamp with time zone not null default clock_timestamp(),
  event jsonb,
  shipped_at timestamp with time zone,
  refused_as text,
  constraint lineage_outbox_moment_known CHECK ((moment = ANY (ARRAY['start'::text, 'end'::text]))),
  constraint lineage_outbox_once UNIQUE NULLS NOT DISTINCT (run_id, task_id, moment),
  constraint lineage_outbox_pk PRIMARY KEY (event_id)
);

create table ops.run (
  run_id uuid not null,
  command text not null,
  program_version text not null,
  started_at timestamp with time zone not null default clock_timestamp(),
  finished_at timestamp with time zone,
  outcome text,
  lease_token bigint,
  decided_by text,
  reason text,
  constraint run_outcome_known CHECK ((outcome = ANY (ARRAY['complete'::text, 'partial'::text, 'fail'::text, 'abort'::text]))),
  constraint run_outcome_with_end CHECK (((outcome IS NULL) = (finished_at IS NULL))),
  constraint run_pk PRIMARY KEY (run_id)
);

create table ops.schedule (
  provider text not null,
  table_id text not null,
  rhythm text not null,
  subject text,
  due_at timestamp with time zone not null,
  reason text not null,
  awaited_release timestamp with time zone,
  polls integer not null default 0,
  next_update timestamp with time zone,
  last_due_at timestamp with time zone,
  last_run_id uuid,
  claimed_by uuid,
  constraint schedule_pk PRIMARY KEY (provider, table_id),
  constraint schedule_reason_known CHECK ((reason = ANY (ARRAY['new'::text, 'release'::text, 'poll'::text, 'nightly'::text, 'cron'::text])))
);

create table ops.schedule_subject (
  provider text not null,
  subject text not null,
  expanded_at timestamp with time zone not null,
  constraint schedule_subject_pk PRIMARY KEY (provider, subject)
);

create table ops.table_look (
  provider text not null,
  table_id text not null,
  looked_at timestamp with time zone,
  listed_at timestamp with time zone,
  listed_updated timestamp with time zone,
  listed_last_period text,
  missing_since timestamp with time zone,
  whole_look_at timestamp with time zone,
  fetched_at timestamp with time zone,
  fetched_updated timestamp with time zone,
  fetched_last_period text,
  fetched_selection text,
  fetched_calls integer,
  audited_at timestamp with time zone,
  title text,
  variables text[] not null default '{}'::text[],
  discontinued boolean not null default false,
  absent_days smallint not null default 0,
  absent_at timestamp with time zone,
  retired_at timestamp with time zone,
  retired_as text,
  successor text,
  constraint table_look_pk PRIMARY KEY (provider, table_id),
  constraint table_look_retired_known CHECK ((retired_as = ANY (ARRAY['removed'::text, 'replaced'::text]))),
  constraint table_look_retired_whole CHECK (((retired_at IS NULL) = (retired_as IS NULL)))
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
  constraint task_kind_known CHECK ((kind = ANY (ARRAY['sync'::text, 'replay'::text, 'import'::text, 'rebuild'::text, 'release'::text, 'reject'::text, 'rollback'::text]))),
  constraint task_outcome_known CHECK ((outcome = ANY (ARRAY['published'::text, 'unchanged'::text, 'tried'::text, 'held'::text, 'rejected'::text, 'quarantined'::text, 'failed'::text]))),
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
  attempt smallint not null default 1,
  constraint request_pk PRIMARY KEY (request_id),
  constraint request_task_ordinal UNIQUE (task_id, ordinal)
);

create table report.claim (
  report_id text not null,
  claim_id text not null,
  section text not null,
  place integer not null,
  kind text not null,
  text_no text not null,
  text_en text not null,
  withdrawn boolean not null default false,
  constraint claim_pk PRIMARY KEY (report_id, claim_id)
);

create table report.claim_table (
  report_id text not null,
  claim_id text not null,
  provider text not null,
  table_id text not null,
  constraint claim_table_pk PRIMARY KEY (report_id, claim_id, provider, table_id)
);

create table report.evaluation (
  evaluation_id bigint not null generated always as identity,
  report_id text not null,
  claim_id text not null,
  evaluated_at timestamp with time zone not null default clock_timestamp(),
  task_id uuid,
  verdict text not null,
  basis text not null,
  reason_no text not null,
  reason_en text not null,
  published_value numeric,
  as_of_value numeric,
  current_value numeric,
  drift numeric,
  drift_unit text,
  inputs_hash bytea not null,
  details jsonb not null,
  constraint evaluation_pk PRIMARY KEY (evaluation_id),
  constraint evaluation_verdict_known CHECK ((verdict = ANY (ARRAY['holds'::text, 'holds after rounding'::text, 'drifted'::text, 'direction reversed'::text, 'contradicted by another source'::text, 'superseded'::text, 'meaning changed'::text, 'frozen'::text, 'no open source'::text, 'waiting for data'::text])))
);

create table report.report (
  report_id text not null,
  definition jsonb not null,
  definition_hash bytea not null,
  registered_at timestamp with time zone not null default clock_timestamp(),
  constraint report_pk PRIMARY KEY (report_id)
);

create table star.bridge_concept_correspondence (
  source_concept_key integer not null,
  target_concept_key integer not null,
  source_code text not null,
  target_code text not null,
  valid_from date not null,
  valid_to date,
  target_name_no text,
  constraint bridge_concept_correspondence_order CHECK ((valid_from < valid_to)),
  constraint bridge_concept_correspondence_pk PRIMARY KEY (source_concept_key, target_concept_key, source_code, target_code, valid_from)
);

create table star.bridge_region_change (
  region_change_key integer not null generated always as identity,
  concept_key integer not null,
  change_date date not null,
  old_region_key integer,
  new_region_key integer,
  old_code text,
  new_code text,
  old_name text,
  new_name text,
  kind text not null,
  stated boolean not null,
  constraint bridge_region_change_edge UNIQUE NULLS NOT DISTINCT (concept_key, change_date, old_code, new_code),
  constraint bridge_region_change_kind_known CHECK ((kind = ANY (ARRAY['rename'::text, 'recode'::text, 'merge'::text, 'split'::text, 'boundary'::text, 'new'::text, 'ceased'::text]))),
  constraint bridge_region_change_pk PRIMARY KEY (region_change_key),
  constraint bridge_region_change_some_code CHECK (((old_code IS NOT NULL) OR (new_code IS NOT NULL)))
);

create table star.classification_vintage (
  concept_key integer not null,
  vintage integer not null,
  task_id uuid not null,
  content_hash bytea not null,
  observed_at timestamp with time zone not null,
  committed_at timestamp with time zone not null default clock_timestamp(),
  codes integer not null,
  changes integer not null,
  correspondences integer not null,
  constraint classification_vintage_hash_length CHECK ((octet_length(content_hash) = 32)),
  constraint classification_vintage_pk PRIMARY KEY (concept_key, vintage)
);

create table star.dim_concept (
  concept_key integer not null generated always as identity,
  urn text not null,
  classification_id text,
  name_no text,
  name_nn text,
  name_en text,
  constraint dim_concept_pk PRIMARY KEY (concept_key),
  constraint dim_concept_urn UNIQUE (urn)
);

create table star.dim_concept_code (
  concept_code_key integer not null generated always as identity,
  concept_key integer not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  level smallint,
  parent_code text,
  name_no text,
  name_nn text,
  name_en text,
  constraint dim_concept_code_order CHECK ((valid_from < valid_to)),
  constraint dim_concept_code_pk PRIMARY KEY (concept_code_key),
  constraint dim_concept_code_span UNIQUE (concept_key, code, valid_from)
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
  order_hash bytea,
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
  preview_only boolean not null default false,
  quantity_kind text not null default 'unknown'::text,
  sum_over_time boolean,
  sum_over_region boolean,
  sum_over_categories boolean,
  constraint dim_measure_additivity_known CHECK ((additivity = ANY (ARRAY['full'::text, 'not over time'::text, 'none'::text, 'unknown'::text]))),
  constraint dim_measure_code UNIQUE (dataset_key, code),
  constraint dim_measure_pk PRIMARY KEY (measure_key),
  constraint dim_measure_quantity_known CHECK ((quantity_kind = ANY (ARRAY['stock'::text, 'flow'::text, 'cumulative'::text, 'average'::text, 'share'::text, 'index'::text, 'ratio'::text, 'extreme'::text, 'distinct'::text, 'volume'::text, 'unknown'::text]))),
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
  preview_only boolean not null default false,
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
  name_nn text,
  valid_from date,
  valid_to date,
  constraint dim_region_code UNIQUE (scheme, code),
  constraint dim_region_pk PRIMARY KEY (region_key)
);

create table star.dim_region_version (
  region_version_key integer not null generated always as identity,
  region_key integer not null,
  valid_from date not null,
  valid_to date,
  name_no text not null,
  name_nn text,
  name_en text,
  parent_code text,
  constraint dim_region_version_order CHECK ((valid_from < valid_to)),
  constraint dim_region_version_pk PRIMARY KEY (region_version_key),
  constraint dim_region_version_span UNIQUE (region_key, valid_from)
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
  preview_only boolean not null default false,
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
  cells_suppressed bigint,
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

create table star.held_change (
  series_key bigint not null,
  dataset_key integer not null,
  time_key integer not null,
  measure_key integer,
  region_key integer,
  v_from integer not null,
  bucket smallint not null,
  status_key smallint,
  gone boolean not null default false,
  value numeric,
  constraint held_change_pk PRIMARY KEY (dataset_key, series_key, time_key),
  constraint held_change_whole CHECK ((gone OR ((measure_key IS NOT NULL) AND (region_key IS NOT NULL) AND (status_key IS NOT NULL))))
);

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

alter table ops.call_queue add constraint call_queue_lane_fk FOREIGN KEY (lane) REFERENCES ops.call_lane(lane) ON DELETE RESTRICT;
alter table ops.finding add constraint finding_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE CASCADE;
alter table ops.held add constraint held_dataset_fk FOREIGN KEY (dataset_key) REFERENCES star.dim_dataset(dataset_key) ON DELETE RESTRICT;
alter table ops.held add constraint held_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE RESTRICT;
alter table ops.lineage_outbox add constraint lineage_outbox_run_fk FOREIGN KEY (run_id) REFERENCES ops.run(run_id) ON DELETE CASCADE;
alter table ops.lineage_outbox add constraint lineage_outbox_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE CASCADE;
alter table ops.schedule add constraint schedule_claimed_fk FOREIGN KEY (claimed_by) REFERENCES ops.run(run_id) ON DELETE SET NULL;
alter table ops.schedule add constraint schedule_last_run_fk FOREIGN KEY (last_run_id) REFERENCES ops.run(run_id) ON DELETE SET NULL;
alter table ops.task add constraint task_fetched_by_fk FOREIGN KEY (fetched_by) REFERENCES ops.task(task_id) ON DELETE RESTRICT;
alter table ops.task add constraint task_run_fk FOREIGN KEY (run_id) REFERENCES ops.run(run_id) ON DELETE RESTRICT;
alter table raw.request add constraint request_object_fk FOREIGN KEY (sha256) REFERENCES raw.object(sha256) ON DELETE RESTRICT;
alter table raw.request add constraint request_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE RESTRICT;
alter table report.claim add constraint claim_report_fk FOREIGN KEY (report_id) REFERENCES report.report(report_id) ON DELETE RESTRICT;
alter table report.claim_table add constraint claim_table_claim_fk FOREIGN KEY (report_id, claim_id) REFERENCES report.claim(report_id, claim_id) ON DELETE CASCADE;
alter table report.evaluation add constraint evaluation_claim_fk FOREIGN KEY (report_id, claim_id) REFERENCES report.claim(report_id, claim_id) ON DELETE RESTRICT;
alter table report.evaluation add constraint evaluation_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE RESTRICT;
alter table star.bridge_concept_correspondence add constraint bridge_concept_correspondence_source_fk FOREIGN KEY (source_concept_key) REFERENCES star.dim_concept(concept_key) ON DELETE RESTRICT;
alter table star.bridge_concept_correspondence add constraint bridge_concept_correspondence_target_fk FOREIGN KEY (target_concept_key) REFERENCES star.dim_concept(concept_key) ON DELETE RESTRICT;
alter table star.bridge_region_change add constraint bridge_region_change_concept_fk FOREIGN KEY (concept_key) REFERENCES star.dim_concept(concept_key) ON DELETE RESTRICT;
alter table star.bridge_region_change add constraint bridge_region_change_new_fk FOREIGN KEY (new_region_key) REFERENCES star.dim_region(region_key) ON DELETE RESTRICT;
alter table star.bridge_region_change add constraint bridge_region_change_old_fk FOREIGN KEY (old_region_key) REFERENCES star.dim_region(region_key) ON DELETE RESTRICT;
alter table star.classification_vintage add constraint classification_vintage_concept_fk FOREIGN KEY (concept_key) REFERENCES star.dim_concept(concept_key) ON DELETE RESTRICT;
alter table star.classification_vintage add constraint classification_vintage_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE RESTRICT;
alter table star.dim_concept_code add constraint dim_concept_code_concept_fk FOREIGN KEY (concept_key) REFERENCES star.dim_concept(concept_key) ON DELETE RESTRICT;
alter table star.dim_measure add constraint dim_measure_dataset_fk FOREIGN KEY (dataset_key) REFERENCES star.dim_dataset(dataset_key) ON DELETE RESTRICT;
alter table star.dim_measure_history add constraint dim_measure_history_measure_fk FOREIGN KEY (measure_key) REFERENCES star.dim_measure(measure_key) ON DELETE RESTRICT;
alter table star.dim_member add constraint dim_member_variable_fk FOREIGN KEY (variable_key) REFERENCES star.dim_variable(variable_key) ON DELETE RESTRICT;
alter table star.dim_member_history add constraint dim_member_history_member_fk FOREIGN KEY (member_key) REFERENCES star.dim_member(member_key) ON DELETE RESTRICT;
alter table star.dim_region_version add constraint dim_region_version_region_fk FOREIGN KEY (region_key) REFERENCES star.dim_region(region_key) ON DELETE RESTRICT;
alter table star.dim_variable add constraint dim_variable_concept_fk FOREIGN KEY (concept_key) REFERENCES star.dim_concept(concept_key) ON DELETE RESTRICT;
alter table star.dim_variable add constraint dim_variable_dataset_fk FOREIGN KEY (dataset_key) REFERENCES star.dim_dataset(dataset_key) ON DELETE RESTRICT;
alter table star.dim_vintage add constraint dim_vintage_dataset_fk FOREIGN KEY (dataset_key) REFERENCES star.dim_dataset(dataset_key) ON DELETE RESTRICT;
alter table star.dim_vintage add constraint dim_vintage_task_fk FOREIGN KEY (task_id) REFERENCES ops.task(task_id) ON DELETE RESTRICT;

CREATE INDEX call_queue_provider ON ops.call_queue USING btree (provider, egress);
CREATE INDEX call_window ON ops.call USING btree (provider, egress, taken_at);
CREATE INDEX finding_task ON ops.finding USING btree (task_id);
CREATE UNIQUE INDEX held_open ON ops.held USING btree (dataset_key) WHERE (decision IS NULL);
CREATE INDEX held_state ON ops.held USING btree (dataset_key, value_hash);
CREATE INDEX held_task ON ops.held USING btree (task_id);
CREATE INDEX lineage_outbox_task ON ops.lineage_outbox USING btree (task_id);
CREATE INDEX lineage_outbox_waiting ON ops.lineage_outbox USING btree (event_id) WHERE ((shipped_at IS NULL) AND (refused_as IS NULL));
CREATE INDEX schedule_due ON ops.schedule USING btree (due_at);
CREATE INDEX task_run ON ops.task USING btree (run_id);
CREATE INDEX task_table ON ops.task USING btree (provider, table_id, started_at DESC);
CREATE INDEX request_object ON raw.request USING btree (sha256);
CREATE INDEX claim_table_table ON report.claim_table USING btree (provider, table_id);
CREATE INDEX evaluation_newest ON report.evaluation USING btree (report_id, claim_id, evaluation_id DESC);
CREATE INDEX evaluation_task ON report.evaluation USING btree (task_id);
CREATE INDEX bridge_region_change_old ON star.bridge_region_change USING btree (concept_key, old_code, change_date);
CREATE INDEX classification_vintage_task ON star.classification_vintage USING btree (task_id);
CREATE INDEX dim_series_dataset ON star.dim_series USING brin (dataset_key) WITH (pages_per_range='16', autosummarize='on');
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
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION mart.changed_cells(in_view text, in_vintage integer DEFAULT NULL::integer)
 RETURNS TABLE(kind text, codes jsonb, value_before numeric, symbol_before text, value_after numeric, symbol_after text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION mart.region_time_machine(in_view text, in_date date, in_level text DEFAULT 'municipality'::text)
 RETURNS TABLE(region_code text, region_name text, period text, measure text, codes jsonb, value numeric, symbol text, comparable boolean, reason_code text, reason text, reason_en text, changes text, from_codes text[], cells integer, missing integer, suppressed integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  register text := case in_level when 'municipality' then '131' when 'county' then '104' end;
begin
  perform star.require_select(in_view);
  if exists (
      select from star.dim_concept as c
      join star.dim_concept_code as k on k.concept_key = c.concept_key
      where c.classification_id = register)
    and exists (
      select from star.dim_dataset as d
      join star.dim_variable as v on v.dataset_key = d.dataset_key and v.role = 'geo' and v.position is not null
      where d.view_name = in_view)
    and not exists (
      select from star.dim_dataset as d
      join star.dim_series as s on s.dataset_key = d.dataset_key
      join star.dim_region as r on r.region_key = s.region_key and r.scheme = 'no'
      join star.dim_concept as c on c.classification_id = register
      join star.dim_concept_code as k on k.concept_key = c.concept_key and k.code = r.code
      where d.view_name = in_view)
  then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('mart.%I has no place with a code of KLASS %s', in_view, register),
      hint = 'Codes such as K-0301 are recalculated by the source already; a table of another level is asked for with in_level.';
  end if;
  return query select * from star.region_time_machine(in_view, in_date, in_level);
end
$function$;

CREATE OR REPLACE FUNCTION mart.stands_for_all(in_label text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((lower(in_label) ~ '^[itsabh]'::text) AND (lower(in_label) ~ '^(?!(alle|all) (andre|other))(i alt|total(t|er)?|sum|alle|begge kjønn|hei?le landet|all|both sexes|the whole country)(\W|$)'::text));

CREATE OR REPLACE FUNCTION mart.sum_over(in_view text, in_over text[], in_where jsonb DEFAULT '{}'::jsonb)
 RETURNS TABLE(codes jsonb, measure text, period text, value numeric, reason_code text, reason text, reason_en text, cells integer, missing integer, suppressed integer, at_least numeric, at_most numeric)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  dataset record;
  unknown text;
  over_time boolean;
  over_region boolean;
  over_categories boolean;
begin
  perform star.require_select(in_view);
  select d.dataset_key, d.bucket into dataset from star.dim_dataset as d where d.view_name = in_view;
  select string_agg(asked.code, ', ') into unknown
  from (select unnest(in_over) union select jsonb_object_keys(in_where)) as asked (code)
  where asked.code not in (
    select v.code from star.dim_variable as v
    where v.dataset_key = dataset.dataset_key and v.position is not null
      and not (v.role = 'metric' and asked.code = any (in_over)));
  if unknown is not null or coalesce(cardinality(in_over), 0) = 0 then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = case when unknown is null then 'no variable to sum over is named'
        else format('mart.%I has no variable %s to sum over or to choose by', in_view, unknown) end,
      hint = (
        select format('It has %s. Measures are not summed over.', string_agg(format('%s (%s)', v.code, v.label_no), ', ' order by v.position))
        from star.dim_variable as v
        where v.dataset_key = dataset.dataset_key and v.position is not null);
  end if;
  select coalesce(bool_or(v.role = 'time'), false), coalesce(bool_or(v.role = 'geo'), false),
    coalesce(bool_or(v.role = 'classification'), false)
  into over_time, over_region, over_categories
  from star.dim_variable as v
  where v.dataset_key = dataset.dataset_key and v.code = any (in_over);

  return query
  with chosen as (
    select w.key as variable, jsonb_array_elements_text(
      case jsonb_typeof(w.value) when 'array' then w.value else jsonb_build_array(w.value) end) as code
    from jsonb_each(in_where) as w
  ), member as materialized (
    select v.code as variable, v.role, v.code = any (in_over) as summed, m.member_key, m.code,
      m.is_elimination
        or exists (
          select from star.dim_member as below
          where below.variable_key = m.variable_key and below.parent_code = m.code)
        or mart.stands_for_all(m.label_no) as total,
      v.code in (select chosen.variable from chosen) as picked,
      (v.code, m.code) in (select chosen.variable, chosen.code from chosen) as hit
    from star.dim_variable as v
    join star.dim_member as m on m.variable_key = v.variable_key
    where v.dataset_key = dataset.dataset_key and v.position is not null and not m.preview_only
      and v.role in ('geo', 'classification')
  ), kept as materialized (
    select member.*
    from member
    where case when member.picked then member.hit else not (member.summed and member.total) end
  ), whole as materialized (
    -- The one value of each variable that stands for all that is summed, where there is one.
    select member.variable, min(member.member_key) as member_key
    from member
    where member.summed and member.total and not member.picked
    group by member.variable
    having count(*) = 1
  ), overlap as (
    select bool_or(kept.total) and not bool_and(kept.total) as found
    from kept
    where kept.summed
    group by kept.variable
  ), series as materialized (
    select s.series_key, s.measure_key, s.region_key,
      not exists (
        select from unnest(s.members) as x (member_key)
        where x.member_key is not null and x.member_key not in (select kept.member_key from kept)) as part,
      not over_time and (select count(*) from whole) = (
          select count(distinct member.variable) from member where member.summed)
        and not exists (
          select from unnest(s.members) as x (member_key)
          where x.member_key is not null
            and x.member_key not in (select whole.member_key from whole)
            and x.member_key not in (select kept.member_key from kept where not kept.summed)) as total,
      coalesce((
        select jsonb_object_agg(v.code, m.code)
        from star.dim_variable as v
        join star.dim_member as m on m.member_key = s.members[v.slot]
        where v.dataset_key = s.dataset_key and not v.code = any (in_over)), '{}') as codes
    from star.dim_series as s
    where s.dataset_key = dataset.dataset_key
  ), moment as materialized (
    select t.time_key, t.code, t.period_start
    from star.dim_time as t
    join star.dim_variable as v on v.dataset_key = dataset.dataset_key and v.role = 'time'
    join star.dim_member as m on m.variable_key = v.variable_key and m.code = t.code
    where v.code not in (select chosen.variable from chosen)
      or (v.code, t.code) in (select chosen.variable, chosen.code from chosen)
  ), place as materialized (
    -- Codes of places that were not yet, or no longer, in use have nothing to add.
    select r.region_key, r.code, moment.time_key, r.level,
      k.first_day is null or exists (
        select from star.dim_region_version as rv
        where rv.region_key = r.region_key and rv.valid_from <= moment.period_start
          and (rv.valid_to is null or moment.period_start < rv.valid_to)) as in_use
    from star.dim_region as r
    cross join moment
    cross join lateral (select r.valid_from as first_day) as k
    where r.region_key in (select series.region_key from series)
  ), cell as materialized (
    select series.codes, series.measure_key, series.part, series.total, f.time_key, f.value,
      st.symbol, place.level, coalesce(place.in_use, true) as in_use
    from star.fact_observation as f
    join series on series.series_key = f.series_key and (series.part or series.total)
    join moment on moment.time_key = f.time_key
    join star.dim_status as st on st.status_key = f.status_key
    left join place on place.region_key = series.region_key and place.time_key = f.time_key
    where f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
  ), unused as materialized (
    select place.time_key, count(*) as places
    from place
    join kept on kept.code = place.code and kept.summed and kept.role = 'geo'
    where not place.in_use
    group by place.time_key
  ), expected as materialized (
    select moment.time_key,
      (select coalesce(round(exp(sum(ln(n.members)))), 1) from (
        select count(*) as members from kept where kept.summed and kept.role = 'classification' group by kept.variable) as n)
      * case when over_region then (
        select count(*) from kept where kept.summed and kept.role = 'geo')
          - coalesce((select unused.places from unused where unused.time_key = moment.time_key), 0)
        else 1 end as cells
    from moment
  ), summed as (
    select cell.codes, cell.measure_key, case when not over_time then cell.time_key end as time_key,
      count(*) filter (where cell.part) as stored,
      count(cell.value) filter (where cell.part) as numbers,
      count(*) filter (where cell.part and cell.value is null and cell.symbol in (':', 'c')) as suppressed,
      count(*) filter (where cell.part and cell.value is null and cell.symbol = '.') as impossible,
      coalesce(bool_or(cell.part and not cell.in_use and cell.value <> 0), false) as not_in_use,
      count(distinct cell.level) filter (where cell.part and cell.value is not null and cell.level <> 'unknown') as levels,
      sum(cell.value) filter (where cell.part) as known,
      min(cell.value) filter (where cell.part) as least,
      max(cell.value) filter (where cell.total) as published
    from cell
    where cell.in_use or cell.total or cell.value <> 0
    group by cell.codes, cell.measure_key, case when not over_time then cell.time_key end
  ), counted as (
    select summed.*, m.code as measure, t.code as period,
      case when over_time then (select sum(expected.cells) from expected)
        else (select expected.cells from expected where expected.time_key = summed.time_key) end as wanted,
      case
        when (over_time and m.sum_over_time is false) or (over_region and m.sum_over_region is false)
          or (over_categories and m.sum_over_categories is false) then 'not additive'
        when (over_time and m.sum_over_time is null) or (over_region and m.sum_over_region is null)
          or (over_categories and m.sum_over_categories is null) then 'additivity unknown'
        when (select bool_or(overlap.found) from overlap) then 'overlapping'
        when over_region and summed.levels > 1 then 'several levels'
        when summed.not_in_use then 'not in use'
      end as refused
    from summed
    join star.dim_measure as m on m.measure_key = summed.measure_key
    left join star.dim_time as t on t.time_key = summed.time_key
    where summed.stored > 0
  ), judged as (
    select counted.*,
      greatest(counted.wanted, counted.stored) - counted.numbers - counted.suppressed - counted.impossible as gaps,
      coalesce(counted.refused, case
        when counted.suppressed > 0 then 'suppressed'
        when greatest(counted.wanted, counted.stored) > counted.numbers + counted.impossible then 'missing'
      end) as verdict
    from counted
  )
  select judged.codes, judged.measure, judged.period,
    case when judged.verdict is null then coalesce(judged.known, 0) end,
    judged.verdict, words.norwegian, words.english,
    judged.stored::integer, judged.gaps::integer, judged.suppressed::integer,
    case when judged.refused is null and coalesce(judged.least, 0) >= 0 then coalesce(judged.known, 0) end,
    case when judged.refused is null and judged.verdict is null then coalesce(judged.known, 0)
      when judged.refused is null and coalesce(judged.least, 0) >= 0 then judged.published end
  from judged
  left join (values
    ('not additive', 'Slike tall kan ikke summeres over dette: andeler, gjennomsnitt, indekser og beholdninger over tid', 'Such figures must not be summed over this: shares, averages, indices, and stocks over time'),
    ('additivity unknown', 'Kilden sier ikke om slike tall kan summeres', 'The source does not say whether such figures may be summed'),
    ('overlapping', 'Utvalget har både en sum og det den er summen av', 'The choice has both a total and what it is the total of'),
    ('several levels', 'Stedene er på flere nivåer, for eksempel kommuner og fylker: velg med in_where', 'The places are of several levels, such as municipalities and counties: choose with in_where'),
    ('not in use', 'Minst én stedskode har tall for en periode da den ikke gjaldt', 'At least one code of a place has a figure for a period in which it did not stand'),
    ('suppressed', 'Minst ett av tallene kan ikke offentliggjøres; se at_least og at_most', 'At least one of the figures is not for publication; see at_least and at_most'),
    ('missing', 'Minst ett av tallene mangler; se at_least og at_most', 'At least one of the figures is missing; see at_least and at_most')
  ) as words (code, norwegian, english) on words.code = judged.verdict;
end
$function$;

CREATE OR REPLACE FUNCTION mart.vintage_at(in_view text, moment timestamp with time zone, clock text DEFAULT 'committed'::text)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select max(v.vintage)
  from mart.vintages as v
  where v.view = in_view
    and case clock
      when 'released' then coalesce(v.source_released_at, v.source_updated_at)
      when 'source' then v.source_updated_at
      when 'observed' then v.observed_at
      when 'committed' then v.committed_at
    end <= moment
$function$;

CREATE OR REPLACE FUNCTION ops.counted_at(taken_at timestamp with time zone, answered_at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  -- A call without an answer may reach the source at any moment; after 70 s it has, or its
  -- connection has timed out.
  select coalesce(answered_at, least(clock_timestamp(), taken_at + interval '70 seconds'))
$function$;

CREATE OR REPLACE FUNCTION ops.hold_lease(in_name text, in_token bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform from ops.lease
    where name = in_name and token = in_token and expires_at > clock_timestamp()
    for update;
  return found;
end
$function$;

CREATE OR REPLACE FUNCTION ops.note_lineage()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into ops.lineage_outbox (run_id, task_id, moment)
  values (
    new.run_id,
    case tg_table_name when 'task' then (to_jsonb(new) ->> 'task_id')::uuid end,
    case tg_op when 'INSERT' then 'start' else 'end' end)
  on conflict on constraint lineage_outbox_once do nothing;
  return null;
exception
  -- Work is worth more than telling of it.
  when others then
    raise warning 'lineage of run % was not noted: %', new.run_id, sqlerrm;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION ops.pause_calls(in_provider text, in_egress text, in_pause interval, in_reason text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  insert into ops.call_source as s (provider, egress, paused_at, paused_until, pause_reason)
    values (in_provider, in_egress, clock_timestamp(), clock_timestamp() + in_pause, in_reason)
    on conflict (provider, egress) do update
    set paused_at = excluded.paused_at, paused_until = excluded.paused_until, pause_reason = excluded.pause_reason
    where s.paused_until is null or s.paused_until < excluded.paused_until;
$function$;

CREATE OR REPLACE FUNCTION ops.release_lease(in_name text, in_token bigint)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  delete from ops.lease where name = in_name and token = in_token;
$function$;

CREATE OR REPLACE FUNCTION ops.renew_lease(in_name text, in_token bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update ops.lease
    set renewed_at = clock_timestamp(), expires_at = clock_timestamp() + duration
    where name = in_name and token = in_token and expires_at > clock_timestamp();
  return found;
end
$function$;

CREATE OR REPLACE FUNCTION ops.settle_call(in_ticket uuid, in_ago interval)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  update ops.call
    set answered_at = greatest(taken_at, clock_timestamp() - greatest(in_ago, interval '0'))
    where ticket = in_ticket;
$function$;

CREATE OR REPLACE FUNCTION ops.state_limit(in_provider text, in_egress text, in_limit integer, in_window interval)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'pg_catalog'
AS $function$
  insert into ops.call_source as s (provider, egress, stated_limit, stated_window, stated_at)
    values (in_provider, in_egress, in_limit, in_window, clock_timestamp())
    on conflict (provider, egress) do update
    set stated_limit = excluded.stated_limit, stated_window = excluded.stated_window, stated_at = excluded.stated_at
    where (s.stated_limit, s.stated_window) is distinct from (excluded.stated_limit, excluded.stated_window);
$function$;

CREATE OR REPLACE FUNCTION ops.take_call(in_provider text, in_egress text, in_lane text, in_ticket uuid, in_limit integer, in_window interval, OUT wait interval, OUT paused boolean)
 RETURNS record
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare
  moment timestamptz;
  my_rank smallint;
  my_reserve numeric;
  my_position bigint;
  ahead integer;
  source ops.call_source;
  rate record;
  used integer;
  missing integer;
  free_at timestamptz;
begin
  -- The lock ends with the caller's transaction, which holds nothing else: callers
  -- queue for microseconds, and the server's clock is read after the wait.
  perform pg_advisory_xact_lock(hashtextextended('ops.call:' || in_provider || ':' || in_egress, 0));
  moment := clock_timestamp();
  select l.rank, l.reserve into strict my_rank, my_reserve from ops.call_lane as l where l.lane = in_lane;

  -- After the server's clock was set back, what lies ahead of it counts as of now.
  update ops.call as c
    set taken_at = least(c.taken_at, moment), answered_at = least(c.answered_at, moment)
    where c.provider = in_provider and c.egress = in_egress
      and (c.taken_at > moment or c.answered_at > moment);
  update ops.call_source as s
    set paused_at = moment, paused_until = moment + (s.paused_until - s.paused_at)
    where s.provider = in_provider and s.egress = in_egress and s.paused_at > moment;

  select * into source from ops.call_source as s
    where s.provider = in_provider and s.egress = in_egress;
  delete from ops.call as c
    where c.provider = in_provider and c.egress = in_egress
      and c.taken_at < moment - interval '10 minutes' - greatest(in_window, source.stated_window);
  delete from ops.call_queue as q
    where q.provider = in_provider and q.egress = in_egress
      and (q.expires_at <= moment or q.expires_at > moment + interval '1 minute');

  select q.position into my_position from ops.call_queue as q where q.ticket = in_ticket;
  select count(*) into ahead
    from ops.call_queue as q
    join ops.call_lane as l on l.lane = q.lane
    where q.provider = in_provider and q.egress = in_egress and q.ticket <> in_ticket
      and (l.rank < my_rank
        or (l.rank = my_rank and (my_position is null or q.position < my_position)));

  paused := coalesce(source.paused_until > moment, false);
  wait := case when paused then source.paused_until - moment else interval '0' end;
  for rate in
    select r.calls, r.span
    from (values (in_limit, in_window), (source.stated_limit, source.stated_window)) as r (calls, span)
    where r.calls is not null
  loop
    select count(*) into used
      from ops.call as c
      where c.provider = in_provider and c.egress = in_egress
        -- Clocks of two machines drift apart by far less than this in any window.
        and ops.counted_at(c.taken_at, c.answered_at) > moment - rate.span - interval '50 milliseconds';
    missing := used + ahead + 1 - (rate.calls - floor(rate.calls * my_reserve)::integer);
    continue when missing <= 0;
    select counted.at + rate.span + interval '50 milliseconds' into free_at
      from ops.call as c, ops.counted_at(c.taken_at, c.answered_at) as counted (at)
      where c.provider = in_provider and c.egress = in_egress
        and counted.at > moment - rate.span - interval '50 milliseconds'
      order by counted.at
      offset greatest(least(missing, used) - 1, 0) limit 1;
    -- Without any call in the window there are only others ahead, who go within moments.
    wait := greatest(wait, coalesce(free_at - moment, interval '100 milliseconds'));
  end loop;

  if wait = interval '0' then
    delete from ops.call_queue as q where q.ticket = in_ticket;
    insert into ops.call (provider, egress, taken_at, ticket)
      values (in_provider, in_egress, moment, in_ticket);
  else
    insert into ops.call_queue as q (ticket, provider, egress, lane, expires_at)
      values (in_ticket, in_provider, in_egress, in_lane,
        moment + least(wait, interval '10 seconds') + interval '5 seconds')
      on conflict (ticket) do update set expires_at = excluded.expires_at;
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION ops.take_lease(in_name text, in_holder text, in_place text, in_duration interval)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare
  moment timestamptz := clock_timestamp();
  taken bigint;
begin
  -- After the server's clock was set back, a lease lasts for its duration from now at most.
  update ops.lease set renewed_at = moment, expires_at = moment + duration
    where name = in_name and renewed_at > moment;
  insert into ops.lease as l (name, holder, place, token, renewed_at, duration, expires_at)
    values (in_name, in_holder, in_place, nextval('ops.lease_token'), moment, in_duration, moment + in_duration)
    on conflict (name) do update
    set holder = excluded.holder, place = excluded.place, token = excluded.token,
      renewed_at = excluded.renewed_at, duration = excluded.duration, expires_at = excluded.expires_at
    where l.expires_at <= clock_timestamp()
    returning token into taken;
  return taken;
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

CREATE OR REPLACE FUNCTION star.analyze_bucket(in_bucket smallint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  execute format('analyze star.fact_observation_%s (bucket, dataset_key)', in_bucket);
end
$function$;

CREATE OR REPLACE FUNCTION star.close_own_bucket(in_bucket smallint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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

CREATE OR REPLACE FUNCTION star.open_own_bucket(in_most integer)
 RETURNS smallint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION star.refresh_series_labels(in_dataset integer, in_relabelled boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_nestloop TO 'off'
 SET default_statistics_target TO '20'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION star.region_links(in_concept_key integer, in_date date, in_eras date[])
 RETURNS TABLE(era date, source_code text, target_code text, whole boolean, relevant integer[])
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  with link as (
    select e.era,
      case when e.era <= in_date then p.early_code else p.late_code end as source_code,
      case when e.era <= in_date then p.late_code else p.early_code end as target_code,
      p.changes
    from unnest(in_eras) as e (era)
    cross join lateral star.region_pairs(in_concept_key, least(e.era, in_date), greatest(e.era, in_date)) as p
  ), pair as (
    select link.era, link.source_code, link.target_code,
      array_agg(distinct step.change) filter (where step.change is not null) as changes
    from link
    left join lateral unnest(link.changes) as step (change) on true
    group by link.era, link.source_code, link.target_code
  ), fan as (
    select pair.era, pair.source_code, count(*) as targets
    from pair
    group by pair.era, pair.source_code
  ), target as (
    -- A target is whole if each of its sources goes to it alone.
    select pair.era, pair.target_code,
      bool_and(pair.source_code is not null and pair.target_code is not null and fan.targets = 1) as whole
    from pair
    join fan on fan.era = pair.era and fan.source_code is not distinct from pair.source_code
    group by pair.era, pair.target_code
  )
  select pair.era, pair.source_code, pair.target_code, target.whole,
    case when not target.whole then (
      select array_agg(distinct b.region_change_key)
      from pair as near
      join star.bridge_region_change as b on b.region_change_key = any (near.changes)
      where near.era = pair.era and near.source_code is not distinct from pair.source_code
        and b.kind in ('boundary', 'new', 'ceased', case when pair.era <= in_date then 'split' else 'merge' end)
    ) end
  from pair
  join target on target.era = pair.era and target.target_code is not distinct from pair.target_code
$function$;

CREATE OR REPLACE FUNCTION star.region_pairs(in_concept_key integer, in_early date, in_late date)
 RETURNS TABLE(early_code text, late_code text, changes integer[])
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  with recursive walk (early_code, code, since, changes) as (
    (
      select c.code, c.code, in_early, '{}'::integer[]
      from star.dim_concept_code as c
      where c.concept_key = in_concept_key
        and c.valid_from <= in_early and (c.valid_to is null or in_early < c.valid_to)
      union all
      select null, b.new_code, b.change_date, array[b.region_change_key]
      from star.bridge_region_change as b
      where b.concept_key = in_concept_key and b.kind = 'new'
        and b.change_date > in_early and b.change_date <= in_late
    )
    union all
    select walk.early_code, b.new_code, b.change_date, walk.changes || b.region_change_key
    from walk
    join star.bridge_region_change as b
      on b.concept_key = in_concept_key and b.old_code = walk.code and b.kind <> 'rename'
    where b.change_date = (
      select min(n.change_date)
      from star.bridge_region_change as n
      where n.concept_key = in_concept_key and n.old_code = walk.code and n.kind <> 'rename'
        and n.change_date > walk.since and n.change_date <= in_late)
  )
  select walk.early_code, walk.code, walk.changes
  from walk
  where walk.code is null or not exists (
    select
    from star.bridge_region_change as n
    where n.concept_key = in_concept_key and n.old_code = walk.code and n.kind <> 'rename'
      and n.change_date > walk.since and n.change_date <= in_late)
$function$;

CREATE OR REPLACE FUNCTION star.region_time_machine(in_view text, in_date date, in_level text DEFAULT 'municipality'::text)
 RETURNS TABLE(region_code text, region_name text, period text, measure text, codes jsonb, value numeric, symbol text, comparable boolean, reason_code text, reason text, reason_en text, changes text, from_codes text[], cells integer, missing integer, suppressed integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  dataset record;
  concept integer;
  register text := case in_level when 'municipality' then '131' when 'county' then '104' end;
  first_day date;
  structure date;
begin
  perform star.require_select(in_view);
  if register is null then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = format('%L is no level with a register of changes', in_level),
      hint = 'Use municipality or county.';
  end if;
  select c.concept_key, min(k.valid_from) into concept, first_day
  from star.dim_concept as c
  join star.dim_concept_code as k on k.concept_key = c.concept_key
  where c.classification_id = register
  group by c.concept_key;
  if concept is null then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('KLASS %s is not here, so nothing is known of how places change', register),
      hint = format('Fetch it: statbank klass %s', register);
  end if;
  if in_date is null or in_date < first_day then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = format('no structure is known for %s: KLASS %s begins on %s', in_date, register, first_day);
  end if;
  select d.dataset_key, d.bucket, v.slot into dataset
  from star.dim_dataset as d
  left join star.dim_variable as v on v.dataset_key = d.dataset_key and v.role = 'geo' and v.position is not null
  where d.view_name = in_view;
  if dataset.slot is null then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('mart.%I has no variable of places', in_view);
  end if;
  -- All days between two changes have the same structure.
  structure := coalesce((
    select max(b.change_date) from star.bridge_region_change as b
    where b.concept_key = concept and b.change_date <= in_date), first_day);

  return query
  with series as materialized (
    select s.series_key, r.code as region, m.code as measure, m.sum_over_region,
      coalesce((
        select jsonb_object_agg(v.code, member.code)
        from star.dim_variable as v
        join star.dim_member as member on member.member_key = s.members[v.slot]
        where v.dataset_key = s.dataset_key and v.slot <> dataset.slot), '{}') as codes
    from star.dim_series as s
    join star.dim_region as r on r.region_key = s.region_key and r.scheme = 'no'
    join star.dim_measure as m on m.measure_key = s.measure_key
    where s.dataset_key = dataset.dataset_key
      and r.code in (select k.code from star.dim_concept_code as k where k.concept_key = concept)
  ), cell as materialized (
    select series.region, series.measure, series.sum_over_region, series.codes, f.time_key,
      f.value, st.symbol
    from star.fact_observation as f
    join series on series.series_key = f.series_key
    join star.dim_status as st on st.status_key = f.status_key
    where f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
  ), moment as materialized (
    select t.time_key, t.code as period, t.period_start as day,
      case when t.period_start >= first_day then coalesce((
        select max(b.change_date) from star.bridge_region_change as b
        where b.concept_key = concept and b.change_date <= t.period_start), first_day) end as era
    from star.dim_time as t
    where t.time_key in (select cell.time_key from cell)
  ), link as materialized (
    select l.*
    from star.region_links(concept, structure,
      array(select distinct moment.era from moment where moment.era is not null)) as l
  ), target as materialized (
    select link.era, link.target_code, link.whole,
      array_agg(link.source_code order by link.source_code) filter (where link.source_code is not null) as sources,
      (select string_agg(format('%s: %s → %s', b.change_date, coalesce(b.old_code, '–'), coalesce(b.new_code, '–')), '; '
          order by b.change_date, b.old_code, b.new_code)
        from star.bridge_region_change as b
        where b.region_change_key in (
          select unnest(l.relevant) from link as l
          where l.era = link.era and l.target_code is not distinct from link.target_code)) as changes,
      (select (array_agg(b.kind order by case b.kind when 'boundary' then 1 when 'split' then 2 when 'merge' then 2 else 3 end))[1]
        from star.bridge_region_change as b
        where b.region_change_key in (
          select unnest(l.relevant) from link as l
          where l.era = link.era and l.target_code is not distinct from link.target_code)) as kind
    from link
    group by link.era, link.target_code, link.whole
  ), placed as (
    select target.target_code, target.whole, target.sources, target.changes, target.kind,
      moment.period, cell.measure, cell.codes, bool_and(cell.sum_over_region) as additive,
      cardinality(target.sources) as wanted,
      count(*)::integer as cells,
      count(cell.value)::integer as numbers,
      (count(*) filter (where cell.value is null and cell.symbol in (':', 'c')))::integer as suppressed,
      sum(cell.value) as total,
      min(cell.symbol) as symbol
    from cell
    join moment on moment.time_key = cell.time_key
    join link on link.era = moment.era and link.source_code = cell.region
    join target on target.era = link.era and target.target_code is not distinct from link.target_code
    group by target.target_code, target.whole, target.sources, target.changes, target.kind,
      moment.period, cell.measure, cell.codes
  ), judged as (
    select placed.*,
      case
        when not placed.whole then coalesce(placed.kind, 'ceased')
        when placed.wanted = 1 then null
        when not placed.additive then 'not additive'
        when placed.additive is null then 'additivity unknown'
        when placed.numbers < placed.wanted then 'missing'
      end as verdict
    from placed
  ), result as (
    select judged.target_code as region_code, judged.period, judged.measure, judged.codes,
      case when judged.verdict is null then judged.total end as value,
      case when judged.verdict is null and judged.wanted = 1 then judged.symbol else '' end as symbol,
      judged.verdict, judged.changes, judged.sources, judged.cells,
      judged.wanted - judged.numbers - judged.suppressed as missing, judged.suppressed
    from judged
    union all
    -- A number under a code that did not stand at the time: the table was made anew by somebody
    -- else, or the code means something else. Zero is how some tables fill such cells.
    select cell.region, moment.period, cell.measure, cell.codes, null, '',
      case when moment.day is null then 'no date' else 'not in use' end,
      null, array[cell.region], 1, 0, 0
    from cell
    join moment on moment.time_key = cell.time_key
    where cell.value is not null and (moment.day is null or cell.value <> 0)
      and not exists (
        select from star.dim_concept_code as k
        where k.concept_key = concept and k.code = cell.region and k.valid_from <= moment.day
          and (k.valid_to is null or moment.day < k.valid_to))
  )
  select result.region_code, (
      select k.name_no from star.dim_concept_code as k
      where k.concept_key = concept and k.code = result.region_code and k.valid_from <= in_date
        and (k.valid_to is null or in_date < k.valid_to)),
    result.period, result.measure, result.codes, result.value, result.symbol,
    result.verdict is null, result.verdict, words.norwegian, words.english, result.changes,
    result.sources, result.cells, result.missing, result.suppressed
  from result
  left join (values
    ('split', 'Stedet er delt siden, og ingen kilde sier hvor mye som hører til hver del', 'The place was split since, and no source says how much belongs to each part'),
    ('merge', 'Stedet er slått sammen med andre, og tallet for det hele kan ikke fordeles', 'The place was merged with others, and the figure of the whole cannot be divided'),
    ('boundary', 'Deler av stedet er flyttet mellom flere steder', 'Parts of the place were moved between several places'),
    ('new', 'Stedet er nytt og har ingen oppgitt forgjenger', 'The place is new and has no stated predecessor'),
    ('ceased', 'Stedet er opphørt og har ingen oppgitt etterfølger', 'The place has ceased and has no stated successor'),
    ('not additive', 'Stedene er slått sammen, men slike tall kan ikke summeres', 'The places were merged, but such figures must not be summed'),
    ('additivity unknown', 'Stedene er slått sammen, og kilden sier ikke om slike tall kan summeres', 'The places were merged, and the source does not say whether such figures may be summed'),
    ('missing', 'Stedene er slått sammen, og tallet mangler for minst ett av dem', 'The places were merged, and the figure of at least one of them is missing'),
    ('not in use', 'Koden gjaldt ikke i perioden', 'The code did not stand in the period'),
    ('no date', 'Perioden har ingen kjent dato', 'The period has no known date')
  ) as words (code, norwegian, english) on words.code = result.verdict;
end
$function$;

CREATE OR REPLACE FUNCTION star.require_select(in_view text)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  -- In a function with its owner's rights current_user is the owner; the setting "role" is
  -- still what the caller has set, and session_user who has logged in.
  caller text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  relation regclass := to_regclass(format('mart.%I', in_view));
begin
  if relation is null or not exists (select from star.dim_dataset where view_name = in_view) then
    raise exception using
      errcode = 'undefined_table',
      message = format('there is no table with the view %L', in_view),
      hint = 'mart.tables lists the views of all tables.';
  end if;
  if not has_table_privilege(caller, relation, 'select') then
    raise exception using
      errcode = 'insufficient_privilege',
      message = format('permission denied for view mart.%I', in_view);
  end if;
end
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

CREATE TRIGGER run_began AFTER INSERT ON ops.run FOR EACH ROW EXECUTE FUNCTION ops.note_lineage();
CREATE TRIGGER run_ended AFTER UPDATE OF finished_at ON ops.run FOR EACH ROW WHEN (((old.finished_at IS NULL) AND (new.finished_at IS NOT NULL))) EXECUTE FUNCTION ops.note_lineage();
CREATE TRIGGER task_began AFTER INSERT ON ops.task FOR EACH ROW EXECUTE FUNCTION ops.note_lineage();
CREATE TRIGGER task_ended AFTER UPDATE OF finished_at ON ops.task FOR EACH ROW WHEN (((old.finished_at IS NULL) AND (new.finished_at IS NOT NULL))) EXECUTE FUNCTION ops.note_lineage();

create or replace view mart.changes as
SELECT d.view_name AS view,
    ((d.provider || ':'::text) || d.table_id) AS table_id,
    d.title_no,
    d.title_en,
    v.vintage,
    v.committed_at,
    v.source_updated_at,
    v.cells_added,
    v.cells_changed,
    v.cells_withdrawn,
        CASE
            WHEN (v.vintage = 1) THEN (('Ny tabell: '::text || n.added) || ' tall'::text)
            WHEN (((v.cells_added + v.cells_changed) + v.cells_withdrawn) = 0) THEN 'Bare tekster er endret'::text
            ELSE concat_ws(', '::text,
            CASE
                WHEN (v.cells_changed > 0) THEN (n.changed || ' tall revidert'::text)
                ELSE NULL::text
            END,
            CASE
                WHEN (v.cells_added > 0) THEN (n.added ||
                CASE
                    WHEN (v.cells_added = 1) THEN ' nytt tall'::text
                    ELSE ' nye tall'::text
                END)
                ELSE NULL::text
            END,
            CASE
                WHEN (v.cells_withdrawn > 0) THEN (n.withdrawn || ' tall trukket tilbake'::text)
                ELSE NULL::text
            END)
        END AS words_no,
        CASE
            WHEN (v.vintage = 1) THEN (('New table: '::text || e.added) ||
            CASE
                WHEN (v.cells_added = 1) THEN ' figure'::text
                ELSE ' figures'::text
            END)
            WHEN (((v.cells_added + v.cells_changed) + v.cells_withdrawn) = 0) THEN 'Only texts changed'::text
            ELSE concat_ws(', '::text,
            CASE
                WHEN (v.cells_changed > 0) THEN (e.changed || ' revised'::text)
                ELSE NULL::text
            END,
            CASE
                WHEN (v.cells_added > 0) THEN (e.added || ' new'::text)
                ELSE NULL::text
            END,
            CASE
                WHEN (v.cells_withdrawn > 0) THEN (e.withdrawn || ' withdrawn'::text)
                ELSE NULL::text
            END)
        END AS words_en
   FROM (((star.dim_vintage v
     JOIN star.dim_dataset d ON ((d.dataset_key = v.dataset_key)))
     CROSS JOIN LATERAL ( SELECT to_char(v.cells_added, 'FM999,999,999,990'::text) AS added,
            to_char(v.cells_changed, 'FM999,999,999,990'::text) AS changed,
            to_char(v.cells_withdrawn, 'FM999,999,999,990'::text) AS withdrawn) e)
     CROSS JOIN LATERAL ( SELECT replace(e.added, ','::text, ' '::text) AS added,
            replace(e.changed, ','::text, ' '::text) AS changed,
            replace(e.withdrawn, ','::text, ' '::text) AS withdrawn) n);

create or replace view mart.concept_code as
SELECT concept_key,
    code AS kode,
    valid_from AS gyldig_fra,
    valid_to AS gyldig_til,
    level AS "nivå",
    parent_code AS overordnet_kode,
    name_no AS navn,
    name_nn AS navn_nynorsk,
    name_en AS navn_engelsk
   FROM star.dim_concept_code k;

create or replace view mart.concept_code_en as
SELECT concept_key,
    code,
    valid_from,
    valid_to,
    level,
    parent_code,
    COALESCE(name_en, name_no) AS name
   FROM star.dim_concept_code k;

create or replace view mart.concept_correspondence as
SELECT s.classification_id AS fra_klassifikasjon,
    b.source_code AS fra_kode,
    t.urn AS til_urn,
    b.target_code AS til_kode,
    COALESCE(k.name_no, b.target_name_no) AS til_navn,
    b.valid_from AS gyldig_fra,
    b.valid_to AS gyldig_til
   FROM (((star.bridge_concept_correspondence b
     JOIN star.dim_concept s ON ((s.concept_key = b.source_concept_key)))
     JOIN star.dim_concept t ON ((t.concept_key = b.target_concept_key)))
     LEFT JOIN star.dim_concept_code k ON (((k.concept_key = b.target_concept_key) AND (k.code = b.target_code) AND (k.valid_from <= b.valid_from) AND ((k.valid_to IS NULL) OR (b.valid_from < k.valid_to)))));

create or replace view mart.concept_correspondence_en as
SELECT s.classification_id AS source_classification,
    b.source_code,
    t.urn AS target_urn,
    b.target_code,
    COALESCE(k.name_en, k.name_no, b.target_name_no) AS target_name,
    b.valid_from,
    b.valid_to
   FROM (((star.bridge_concept_correspondence b
     JOIN star.dim_concept s ON ((s.concept_key = b.source_concept_key)))
     JOIN star.dim_concept t ON ((t.concept_key = b.target_concept_key)))
     LEFT JOIN star.dim_concept_code k ON (((k.concept_key = b.target_concept_key) AND (k.code = b.target_code) AND (k.valid_from <= b.valid_from) AND ((k.valid_to IS NULL) OR (b.valid_from < k.valid_to)))));

create or replace view mart.dim_concept as
SELECT c.concept_key,
    c.urn,
    c.classification_id AS klassifikasjon,
    c.name_no AS navn,
    c.name_nn AS navn_nynorsk,
    COALESCE(k.codes, 0) AS koder,
    COALESCE(v.tables, 0) AS tabeller
   FROM ((star.dim_concept c
     LEFT JOIN ( SELECT dim_concept_code.concept_key,
            (count(*))::integer AS codes
           FROM star.dim_concept_code
          GROUP BY dim_concept_code.concept_key) k ON ((k.concept_key = c.concept_key)))
     LEFT JOIN ( SELECT dim_variable.concept_key,
            (count(DISTINCT dim_variable.dataset_key))::integer AS tables
           FROM star.dim_variable
          GROUP BY dim_variable.concept_key) v ON ((v.concept_key = c.concept_key)));

create or replace view mart.dim_concept_en as
SELECT c.concept_key,
    c.urn,
    c.classification_id AS classification,
    COALESCE(c.name_en, c.name_no) AS name,
    COALESCE(k.codes, 0) AS codes,
    COALESCE(v.tables, 0) AS tables
   FROM ((star.dim_concept c
     LEFT JOIN ( SELECT dim_concept_code.concept_key,
            (count(*))::integer AS codes
           FROM star.dim_concept_code
          GROUP BY dim_concept_code.concept_key) k ON ((k.concept_key = c.concept_key)))
     LEFT JOIN ( SELECT dim_variable.concept_key,
            (count(DISTINCT dim_variable.dataset_key))::integer AS tables
           FROM star.dim_variable
          GROUP BY dim_variable.concept_key) v ON ((v.concept_key = c.concept_key)));

create or replace view mart.dim_measure as
SELECT measure_key,
    dataset_key AS table_key,
    code AS statistikkvariabel_kode,
    label_no AS statistikkvariabel,
    unit_no AS enhet,
    decimals AS desimaler,
    measuring_type AS "måletype",
    price_type AS pristype,
    adjustment AS justering,
    base_period AS basisperiode,
    reference_period AS referansetid,
    additivity AS summerbarhet,
    quantity_kind AS "størrelse",
    sum_over_time AS sum_over_tid,
    sum_over_region AS sum_over_sted,
    sum_over_categories AS sum_over_verdier
   FROM star.dim_measure m
  WHERE (NOT preview_only);

create or replace view mart.dim_measure_en as
SELECT measure_key,
    dataset_key AS table_key,
    code AS contents_code,
    COALESCE(label_en, label_no) AS contents,
    COALESCE(unit_en, unit_no) AS unit,
    decimals,
    measuring_type,
    price_type,
    adjustment,
    base_period,
    reference_period,
    additivity,
    quantity_kind,
    sum_over_time,
    sum_over_region,
    sum_over_categories
   FROM star.dim_measure m
  WHERE (NOT preview_only);

create or replace view mart.dim_member as
SELECT member_key,
    variable_key,
    code AS verdi_kode,
    label_no AS verdi_navn,
    "position" AS plass,
    parent_code AS overordnet_kode,
    (is_elimination OR mart.stands_for_all(label_no)) AS er_sum
   FROM star.dim_member m
  WHERE (NOT preview_only);

create or replace view mart.dim_member_en as
SELECT member_key,
    variable_key,
    code AS member_code,
    COALESCE(label_en, label_no) AS member,
    "position",
    parent_code,
    (is_elimination OR mart.stands_for_all(label_no)) AS is_total
   FROM star.dim_member m
  WHERE (NOT preview_only);

create or replace view mart.dim_region as
SELECT region_key,
    scheme AS ordning,
    code AS regionkode,
    name_no AS region,
    level AS "regionnivå",
    parent_code AS overordnet_kode,
    name_nn AS region_nynorsk,
    valid_from AS gyldig_fra,
    valid_to AS gyldig_til
   FROM star.dim_region r;

create or replace view mart.dim_region_en as
SELECT region_key,
    scheme,
    code AS region_code,
    COALESCE(name_en, name_no) AS region,
    level AS region_level,
    parent_code,
    valid_from,
    valid_to
   FROM star.dim_region r;

create or replace view mart.dim_region_version as
SELECT v.region_version_key,
    v.region_key,
    r.code AS regionkode,
    v.name_no AS region,
    v.name_nn AS region_nynorsk,
    v.parent_code AS overordnet_kode,
    v.valid_from AS gyldig_fra,
    v.valid_to AS gyldig_til
   FROM (star.dim_region_version v
     JOIN star.dim_region r ON ((r.region_key = v.region_key)));

create or replace view mart.dim_region_version_en as
SELECT v.region_version_key,
    v.region_key,
    r.code AS region_code,
    COALESCE(v.name_en, v.name_no) AS region,
    v.parent_code,
    v.valid_from,
    v.valid_to
   FROM (star.dim_region_version v
     JOIN star.dim_region r ON ((r.region_key = v.region_key)));

create or replace view mart.dim_series as
SELECT series_key,
    dataset_key AS table_key,
    measure_key,
    NULLIF(region_key, 0) AS region_key,
    ( SELECT string_agg(m.label_no, ' · '::text ORDER BY x.slot) AS string_agg
           FROM (unnest(members) WITH ORDINALITY x(member_key, slot)
             JOIN star.dim_member m ON ((m.member_key = x.member_key)))) AS serie
   FROM star.dim_series s;

create or replace view mart.dim_series_en as
SELECT series_key,
    dataset_key AS table_key,
    measure_key,
    NULLIF(region_key, 0) AS region_key,
    ( SELECT string_agg(COALESCE(m.label_en, m.label_no), ' · '::text ORDER BY x.slot) AS string_agg
           FROM (unnest(members) WITH ORDINALITY x(member_key, slot)
             JOIN star.dim_member m ON ((m.member_key = x.member_key)))) AS series
   FROM star.dim_series s;

create or replace view mart.dim_status as
SELECT status_key,
    symbol,
    meaning_no AS betydning
   FROM star.dim_status s;

create or replace view mart.dim_status_en as
SELECT status_key,
    symbol,
    COALESCE(meaning_en, meaning_no) AS meaning
   FROM star.dim_status s;

create or replace view mart.dim_table as
SELECT dataset_key AS table_key,
    ((provider || ':'::text) || table_id) AS tabell,
    view_name AS visning,
    title_no AS tittel,
    source AS kilde,
    licence AS lisens,
    official AS offisiell,
    discontinued AS avsluttet,
    next_update AS neste_oppdatering,
    bucket AS partisjon
   FROM star.dim_dataset d;

create or replace view mart.dim_table_en as
SELECT dataset_key AS table_key,
    ((provider || ':'::text) || table_id) AS table_id,
    view_name AS view,
    COALESCE(title_en, title_no) AS title,
    source,
    licence,
    official,
    discontinued,
    next_update,
    bucket AS partition
   FROM star.dim_dataset d;

create or replace view mart.dim_time as
SELECT time_key,
    code AS periode,
    granularity AS periodetype,
    period_start AS periode_start,
    period_end AS periode_slutt,
    year AS "år",
        CASE
            WHEN (granularity = ANY (ARRAY['quarter'::text, 'month'::text, 'week'::text, 'day'::text])) THEN (EXTRACT(quarter FROM period_start))::integer
            ELSE NULL::integer
        END AS kvartal,
        CASE
            WHEN (granularity = ANY (ARRAY['month'::text, 'week'::text, 'day'::text])) THEN (EXTRACT(month FROM period_start))::integer
            ELSE NULL::integer
        END AS "måned",
    canonical AS periode_felles,
    sort_key AS sortering
   FROM star.dim_time t;

create or replace view mart.dim_time_en as
SELECT time_key,
    code AS period,
    granularity,
    period_start,
    period_end,
    year,
        CASE
            WHEN (granularity = ANY (ARRAY['quarter'::text, 'month'::text, 'week'::text, 'day'::text])) THEN (EXTRACT(quarter FROM period_start))::integer
            ELSE NULL::integer
        END AS quarter,
        CASE
            WHEN (granularity = ANY (ARRAY['month'::text, 'week'::text, 'day'::text])) THEN (EXTRACT(month FROM period_start))::integer
            ELSE NULL::integer
        END AS month,
    canonical AS canonical_period,
    sort_key
   FROM star.dim_time t;

create or replace view mart.dim_variable as
SELECT v.variable_key,
    v.dataset_key AS table_key,
    v.code AS variabel_kode,
    v.label_no AS variabel,
    v.column_no AS kolonne,
    v.role AS rolle,
    c.urn AS begrep,
    v."position" AS plass,
    v.elimination_code AS sum_kode
   FROM (star.dim_variable v
     LEFT JOIN star.dim_concept c ON ((c.concept_key = v.concept_key)))
  WHERE (NOT v.preview_only);

create or replace view mart.dim_variable_en as
SELECT v.variable_key,
    v.dataset_key AS table_key,
    v.code AS variable_code,
    COALESCE(v.label_en, v.label_no) AS variable,
    v.column_en AS "column",
    v.role,
    c.urn AS concept,
    v."position",
    v.elimination_code AS total_code
   FROM (star.dim_variable v
     LEFT JOIN star.dim_concept c ON ((c.concept_key = v.concept_key)))
  WHERE (NOT v.preview_only);

create or replace view mart.fact_current as
SELECT series_key,
    time_key,
    dataset_key AS table_key,
    measure_key,
    NULLIF(region_key, 0) AS region_key,
    status_key,
    value AS verdi,
    v_from AS utgave_fra,
    bucket AS partisjon
   FROM star.fact_observation f;

create or replace view mart.fact_current_en as
SELECT series_key,
    time_key,
    dataset_key AS table_key,
    measure_key,
    NULLIF(region_key, 0) AS region_key,
    status_key,
    value,
    v_from AS vintage_from,
    bucket AS partition
   FROM star.fact_observation f;

create or replace view mart.fact_history as
SELECT series_key,
    time_key,
    dataset_key AS table_key,
    measure_key,
    NULLIF(region_key, 0) AS region_key,
    status_key,
    value AS verdi,
    v_from AS utgave_fra,
    v_to AS utgave_til,
    bucket AS partisjon
   FROM ( SELECT fact_observation.series_key,
            fact_observation.time_key,
            fact_observation.dataset_key,
            fact_observation.measure_key,
            fact_observation.region_key,
            fact_observation.status_key,
            fact_observation.value,
            fact_observation.v_from,
            fact_observation.bucket,
            NULL::integer AS v_to
           FROM star.fact_observation
        UNION ALL
         SELECT fact_revision.series_key,
            fact_revision.time_key,
            fact_revision.dataset_key,
            fact_revision.measure_key,
            fact_revision.region_key,
            fact_revision.status_key,
            fact_revision.value,
            fact_revision.v_from,
            fact_revision.bucket,
            fact_revision.v_to
           FROM star.fact_revision) f;

create or replace view mart.fact_history_en as
SELECT series_key,
    time_key,
    dataset_key AS table_key,
    measure_key,
    NULLIF(region_key, 0) AS region_key,
    status_key,
    value,
    v_from AS vintage_from,
    v_to AS vintage_to,
    bucket AS partition
   FROM ( SELECT fact_observation.series_key,
            fact_observation.time_key,
            fact_observation.dataset_key,
            fact_observation.measure_key,
            fact_observation.region_key,
            fact_observation.status_key,
            fact_observation.value,
            fact_observation.v_from,
            fact_observation.bucket,
            NULL::integer AS v_to
           FROM star.fact_observation
        UNION ALL
         SELECT fact_revision.series_key,
            fact_revision.time_key,
            fact_revision.dataset_key,
            fact_revision.measure_key,
            fact_revision.region_key,
            fact_revision.status_key,
            fact_revision.value,
            fact_revision.v_from,
            fact_revision.bucket,
            fact_revision.v_to
           FROM star.fact_revision) f;

create or replace view mart.freshness as
WITH facts AS (
         SELECT d.view_name AS view,
            ((d.provider || ':'::text) || d.table_id) AS table_id,
            d.title_no,
            d.title_en,
            v.vintage,
            v.source_updated_at,
            v.committed_at,
            ((((COALESCE(s.next_update, d.next_update) AT TIME ZONE 'Europe/Oslo'::text))::date + '08:00:00'::time without time zone) AT TIME ZONE 'Europe/Oslo'::text) AS next_release_at,
            GREATEST(look.looked_at, task.looked_at) AS looked_at,
            s.due_at AS next_look_at,
            GREATEST(look.listed_updated, look.fetched_updated) AS seen_updated,
            look.fetched_updated AS taken_updated,
            held.held_at,
            (COALESCE(look.discontinued, false) OR d.discontinued) AS discontinued,
            look.retired_as
           FROM (((((star.dim_dataset d
             LEFT JOIN ops.table_look look ON (((look.provider = d.provider) AND (look.table_id = d.table_id))))
             LEFT JOIN ops.schedule s ON (((s.provider = d.provider) AND (s.table_id = d.table_id))))
             LEFT JOIN ops.held held ON (((held.dataset_key = d.dataset_key) AND (held.decision IS NULL))))
             LEFT JOIN LATERAL ( SELECT max(t.started_at) AS looked_at
                   FROM ops.task t
                  WHERE ((t.provider = d.provider) AND (t.table_id = d.table_id) AND (t.kind = 'sync'::text) AND (t.outcome = ANY (ARRAY['published'::text, 'unchanged'::text, 'held'::text, 'rejected'::text])))) task ON (true))
             LEFT JOIN LATERAL ( SELECT w_1.vintage,
                    w_1.source_updated_at,
                    w_1.committed_at
                   FROM star.dim_vintage w_1
                  WHERE (w_1.dataset_key = d.dataset_key)
                  ORDER BY w_1.vintage DESC
                 LIMIT 1) v ON (true))
        ), judged AS (
         SELECT f.view,
            f.table_id,
            f.title_no,
            f.title_en,
            f.vintage,
            f.source_updated_at,
            f.committed_at,
            f.next_release_at,
            f.looked_at,
            f.next_look_at,
            f.seen_updated,
            f.taken_updated,
            f.held_at,
            f.discontinued,
            f.retired_as,
                CASE
                    WHEN (f.retired_as IS NOT NULL) THEN 'retired'::text
                    WHEN (f.held_at IS NOT NULL) THEN 'held'::text
                    WHEN (f.vintage IS NULL) THEN 'absent'::text
                    WHEN ((f.seen_updated IS NOT NULL) AND (f.seen_updated IS DISTINCT FROM f.taken_updated)) THEN 'late-here'::text
                    WHEN ((f.next_release_at IS NULL) OR (f.next_release_at > now())) THEN
                    CASE
                        WHEN f.discontinued THEN 'discontinued'::text
                        ELSE 'current'::text
                    END
                    WHEN (f.taken_updated >= f.next_release_at) THEN 'current'::text
                    WHEN ((now() - f.next_release_at) < '01:00:00'::interval) THEN 'due'::text
                    WHEN (f.looked_at >= f.next_release_at) THEN 'late-source'::text
                    ELSE 'late-here'::text
                END AS state
           FROM facts f
        )
 SELECT j.view,
    j.table_id,
    j.title_no,
    j.title_en,
    j.state,
    w.state_no,
    w.state_en,
    j.vintage,
    j.source_updated_at,
    j.committed_at,
    j.next_release_at,
    j.looked_at,
    j.next_look_at,
    j.held_at,
        CASE
            WHEN (j.state = 'held'::text) THEN j.held_at
            WHEN ((j.state = 'late-here'::text) AND (j.seen_updated IS DISTINCT FROM j.taken_updated)) THEN j.seen_updated
            WHEN (j.state = ANY (ARRAY['late-here'::text, 'late-source'::text])) THEN j.next_release_at
            ELSE NULL::timestamp with time zone
        END AS late_since
   FROM (judged j
     JOIN ( VALUES ('current'::text,'oppdatert'::text,'up to date'::text), ('due'::text,'ventes nå'::text,'expected now'::text), ('late-source'::text,'forsinket hos kilden'::text,'late at the source'::text), ('late-here'::text,'nye tall er ikke hentet'::text,'new figures not fetched'::text), ('held'::text,'nye tall holdes tilbake'::text,'new figures held back'::text), ('discontinued'::text,'avsluttet'::text,'discontinued'::text), ('retired'::text,'fjernet hos kilden'::text,'removed at the source'::text), ('absent'::text,'aldri publisert her'::text,'never published here'::text)) w(state, state_no, state_en) ON ((w.state = j.state)));

create or replace view mart.keys as
SELECT k.view,
    k.columns
   FROM (( VALUES ('dim_table'::text,ARRAY['table_key'::text]), ('dim_time'::text,ARRAY['time_key'::text]), ('dim_region'::text,ARRAY['region_key'::text]), ('dim_measure'::text,ARRAY['measure_key'::text]), ('dim_variable'::text,ARRAY['variable_key'::text]), ('dim_member'::text,ARRAY['member_key'::text]), ('dim_series'::text,ARRAY['series_key'::text]), ('series_member'::text,ARRAY['series_key'::text, 'member_key'::text]), ('dim_status'::text,ARRAY['status_key'::text]), ('fact_current'::text,ARRAY['series_key'::text, 'time_key'::text])) base(name, columns)
     CROSS JOIN LATERAL ( VALUES (base.name,base.columns), ((base.name || '_en'::text),base.columns)) k(view, columns))
UNION ALL
 SELECT k.view,
    k.columns
   FROM ( VALUES ('fact_history'::text,ARRAY['series_key'::text, 'time_key'::text, 'utgave_fra'::text]), ('fact_history_en'::text,ARRAY['series_key'::text, 'time_key'::text, 'vintage_from'::text])) k(view, columns)
UNION ALL
 SELECT k.view,
    k.columns
   FROM ((star.dim_dataset d
     CROSS JOIN LATERAL ( SELECT array_agg(
                CASE
                    WHEN (v.role = 'time'::text) THEN v.column_no
                    ELSE (v.column_no || '_kode'::text)
                END ORDER BY v."position") AS no,
            array_agg(
                CASE
                    WHEN (v.role = 'time'::text) THEN v.column_en
                    ELSE (v.column_en || '_code'::text)
                END ORDER BY v."position") AS en
           FROM star.dim_variable v
          WHERE ((v.dataset_key = d.dataset_key) AND (v."position" IS NOT NULL))) codes)
     CROSS JOIN LATERAL ( VALUES (d.view_name,codes.no), ((d.view_name || '_en'::text),codes.en), ((d.view_name || '_history'::text),(codes.no || ARRAY['utgave_fra'::text])), ((d.view_name || '_en_history'::text),(codes.en || ARRAY['vintage_from'::text]))) k(view, columns))
  WHERE (codes.no IS NOT NULL)
UNION ALL
 SELECT k.view,
    k.columns
   FROM (( SELECT c_1.concept_key,
            ('klass_'::text || "substring"(c_1.urn, '\d+$'::text)) AS view_name
           FROM star.dim_concept c_1
          WHERE (EXISTS ( SELECT
                   FROM star.classification_vintage v
                  WHERE (v.concept_key = c_1.concept_key)))) c
     CROSS JOIN LATERAL ( VALUES (c.view_name,ARRAY['kode'::text]), ((c.view_name || '_en'::text),ARRAY['code'::text])) k(view, columns));

create or replace view mart.lineage as
SELECT dataset.view_name AS view,
    dataset.provider,
    dataset.table_id,
    v.vintage,
    v.source_updated_at,
    v.observed_at,
    v.committed_at,
    task.task_id,
    task.kind AS load_kind,
    task.started_at AS load_started_at,
    task.finished_at AS load_finished_at,
    COALESCE(task.fetched_by, task.task_id) AS fetch_task_id,
    run.run_id,
    run.command,
    run.program_version,
    encode(v.value_hash, 'hex'::text) AS value_hash
   FROM (((star.dim_vintage v
     JOIN star.dim_dataset dataset ON ((dataset.dataset_key = v.dataset_key)))
     JOIN ops.task task ON ((task.task_id = v.task_id)))
     JOIN ops.run run ON ((run.run_id = task.run_id)));

create or replace view mart.lineage_responses as
SELECT dataset.view_name AS view,
    v.vintage,
    request.request_id,
    request.ordinal,
    request.attempt,
    request.purpose,
    request.method,
    request.url,
    request.body,
    request.status,
    request.requested_at,
    request.responded_at,
    encode(request.sha256, 'hex'::text) AS sha256,
    object.byte_length,
    object.media_type,
    (((('objects/'::text || "left"(encode(request.sha256, 'hex'::text), 2)) || '/'::text) || substr(encode(request.sha256, 'hex'::text), 3)) || '.gz'::text) AS archive_path
   FROM ((((star.dim_vintage v
     JOIN star.dim_dataset dataset ON ((dataset.dataset_key = v.dataset_key)))
     JOIN ops.task task ON ((task.task_id = v.task_id)))
     JOIN raw.request request ON ((request.task_id = COALESCE(task.fetched_by, task.task_id))))
     JOIN raw.object object ON ((object.sha256 = request.sha256)));

create or replace view mart.notes as
SELECT d.view_name AS view,
    NULL::text AS variable_code,
    NULL::text AS member_code,
    (n.place)::integer AS place,
    n.note_no,
    n.note_en
   FROM (star.dim_dataset d
     CROSS JOIN LATERAL UNNEST(d.notes_no, d.notes_en) WITH ORDINALITY n(note_no, note_en, place))
UNION ALL
 SELECT d.view_name AS view,
    v.code AS variable_code,
    m.code AS member_code,
    (n.place)::integer AS place,
    n.note_no,
    NULL::text AS note_en
   FROM (((star.dim_member m
     JOIN star.dim_variable v ON ((v.variable_key = m.variable_key)))
     JOIN star.dim_dataset d ON ((d.dataset_key = v.dataset_key)))
     CROSS JOIN LATERAL unnest(m.notes_no) WITH ORDINALITY n(note_no, place))
  WHERE ((NOT m.preview_only) AND (m.notes_no <> '{}'::text[]));

create or replace view mart.region_change as
SELECT change_date AS dato,
    old_code AS gammel_kode,
    old_name AS gammelt_navn,
    new_code AS ny_kode,
    new_name AS nytt_navn,
        CASE kind
            WHEN 'rename'::text THEN 'nytt navn'::text
            WHEN 'recode'::text THEN 'ny kode'::text
            WHEN 'merge'::text THEN 'slått sammen'::text
            WHEN 'split'::text THEN 'delt'::text
            WHEN 'boundary'::text THEN 'grenseendring'::text
            WHEN 'new'::text THEN 'ny'::text
            WHEN 'ceased'::text THEN 'opphørt'::text
            ELSE NULL::text
        END AS endring,
    stated AS oppgitt,
    old_region_key AS gammel_region_key,
    new_region_key AS ny_region_key
   FROM star.bridge_region_change b;

create or replace view mart.region_change_en as
SELECT change_date,
    old_code,
    old_name,
    new_code,
    new_name,
    kind,
    stated,
    old_region_key,
    new_region_key
   FROM star.bridge_region_change b;

create or replace view mart.relationships as
SELECT r.from_view,
    r.from_column,
    r.to_view,
    r.from_column AS to_column
   FROM (( VALUES ('dim_measure'::text,'table_key'::text,'dim_table'::text), ('dim_variable'::text,'table_key'::text,'dim_table'::text), ('dim_member'::text,'variable_key'::text,'dim_variable'::text), ('dim_series'::text,'table_key'::text,'dim_table'::text), ('dim_series'::text,'measure_key'::text,'dim_measure'::text), ('dim_series'::text,'region_key'::text,'dim_region'::text), ('series_member'::text,'series_key'::text,'dim_series'::text), ('series_member'::text,'member_key'::text,'dim_member'::text), ('series_member'::text,'table_key'::text,'dim_table'::text), ('fact_current'::text,'series_key'::text,'dim_series'::text), ('fact_current'::text,'time_key'::text,'dim_time'::text), ('fact_current'::text,'table_key'::text,'dim_table'::text), ('fact_current'::text,'measure_key'::text,'dim_measure'::text), ('fact_current'::text,'region_key'::text,'dim_region'::text), ('fact_current'::text,'status_key'::text,'dim_status'::text), ('fact_history'::text,'series_key'::text,'dim_series'::text), ('fact_history'::text,'time_key'::text,'dim_time'::text), ('fact_history'::text,'table_key'::text,'dim_table'::text), ('fact_history'::text,'measure_key'::text,'dim_measure'::text), ('fact_history'::text,'region_key'::text,'dim_region'::text), ('fact_history'::text,'status_key'::text,'dim_status'::text)) base(from_view, from_column, to_view)
     CROSS JOIN LATERAL ( VALUES (base.from_view,base.from_column,base.to_view), ((base.from_view || '_en'::text),base.from_column,(base.to_view || '_en'::text))) r(from_view, from_column, to_view))
UNION ALL
 SELECT v.name AS from_view,
    k.key_column AS from_column,
    (k.dimension || v.language) AS to_view,
    k.key_column AS to_column
   FROM ((star.dim_dataset d
     CROSS JOIN LATERAL ( VALUES ('series_key'::text,'dim_series'::text,true), ('time_key'::text,'dim_time'::text,true), ('measure_key'::text,'dim_measure'::text,true), ('region_key'::text,'dim_region'::text,(EXISTS ( SELECT
                   FROM star.dim_variable g
                  WHERE ((g.dataset_key = d.dataset_key) AND (g.role = 'geo'::text) AND (g."position" IS NOT NULL)))))) k(key_column, dimension, there))
     CROSS JOIN LATERAL ( VALUES (d.view_name,''::text), ((d.view_name || '_en'::text),'_en'::text), ((d.view_name || '_history'::text),''::text), ((d.view_name || '_en_history'::text),'_en'::text)) v(name, language))
  WHERE k.there
UNION ALL
 SELECT r.from_view,
    r.from_column,
    r.to_view,
    r.to_column
   FROM (((star.dim_variable v
     JOIN star.dim_dataset d USING (dataset_key))
     JOIN ( SELECT c_1.concept_key,
            ('klass_'::text || "substring"(c_1.urn, '\d+$'::text)) AS view_name
           FROM star.dim_concept c_1
          WHERE (EXISTS ( SELECT
                   FROM star.classification_vintage v_1
                  WHERE (v_1.concept_key = c_1.concept_key)))) c USING (concept_key))
     CROSS JOIN LATERAL ( VALUES (d.view_name,(v.column_no || '_kode'::text),c.view_name,'kode'::text), ((d.view_name || '_en'::text),(v.column_en || '_code'::text),(c.view_name || '_en'::text),'code'::text), ((d.view_name || '_history'::text),(v.column_no || '_kode'::text),c.view_name,'kode'::text), ((d.view_name || '_en_history'::text),(v.column_en || '_code'::text),(c.view_name || '_en'::text),'code'::text)) r(from_view, from_column, to_view, to_column))
  WHERE ((v."position" IS NOT NULL) AND (v.role = ANY (ARRAY['geo'::text, 'classification'::text])));

create or replace view mart.report_claim_history as
SELECT e.report_id AS report,
    e.claim_id AS claim,
    e.evaluated_at,
    e.verdict,
    lag(e.verdict) OVER (PARTITION BY e.report_id, e.claim_id ORDER BY e.evaluation_id) AS previous_verdict,
    e.basis,
    e.reason_no,
    e.reason_en,
    e.published_value,
    e.as_of_value,
    e.current_value,
    e.drift,
    e.drift_unit,
    e.task_id AS task
   FROM (report.evaluation e
     JOIN report.claim c ON (((c.report_id = e.report_id) AND (c.claim_id = e.claim_id))));

create or replace view mart.report_claims as
SELECT c.report_id AS report,
    c.claim_id AS claim,
    c.section,
    c.place,
    c.kind,
    c.text_no,
    c.text_en,
    newest.verdict,
    newest.basis,
    newest.reason_no,
    newest.reason_en,
    newest.published_value,
    newest.as_of_value,
    newest.current_value,
    newest.drift,
    newest.drift_unit,
    newest.evaluated_at
   FROM (report.claim c
     LEFT JOIN LATERAL ( SELECT e.evaluation_id,
            e.report_id,
            e.claim_id,
            e.evaluated_at,
            e.task_id,
            e.verdict,
            e.basis,
            e.reason_no,
            e.reason_en,
            e.published_value,
            e.as_of_value,
            e.current_value,
            e.drift,
            e.drift_unit,
            e.inputs_hash,
            e.details
           FROM report.evaluation e
          WHERE ((e.report_id = c.report_id) AND (e.claim_id = c.claim_id))
          ORDER BY e.evaluation_id DESC
         LIMIT 1) newest ON (true))
  WHERE (NOT c.withdrawn);

create or replace view mart.series_member as
SELECT s.series_key,
    x.member_key,
    s.dataset_key AS table_key
   FROM (star.dim_series s
     CROSS JOIN LATERAL unnest(s.members) x(member_key))
  WHERE (x.member_key IS NOT NULL);

create or replace view mart.series_member_en as
SELECT s.series_key,
    x.member_key,
    s.dataset_key AS table_key
   FROM (star.dim_series s
     CROSS JOIN LATERAL unnest(s.members) x(member_key))
  WHERE (x.member_key IS NOT NULL);

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

comment on column mart.changes.cells_added is 'Numbers that were not there before';
comment on column mart.changes.cells_changed is 'Numbers that were revised';
comment on column mart.changes.cells_withdrawn is 'Numbers that the source no longer has';
comment on column mart.changes.committed_at is 'When they became visible here';
comment on column mart.changes.source_updated_at is 'When the source says that it made them';
comment on column mart.changes.table_id is 'Provider and table number, such as ssb:07459';
comment on column mart.changes.title_en is 'Title in English';
comment on column mart.changes.title_no is 'Title in Norwegian';
comment on column mart.changes.view is 'The table''s view in mart';
comment on column mart.changes.vintage is 'The vintage that brought the changes';
comment on column mart.changes.words_en is 'The same in English words';
comment on column mart.changes.words_no is 'The same in Norwegian words';
comment on column mart.concept_code."nivå" is 'Nivå i klassifikasjonen';
comment on column mart.concept_code.concept_key is 'Klassifikasjonen';
comment on column mart.concept_code.gyldig_fra is 'Første dag koden hadde dette navnet';
comment on column mart.concept_code.gyldig_til is 'Første dag den ikke har det lenger; tomt når den fortsatt har det';
comment on column mart.concept_code.kode is 'Kode';
comment on column mart.concept_code.navn is 'Navn på bokmål';
comment on column mart.concept_code.navn_engelsk is 'Navn på engelsk';
comment on column mart.concept_code.navn_nynorsk is 'Navn på nynorsk';
comment on column mart.concept_code.overordnet_kode is 'Koden over i klassifikasjonen';
comment on column mart.concept_code_en.code is 'Code';
comment on column mart.concept_code_en.concept_key is 'Classification';
comment on column mart.concept_code_en.level is 'Level in the classification';
comment on column mart.concept_code_en.name is 'Name';
comment on column mart.concept_code_en.parent_code is 'Code above it in the classification';
comment on column mart.concept_code_en.valid_from is 'First day on which the code had this name';
comment on column mart.concept_code_en.valid_to is 'First day on which it has it no longer; null where it still has';
comment on column mart.concept_correspondence.fra_klassifikasjon is 'Nummer i KLASS';
comment on column mart.concept_correspondence.fra_kode is 'Kode';
comment on column mart.concept_correspondence.gyldig_fra is 'Første dag det gjelder';
comment on column mart.concept_correspondence.gyldig_til is 'Første dag det ikke gjelder lenger; tomt når det fortsatt gjelder';
comment on column mart.concept_correspondence.til_kode is 'Kode i den andre';
comment on column mart.concept_correspondence.til_navn is 'Navn i den andre';
comment on column mart.concept_correspondence.til_urn is 'Den andre klassifikasjonen';
comment on column mart.concept_correspondence_en.source_classification is 'Number in KLASS';
comment on column mart.concept_correspondence_en.source_code is 'Code';
comment on column mart.concept_correspondence_en.target_code is 'Code in the other one';
comment on column mart.concept_correspondence_en.target_name is 'Name in the other one';
comment on column mart.concept_correspondence_en.target_urn is 'The other classification';
comment on column mart.concept_correspondence_en.valid_from is 'First day on which it holds';
comment on column mart.concept_correspondence_en.valid_to is 'First day on which it does not hold any more; null where it does';
comment on column mart.dim_concept.concept_key is 'Nøkkel';
comment on column mart.dim_concept.klassifikasjon is 'Nummer i KLASS; tomt når KLASS ikke har det, eller det ikke er hentet';
comment on column mart.dim_concept.koder is 'Antall daterte koder';
comment on column mart.dim_concept.navn is 'Navn på bokmål';
comment on column mart.dim_concept.navn_nynorsk is 'Navn på nynorsk';
comment on column mart.dim_concept.tabeller is 'Antall tabeller som bruker begrepet';
comment on column mart.dim_concept.urn is 'Navnet som tabellenes metadata bruker';
comment on column mart.dim_concept_en.classification is 'Number in KLASS; null where KLASS does not have it, or it was not fetched';
comment on column mart.dim_concept_en.codes is 'Number of dated codes';
comment on column mart.dim_concept_en.concept_key is 'Key';
comment on column mart.dim_concept_en.name is 'Name';
comment on column mart.dim_concept_en.tables is 'Number of tables that use the concept';
comment on column mart.dim_concept_en.urn is 'Name that the tables'' metadata uses';
comment on column mart.dim_measure."måletype" is 'stock (beholdning), flow (strøm), average (gjennomsnitt) eller other';
comment on column mart.dim_measure."størrelse" is 'Hva slags størrelse: stock, flow, cumulative (hittil i år), average, share, index, ratio, extreme (median, høyeste), distinct (hver telt én gang), volume (faste priser), unknown';
comment on column mart.dim_measure.basisperiode is 'Perioden som er 100 i en indeks';
comment on column mart.dim_measure.desimaler is 'Antall desimaler som kilden viser';
comment on column mart.dim_measure.enhet is 'Måleenhet';
comment on column mart.dim_measure.justering is 'Sesong- eller kalenderjustering';
comment on column mart.dim_measure.measure_key is 'Nøkkel';
comment on column mart.dim_measure.pristype is 'Faste eller løpende priser';
comment on column mart.dim_measure.referansetid is 'Tidspunktet tallet gjelder for';
comment on column mart.dim_measure.statistikkvariabel is 'Navn';
comment on column mart.dim_measure.statistikkvariabel_kode is 'Kildens kode';
comment on column mart.dim_measure.sum_over_sted is 'Om tallene kan summeres over steder; tomt når kilden ikke sier nok';
comment on column mart.dim_measure.sum_over_tid is 'Om tallene kan summeres over perioder; tomt når kilden ikke sier nok';
comment on column mart.dim_measure.sum_over_verdier is 'Om tallene kan summeres over verdiene til andre variabler; tomt når kilden ikke sier nok';
comment on column mart.dim_measure.summerbarhet is 'full: kan summeres over alt; not over time: en beholdning; none: andeler, gjennomsnitt, indekser; unknown: kilden sier det ikke';
comment on column mart.dim_measure.table_key is 'Tabellen den hører til';
comment on column mart.dim_measure_en.additivity is 'full: may be summed over everything; not over time: a stock; none: shares, averages, indices; unknown: the source does not say';
comment on column mart.dim_measure_en.adjustment is 'Seasonal or calendar adjustment';
comment on column mart.dim_measure_en.base_period is 'Period that is 100 in an index';
comment on column mart.dim_measure_en.contents is 'Name';
comment on column mart.dim_measure_en.contents_code is 'The source''s code';
comment on column mart.dim_measure_en.decimals is 'Decimals that the source prints';
comment on column mart.dim_measure_en.measure_key is 'Key';
comment on column mart.dim_measure_en.measuring_type is 'stock, flow, average or other';
comment on column mart.dim_measure_en.price_type is 'Constant or current prices';
comment on column mart.dim_measure_en.quantity_kind is 'What kind of quantity: stock, flow, cumulative, average, share, index, ratio, extreme, distinct, volume, unknown';
comment on column mart.dim_measure_en.reference_period is 'Moment that the figure is about';
comment on column mart.dim_measure_en.sum_over_categories is 'Whether the figures may be summed over the values of other variables; null where the source does not say enough';
comment on column mart.dim_measure_en.sum_over_region is 'Whether the figures may be summed over places; null where the source does not say enough';
comment on column mart.dim_measure_en.sum_over_time is 'Whether the figures may be summed over periods; null where the source does not say enough';
comment on column mart.dim_measure_en.table_key is 'Table that it belongs to';
comment on column mart.dim_measure_en.unit is 'Unit of measure';
comment on column mart.dim_member.er_sum is 'Sann for verdien som står for alle; hold den utenfor når du summerer';
comment on column mart.dim_member.member_key is 'Nøkkel';
comment on column mart.dim_member.overordnet_kode is 'Koden til verdien som denne er en del av';
comment on column mart.dim_member.plass is 'Plass i tabellen, fra 0; tomt når tabellen ikke lenger har den';
comment on column mart.dim_member.variable_key is 'Variabelen den hører til';
comment on column mart.dim_member.verdi_kode is 'Kildens kode';
comment on column mart.dim_member.verdi_navn is 'Navn';
comment on column mart.dim_member_en."position" is 'Place in the table, from 0; null where the table no longer has it';
comment on column mart.dim_member_en.is_total is 'True for the value that stands for all; leave it out of sums';
comment on column mart.dim_member_en.member is 'Name';
comment on column mart.dim_member_en.member_code is 'The source''s code';
comment on column mart.dim_member_en.member_key is 'Key';
comment on column mart.dim_member_en.parent_code is 'Code of the value that this is a part of';
comment on column mart.dim_member_en.variable_key is 'Variable that it belongs to';
comment on column mart.dim_region."regionnivå" is 'Nivå: country, county, municipality …';
comment on column mart.dim_region.gyldig_fra is 'Første dag koden gjelder; tomt når KLASS ikke har den, eller ikke er hentet';
comment on column mart.dim_region.gyldig_til is 'Første dag koden ikke gjelder lenger; tomt når den fortsatt gjelder';
comment on column mart.dim_region.ordning is 'Hvilke koder: no er norske kommuner, fylker og landet; kostra er KOSTRA-grupper; ellers leverandørens navn';
comment on column mart.dim_region.overordnet_kode is 'Koden til stedet som dette er en del av';
comment on column mart.dim_region.region is 'Navn';
comment on column mart.dim_region.region_key is 'Nøkkel';
comment on column mart.dim_region.region_nynorsk is 'Navn på nynorsk';
comment on column mart.dim_region.regionkode is 'Kode';
comment on column mart.dim_region_en.parent_code is 'Code of the place that this is a part of';
comment on column mart.dim_region_en.region is 'Name';
comment on column mart.dim_region_en.region_code is 'Code';
comment on column mart.dim_region_en.region_key is 'Key';
comment on column mart.dim_region_en.region_level is 'Level: country, county, municipality …';
comment on column mart.dim_region_en.scheme is 'Whose codes: no for Norwegian municipalities, counties and the country; kostra for KOSTRA groups; else the provider''s name';
comment on column mart.dim_region_en.valid_from is 'First day of the code; null where KLASS does not have it, or was not fetched';
comment on column mart.dim_region_en.valid_to is 'First day on which it does not stand any more; null where it does';
comment on column mart.dim_region_version.gyldig_fra is 'Første dag stedet hadde dette navnet';
comment on column mart.dim_region_version.gyldig_til is 'Første dag det ikke har det lenger; tomt når det fortsatt har det';
comment on column mart.dim_region_version.overordnet_kode is 'Koden til fylket';
comment on column mart.dim_region_version.region is 'Navn på bokmål';
comment on column mart.dim_region_version.region_key is 'Stedet, som i dim_region og i fakta';
comment on column mart.dim_region_version.region_nynorsk is 'Navn på nynorsk';
comment on column mart.dim_region_version.region_version_key is 'Nøkkel';
comment on column mart.dim_region_version.regionkode is 'Kode';
comment on column mart.dim_region_version_en.parent_code is 'Code of the county';
comment on column mart.dim_region_version_en.region is 'Name';
comment on column mart.dim_region_version_en.region_code is 'Code';
comment on column mart.dim_region_version_en.region_key is 'Place, as in dim_region_en and in facts';
comment on column mart.dim_region_version_en.region_version_key is 'Key';
comment on column mart.dim_region_version_en.valid_from is 'First day on which the place had this name';
comment on column mart.dim_region_version_en.valid_to is 'First day on which it has it no longer; null where it still has';
comment on column mart.dim_series.measure_key is 'Statistikkvariabelen';
comment on column mart.dim_series.region_key is 'Stedet; tomt når tabellen ikke har steder';
comment on column mart.dim_series.serie is 'Navnene på verdiene, i tabellens rekkefølge';
comment on column mart.dim_series.series_key is 'Nøkkel';
comment on column mart.dim_series.table_key is 'Tabellen den hører til';
comment on column mart.dim_series_en.measure_key is 'Measure';
comment on column mart.dim_series_en.region_key is 'Place; null where the table has none';
comment on column mart.dim_series_en.series is 'Names of the values, in the table''s order';
comment on column mart.dim_series_en.series_key is 'Key';
comment on column mart.dim_series_en.table_key is 'Table that it belongs to';
comment on column mart.dim_status.betydning is 'Hva det betyr';
comment on column mart.dim_status.status_key is 'Nøkkel';
comment on column mart.dim_status.symbol is 'Tegnet; tom tekst når det ikke er noe tegn';
comment on column mart.dim_status_en.meaning is 'What it means';
comment on column mart.dim_status_en.status_key is 'Key';
comment on column mart.dim_status_en.symbol is 'The symbol; empty where there is none';
comment on column mart.dim_table.avsluttet is 'Sann når kilden ikke oppdaterer tabellen mer';
comment on column mart.dim_table.kilde is 'Hvem som har laget statistikken';
comment on column mart.dim_table.lisens is 'Vilkår for bruk';
comment on column mart.dim_table.neste_oppdatering is 'Når kilden sier at nye tall kommer';
comment on column mart.dim_table.offisiell is 'Sann for offisiell statistikk; tomt når kilden ikke sier det';
comment on column mart.dim_table.partisjon is 'Partisjonen som tabellens tall ligger i; bruk den sammen med table_key for raske oppslag i fact_current';
comment on column mart.dim_table.tabell is 'Leverandør og tabellnummer, for eksempel ssb:07459';
comment on column mart.dim_table.table_key is 'Nøkkel; knytter tabellen til fakta, måltall og variabler';
comment on column mart.dim_table.tittel is 'Tittel';
comment on column mart.dim_table.visning is 'Navnet på tabellens visning i mart';
comment on column mart.dim_table_en.discontinued is 'True where the source no longer updates the table';
comment on column mart.dim_table_en.licence is 'Terms of use';
comment on column mart.dim_table_en.next_update is 'When the source says that new figures come';
comment on column mart.dim_table_en.official is 'True for official statistics; null where the source does not say';
comment on column mart.dim_table_en.partition is 'Partition that holds the table''s figures; together with table_key it makes queries of fact_current fast';
comment on column mart.dim_table_en.source is 'Who made the statistics';
comment on column mart.dim_table_en.table_id is 'Provider and table number, such as ssb:07459';
comment on column mart.dim_table_en.table_key is 'Key that facts, measures and variables refer to';
comment on column mart.dim_table_en.title is 'Title';
comment on column mart.dim_table_en.view is 'Name of the table''s Norwegian view in mart; the English one ends in _en';
comment on column mart.dim_time."måned" is 'Måneden perioden begynner i, 1 til 12; tomt for lengre perioder';
comment on column mart.dim_time."år" is 'Året perioden hører til';
comment on column mart.dim_time.kvartal is 'Kvartalet perioden begynner i, 1 til 4; tomt for lengre perioder';
comment on column mart.dim_time.periode is 'Perioden slik kilden skriver den, for eksempel 2024K1';
comment on column mart.dim_time.periode_felles is 'Samme tekst for samme periode i alle tabeller: 2024K1 og 2024Q1 er begge 2024-Q1';
comment on column mart.dim_time.periode_slutt is 'Første dag etter perioden';
comment on column mart.dim_time.periode_start is 'Første dag i perioden';
comment on column mart.dim_time.periodetype is 'Periodens lengde: year, quarter, month, week …; unknown når koden ikke er forstått';
comment on column mart.dim_time.sortering is 'Sorterer perioder i rekkefølge';
comment on column mart.dim_time.time_key is 'Nøkkel';
comment on column mart.dim_time_en.canonical_period is 'The same text for the same period in every table: 2024K1 and 2024Q1 are both 2024-Q1';
comment on column mart.dim_time_en.granularity is 'Length of the period: year, quarter, month, week …; unknown where the code is not understood';
comment on column mart.dim_time_en.month is 'Month in which the period begins, 1 to 12; null for longer periods';
comment on column mart.dim_time_en.period is 'The period as the source writes it, such as 2024K1';
comment on column mart.dim_time_en.period_end is 'First day after the period';
comment on column mart.dim_time_en.period_start is 'First day of the period';
comment on column mart.dim_time_en.quarter is 'Quarter in which the period begins, 1 to 4; null for longer periods';
comment on column mart.dim_time_en.sort_key is 'Sorts periods in order';
comment on column mart.dim_time_en.time_key is 'Key';
comment on column mart.dim_time_en.year is 'Year that the period belongs to';
comment on column mart.dim_variable.begrep is 'Klassifikasjonen eller begrepet som gjør den til samme variabel som i andre tabeller';
comment on column mart.dim_variable.kolonne is 'Kolonnen i tabellens visning; koden står i kolonnen med _kode';
comment on column mart.dim_variable.plass is 'Plass i tabellen, fra 0; tomt når tabellen ikke lenger har den';
comment on column mart.dim_variable.rolle is 'time, geo, metric eller classification';
comment on column mart.dim_variable.sum_kode is 'Koden som står for alle verdier';
comment on column mart.dim_variable.table_key is 'Tabellen den hører til';
comment on column mart.dim_variable.variabel is 'Navn';
comment on column mart.dim_variable.variabel_kode is 'Kildens kode';
comment on column mart.dim_variable.variable_key is 'Nøkkel';
comment on column mart.dim_variable_en."column" is 'Column of the table''s view; the code is in the column with _code';
comment on column mart.dim_variable_en."position" is 'Place in the table, from 0; null where the table no longer has it';
comment on column mart.dim_variable_en.concept is 'Classification or concept that makes it the same variable as in other tables';
comment on column mart.dim_variable_en.role is 'time, geo, metric or classification';
comment on column mart.dim_variable_en.table_key is 'Table that it belongs to';
comment on column mart.dim_variable_en.total_code is 'Code that stands for all values';
comment on column mart.dim_variable_en.variable is 'Name';
comment on column mart.dim_variable_en.variable_code is 'The source''s code';
comment on column mart.dim_variable_en.variable_key is 'Key';
comment on column mart.fact_current.measure_key is 'Statistikkvariabelen (dim_measure); se summerbarhet før du summerer';
comment on column mart.fact_current.partisjon is 'Partisjonen tallet ligger i; samme som i dim_table';
comment on column mart.fact_current.region_key is 'Stedet (dim_region); tomt når tabellen ikke har steder';
comment on column mart.fact_current.series_key is 'Tidsserien (dim_series)';
comment on column mart.fact_current.status_key is 'Standardtegnet (dim_status)';
comment on column mart.fact_current.table_key is 'Tabellen (dim_table)';
comment on column mart.fact_current.time_key is 'Perioden (dim_time)';
comment on column mart.fact_current.utgave_fra is 'Utgaven som brakte tallet';
comment on column mart.fact_current.verdi is 'Tallet; tomt når det mangler, se standardtegnet';
comment on column mart.fact_current_en.measure_key is 'Measure (dim_measure); see its additivity before summing';
comment on column mart.fact_current_en.partition is 'Partition that holds the number; the same as in dim_table';
comment on column mart.fact_current_en.region_key is 'Place (dim_region); null where the table has none';
comment on column mart.fact_current_en.series_key is 'Time series (dim_series)';
comment on column mart.fact_current_en.status_key is 'Symbol (dim_status)';
comment on column mart.fact_current_en.table_key is 'Table (dim_table)';
comment on column mart.fact_current_en.time_key is 'Period (dim_time)';
comment on column mart.fact_current_en.value is 'The number; null where it is missing, see the symbol';
comment on column mart.fact_current_en.vintage_from is 'Vintage that brought the number';
comment on column mart.fact_history.measure_key is 'Statistikkvariabelen (dim_measure); se summerbarhet før du summerer';
comment on column mart.fact_history.partisjon is 'Partisjonen tallet ligger i; samme som i dim_table';
comment on column mart.fact_history.region_key is 'Stedet (dim_region); tomt når tabellen ikke har steder';
comment on column mart.fact_history.series_key is 'Tidsserien (dim_series)';
comment on column mart.fact_history.status_key is 'Standardtegnet (dim_status)';
comment on column mart.fact_history.table_key is 'Tabellen (dim_table)';
comment on column mart.fact_history.time_key is 'Perioden (dim_time)';
comment on column mart.fact_history.utgave_fra is 'Utgaven som brakte tallet';
comment on column mart.fact_history.utgave_til is 'Utgaven som erstattet eller trakk tallet; tomt for gjeldende tall';
comment on column mart.fact_history.verdi is 'Tallet; tomt når det mangler, se standardtegnet';
comment on column mart.fact_history_en.measure_key is 'Measure (dim_measure); see its additivity before summing';
comment on column mart.fact_history_en.partition is 'Partition that holds the number; the same as in dim_table';
comment on column mart.fact_history_en.region_key is 'Place (dim_region); null where the table has none';
comment on column mart.fact_history_en.series_key is 'Time series (dim_series)';
comment on column mart.fact_history_en.status_key is 'Symbol (dim_status)';
comment on column mart.fact_history_en.table_key is 'Table (dim_table)';
comment on column mart.fact_history_en.time_key is 'Period (dim_time)';
comment on column mart.fact_history_en.value is 'The number; null where it is missing, see the symbol';
comment on column mart.fact_history_en.vintage_from is 'Vintage that brought the number';
comment on column mart.fact_history_en.vintage_to is 'Vintage that replaced or withdrew the number; null for current ones';
comment on column mart.freshness.committed_at is 'When these figures became visible here';
comment on column mart.freshness.held_at is 'Since when new figures wait for a person''s decision';
comment on column mart.freshness.late_since is 'Since when newer figures should have been here; null if they are not late';
comment on column mart.freshness.looked_at is 'Until when the source is known';
comment on column mart.freshness.next_look_at is 'When the schedule looks next';
comment on column mart.freshness.next_release_at is 'When the publisher announced the next figures for';
comment on column mart.freshness.source_updated_at is 'When the source says that it last changed the table';
comment on column mart.freshness.state is 'current, due, late-source, late-here, held, discontinued, retired or absent';
comment on column mart.freshness.state_en is 'The state in English words';
comment on column mart.freshness.state_no is 'The state in Norwegian words';
comment on column mart.freshness.table_id is 'Provider and table number, such as ssb:07459';
comment on column mart.freshness.title_en is 'Title in English';
comment on column mart.freshness.title_no is 'Title in Norwegian';
comment on column mart.freshness.view is 'The table''s view in mart';
comment on column mart.freshness.vintage is 'Vintage that stands';
comment on column mart.keys.columns is 'Columns of its key';
comment on column mart.keys.view is 'View in mart';
comment on column mart.lineage.command is 'The command that ran.';
comment on column mart.lineage.committed_at is 'When they became visible here.';
comment on column mart.lineage.fetch_task_id is 'The task that received the responses; see mart.lineage_responses.';
comment on column mart.lineage.load_finished_at is 'When it ended';
comment on column mart.lineage.load_kind is 'sync: fetched from the source; replay and rebuild: read again from the archive; import: from a document; release: after being held; rollback: an earlier vintage taken up again.';
comment on column mart.lineage.load_started_at is 'When the load began';
comment on column mart.lineage.observed_at is 'When these figures were first received here.';
comment on column mart.lineage.program_version is 'Version of statbank that read the responses.';
comment on column mart.lineage.provider is 'Who publishes the table, as the catalogue calls them';
comment on column mart.lineage.run_id is 'The run that it was part of';
comment on column mart.lineage.source_updated_at is 'When the source says that it last changed the table.';
comment on column mart.lineage.table_id is 'The provider''s number of the table';
comment on column mart.lineage.task_id is 'The load';
comment on column mart.lineage.value_hash is 'Hash of all cells of the vintage by code.';
comment on column mart.lineage.view is 'The table''s view in mart.';
comment on column mart.lineage.vintage is 'Number of the vintage, from 1.';
comment on column mart.lineage_responses.archive_path is 'Where the archive keeps the bytes, gzipped: zcat FILE | sha256sum gives the hash.';
comment on column mart.lineage_responses.attempt is 'Try of the fetch; only responses of the last one were used.';
comment on column mart.lineage_responses.body is 'What was sent with the request; null for nothing.';
comment on column mart.lineage_responses.byte_length is 'Size of the answer';
comment on column mart.lineage_responses.media_type is 'Its kind as the source states it';
comment on column mart.lineage_responses.method is 'GET or POST';
comment on column mart.lineage_responses.ordinal is 'Place among the load''s requests, from 0.';
comment on column mart.lineage_responses.purpose is 'entry, metadata:<language>, codelist, data, witness (asked once more to see that nothing had moved), or document.';
comment on column mart.lineage_responses.request_id is 'The request';
comment on column mart.lineage_responses.requested_at is 'When it was asked';
comment on column mart.lineage_responses.responded_at is 'When the answer was here';
comment on column mart.lineage_responses.sha256 is 'SHA-256 of the bytes of the response, in hex.';
comment on column mart.lineage_responses.status is 'HTTP status of the answer';
comment on column mart.lineage_responses.url is 'Where it was asked';
comment on column mart.lineage_responses.view is 'The table''s view in mart';
comment on column mart.lineage_responses.vintage is 'Number of the vintage, from 1';
comment on column mart.notes.member_code is 'Value that the note is on; null for the whole table';
comment on column mart.notes.note_en is 'The note in English; null where there is none';
comment on column mart.notes.note_no is 'The note in Norwegian';
comment on column mart.notes.place is 'Place among the notes, from 1';
comment on column mart.notes.variable_code is 'Variable that the note is on; null for the whole table';
comment on column mart.notes.view is 'The table''s view in mart';
comment on column mart.region_change.dato is 'Første dag med den nye koden';
comment on column mart.region_change.endring is 'nytt navn, ny kode, slått sammen, delt, grenseendring, ny eller opphørt';
comment on column mart.region_change.gammel_kode is 'Koden før dagen; tomt for et nytt sted';
comment on column mart.region_change.gammel_region_key is 'Stedet før, som i dim_region';
comment on column mart.region_change.gammelt_navn is 'Navnet før dagen';
comment on column mart.region_change.ny_kode is 'Koden fra dagen; tomt for et opphørt sted';
comment on column mart.region_change.ny_region_key is 'Stedet etter, som i dim_region';
comment on column mart.region_change.nytt_navn is 'Navnet fra dagen';
comment on column mart.region_change.oppgitt is 'Usann når KLASS ikke har linjen, men kodene viser den, for eksempel kommunen som beholder koden når andre slås sammen med den';
comment on column mart.region_change_en.change_date is 'First day of the new code';
comment on column mart.region_change_en.kind is 'rename, recode, merge, split, boundary, new or ceased';
comment on column mart.region_change_en.new_code is 'Code from the day on; null for a place that ceased';
comment on column mart.region_change_en.new_name is 'Name from the day on';
comment on column mart.region_change_en.new_region_key is 'Place after, as in dim_region_en';
comment on column mart.region_change_en.old_code is 'Code before the day; null for a new place';
comment on column mart.region_change_en.old_name is 'Name before the day';
comment on column mart.region_change_en.old_region_key is 'Place before, as in dim_region_en';
comment on column mart.region_change_en.stated is 'False where KLASS does not list it but its codes show it, such as the municipality that keeps its code when others are merged into it';
comment on column mart.relationships.from_column is 'Its column';
comment on column mart.relationships.from_view is 'View that refers';
comment on column mart.relationships.to_column is 'Key of the dimension';
comment on column mart.relationships.to_view is 'Dimension that is referred to';
comment on column mart.report_claim_history.as_of_value is 'Tallet slik forfatterne så det den dagen de hentet det';
comment on column mart.report_claim_history.basis is 'Hva vurderingen bygger på: source (kilden selv), proxy (nesten samme mål), publication (publiserte tall), arithmetic (regning), other claims (andre påstander), none (ingenting)';
comment on column mart.report_claim_history.claim is 'Påstandens nummer, for eksempel C057';
comment on column mart.report_claim_history.current_value is 'Tallet slik det er nå';
comment on column mart.report_claim_history.drift is 'Tallet nå minus det trykte tallet';
comment on column mart.report_claim_history.drift_unit is 'Enheten til avviket: points (prosentpoeng eller poeng), percent, persons, places, of, units';
comment on column mart.report_claim_history.evaluated_at is 'Da vurderingen ble gjort';
comment on column mart.report_claim_history.previous_verdict is 'Vurderingen før denne; tom for den første';
comment on column mart.report_claim_history.published_value is 'Tallet som er trykt i rapporten';
comment on column mart.report_claim_history.reason_en is 'Begrunnelsen på engelsk';
comment on column mart.report_claim_history.reason_no is 'Begrunnelsen på norsk';
comment on column mart.report_claim_history.report is 'Rapporten, for eksempel digital-competence-2021';
comment on column mart.report_claim_history.task is 'Publiseringen som utløste vurderingen; tom når rapporten ble kontrollert for hånd';
comment on column mart.report_claim_history.verdict is 'Vurderingen: holds (stemmer), holds after rounding (stemmer avrundet), drifted (har endret seg), direction reversed (retningen er snudd), contradicted by another source (motsagt av en annen kilde), superseded (metode eller skala er byttet), meaning changed (cellen betyr noe annet), frozen (avsluttet), no open source (ingen åpen kilde), waiting for data (venter på tall)';
comment on column mart.report_claims.as_of_value is 'Tallet slik forfatterne så det den dagen de hentet det';
comment on column mart.report_claims.basis is 'Hva vurderingen bygger på';
comment on column mart.report_claims.claim is 'Påstandens nummer, for eksempel C057';
comment on column mart.report_claims.current_value is 'Tallet slik det er nå';
comment on column mart.report_claims.drift is 'Tallet nå minus det trykte tallet';
comment on column mart.report_claims.drift_unit is 'Enheten til avviket';
comment on column mart.report_claims.evaluated_at is 'Da siste vurdering ble gjort';
comment on column mart.report_claims.kind is 'Slags påstand: level (nivå), approximate (omtrentlig), lower-bound (minst), change (endring), ratio (så mange av så mange), rank (plassering), ordering (rekkefølge), trend (retning), derived (utregnet), compound (sammensatt), roll-up (sammenfatning), frozen (avsluttet), not-refreshable (uten åpen kilde)';
comment on column mart.report_claims.place is 'Plass i rapporten, fra 1';
comment on column mart.report_claims.published_value is 'Tallet som er trykt i rapporten';
comment on column mart.report_claims.reason_en is 'Begrunnelsen på engelsk';
comment on column mart.report_claims.reason_no is 'Begrunnelsen på norsk';
comment on column mart.report_claims.report is 'Rapporten, for eksempel digital-competence-2021';
comment on column mart.report_claims.section is 'Kapittelet påstanden står i';
comment on column mart.report_claims.text_en is 'Påstanden på engelsk, med prosjektets egne ord';
comment on column mart.report_claims.text_no is 'Påstanden på norsk, med prosjektets egne ord';
comment on column mart.report_claims.verdict is 'Siste vurdering; se mart.report_claim_history';
comment on column mart.series_member.member_key is 'Verdien';
comment on column mart.series_member.series_key is 'Tidsserien';
comment on column mart.series_member.table_key is 'Tabellen de hører til';
comment on column mart.series_member_en.member_key is 'Value';
comment on column mart.series_member_en.series_key is 'Time series';
comment on column mart.series_member_en.table_key is 'Table that they belong to';
comment on column mart.tables.cells is 'How many figures it has';
comment on column mart.tables.committed_at is 'When these figures became visible here';
comment on column mart.tables.discontinued is 'True where the source no longer updates the table';
comment on column mart.tables.licence is 'Terms of use';
comment on column mart.tables.next_update is 'When the source says that new figures come';
comment on column mart.tables.provider is 'Who publishes it, as the catalogue calls them';
comment on column mart.tables.source is 'Who made the statistics';
comment on column mart.tables.source_updated_at is 'When the source says that it last changed the table';
comment on column mart.tables.table_id is 'The provider''s number of the table';
comment on column mart.tables.title_en is 'Title in English';
comment on column mart.tables.title_no is 'Title in Norwegian';
comment on column mart.tables.view is 'The table''s view in mart; the English one ends in _en';
comment on column mart.tables.vintage is 'Vintage that stands';
comment on column mart.vintages.cells is 'How many figures the table had then';
comment on column mart.vintages.cells_added is 'Numbers that were not there before';
comment on column mart.vintages.cells_changed is 'Numbers that were revised';
comment on column mart.vintages.cells_withdrawn is 'Numbers that the source no longer had';
comment on column mart.vintages.committed_at is 'When they became visible here';
comment on column mart.vintages.observed_at is 'When this program first received these figures';
comment on column mart.vintages.source_released_at is 'When the publisher''s calendar said that these figures come';
comment on column mart.vintages.source_updated_at is 'When the source says that it last changed the table';
comment on column mart.vintages.value_hash is 'Hash of all cells by code: the same whatever the order, the chunking or the labels';
comment on column mart.vintages.view is 'The table''s view in mart';
comment on column mart.vintages.vintage is 'Number of the published state, from 1';
comment on column ops.call.answered_at is 'When the answer began to come. The source counted the call at some moment before it.';
comment on column ops.call_lane.reserve is 'Share of the limit that this lane leaves to those above it, rounded down to whole calls.';
comment on column ops.held.base_vintage is 'The vintage that stood, and that the difference in star.held_change is against.';
comment on column ops.held.decided_by is 'Name of the operating-system user who decided; null where the program did.';
comment on column ops.held.decision is 'released (published after all), rejected (the same state is not asked about again), superseded (something else came); null while open.';
comment on column ops.held.reasons is 'Array of {gate, verdict, message}: why it was held.';
comment on column ops.lease.place is 'The machine and process namespace of the holder, where known: others there can tell whether it lives.';
comment on column ops.lease.token is 'Higher with every holder. A write that carries an older token is refused.';
comment on column ops.lineage_outbox.event is 'The OpenLineage event as it is sent, made when it is first to be shipped; the same whenever it is sent again.';
comment on column ops.lineage_outbox.refused_as is 'Why the service will never take it; such an event is not sent again.';
comment on column ops.lineage_outbox.shipped_at is 'When the service had taken it; null while it waits.';
comment on column ops.lineage_outbox.task_id is 'The task that began or ended; null where the whole run did.';
comment on column ops.run.decided_by is 'Name of the operating-system user, where a run carries out a person''s decision (release, reject, rollback).';
comment on column ops.run.lease_token is 'Token of the lease run:<run_id>, which its process renews; without it nothing of the run can be published.';
comment on column ops.run.outcome is 'complete, partial (some tables failed), fail, abort; null while running.';
comment on column ops.run.reason is 'Why, in that person''s words.';
comment on column ops.schedule.awaited_release is 'The release that is waited for; null when it was seen or given up, and between releases.';
comment on column ops.schedule.claimed_by is 'The run that works on it; counts as long as that run''s lease.';
comment on column ops.schedule.next_update is 'When the source will change the table next, as it said at the last fetch.';
comment on column ops.schedule.rhythm is 'release, or a cron expression in Norwegian time.';
comment on column ops.schedule.subject is 'The subject of the catalogue that brought this table; null where it is listed itself.';
comment on column ops.table_look.absent_at is 'The latest of those days'' answers.';
comment on column ops.table_look.absent_days is 'On how many days in Oslo the table''s entry was answered with 404, without an answer in between.';
comment on column ops.table_look.audited_at is 'When the table was last fetched although nothing seemed to have changed.';
comment on column ops.table_look.fetched_at is 'When the table was last fetched whole and taken.';
comment on column ops.table_look.fetched_calls is 'How many calls that fetch took.';
comment on column ops.table_look.fetched_selection is 'What the catalogue file selected then, as JSON. Another selection has to be fetched.';
comment on column ops.table_look.fetched_updated is 'The publication time of what was fetched then. A catalogue that shows another one has something new.';
comment on column ops.table_look.listed_at is 'When the catalogue or the table''s entry last showed the table.';
comment on column ops.table_look.listed_updated is 'The publication time that was shown then; null if none was.';
comment on column ops.table_look.looked_at is 'Until when the catalogue is known: a change after this moment has not been seen.';
comment on column ops.table_look.missing_since is 'Since when the whole catalogue has not listed the table; null if it did.';
comment on column ops.table_look.retired_as is 'removed, or replaced (another table has its title and variables: successor). Facts stay in any case.';
comment on column ops.table_look.whole_look_at is 'When the whole catalogue was last read with this table in mind.';
comment on column ops.task.fetched_by is 'The task that fetched the responses, where this one read them from the archive; null where it fetched them itself.';
comment on column ops.task.outcome is 'published, unchanged, tried (a dry run saw a change and left it), held (a gate wants a person to look; see ops.held), rejected (a person has refused this state), quarantined (the data was refused; its bytes are kept), failed (it could not be fetched or stored); null while running.';
comment on column raw.request.attempt is 'Which try of the task it belongs to: a fetch that a publication fell into begins anew, and only the last try counts.';
comment on column raw.request.headers is 'Response headers; those that may identify a person or a session are left out.';
comment on column raw.request.purpose is 'entry, metadata:<language>, codelist, data, or document.';
comment on column report.claim.place is 'Place in the whole report, from 1.';
comment on column report.claim.withdrawn is 'True for a claim that the report file has no longer; its verdicts stay.';
comment on column report.evaluation.details is 'The whole evaluation: evidence by operand with the cells read, other publishers'' numbers, findings.';
comment on column report.evaluation.inputs_hash is 'Hash of everything that the verdict was made from: the claim''s definition and its cells. The same hash needs no new verdict.';
comment on column report.evaluation.task_id is 'The publication that brought it about; null where the report was checked by hand.';
comment on column report.report.definition is 'The checked report file, claims included.';
comment on column star.bridge_region_change.change_date is 'First day of the new code.';
comment on column star.bridge_region_change.kind is 'rename: another name only; recode: another code for the same place; merge: several become one; split: one becomes several; boundary: several become several others; new, ceased: without predecessor or successor.';
comment on column star.bridge_region_change.stated is 'False where the register does not list it but its codes show it, such as the part of a merger that keeps its code.';
comment on column star.classification_vintage.content_hash is 'Hash of all names, dated codes, changes and correspondences.';
comment on column star.classification_vintage.observed_at is 'When this program first received this state.';
comment on column star.dim_concept.classification_id is 'KLASS''s number; null for a concept that KLASS does not have, or before the classification was fetched.';
comment on column star.dim_concept.name_nn is 'Name in Nynorsk.';
comment on column star.dim_concept_code.parent_code is 'Code above it in the classification''s own levels.';
comment on column star.dim_concept_code.valid_to is 'The first day on which it is not valid any more; null for no end.';
comment on column star.dim_dataset.bucket is 'Partition of the fact tables that holds this table: one of 32 by a hash of its name, or one of its own for a large table.';
comment on column star.dim_dataset.order_hash is 'Hash of the order in which the source last had variables, values and measures; null where it was not yet noted.';
comment on column star.dim_dataset.subject_paths is 'Every path from the subject tree down to the table, as arrays of {id, label}.';
comment on column star.dim_dataset.views_signature is 'Hash of the definitions and comments of the table''s generated views; views are only touched when it changes.';
comment on column star.dim_measure.additivity is 'full: may be summed over everything; not over time: a stock; none: shares, averages, indices; unknown: the source does not say.';
comment on column star.dim_measure.preview_only is 'True while only a held publication has this measure: the views in mart do not show it.';
comment on column star.dim_measure.quantity_kind is 'What kind of quantity it is, as far as it decides about sums: stock, flow, cumulative (since the beginning of the year), average, share, index, ratio, extreme (median, highest), distinct (each counted once), volume (fixed prices), unknown.';
comment on column star.dim_measure.sum_over_categories is 'Whether sums over the values of other variables mean anything; null where the source does not say enough.';
comment on column star.dim_measure.sum_over_region is 'Whether sums over places mean anything; null where the source does not say enough.';
comment on column star.dim_measure.sum_over_time is 'Whether sums over periods mean anything; null where the source does not say enough.';
comment on column star.dim_member."position" is 'Place in the newest vintage, from 0; null for a value that the variable no longer has.';
comment on column star.dim_member.preview_only is 'True while only a held publication has this value.';
comment on column star.dim_region.scheme is 'no: Norwegian municipalities, counties and country; kostra: KOSTRA''s groups; otherwise the provider''s name.';
comment on column star.dim_region.valid_from is 'First day of the code; null for a place that no classification here has.';
comment on column star.dim_region.valid_to is 'First day on which the code does not stand any more; null for no end, or where valid_from is null.';
comment on column star.dim_series.members is 'member_key by slot of the variable; null where the combination has no such variable.';
comment on column star.dim_time.canonical is 'The same text for the same period whatever the source calls it: 2024K1, 2024Q1 and 2024-Q1 are all 2024-Q1.';
comment on column star.dim_time.period_end is 'The first day after the period.';
comment on column star.dim_variable."position" is 'Place in the newest vintage, from 0; null for a variable that the table no longer has.';
comment on column star.dim_variable.preview_only is 'True while only a held publication has this variable: the views in mart do not show it.';
comment on column star.dim_variable.slot is 'Place of this variable''s member in dim_series.members.';
comment on column star.dim_vintage.cells_suppressed is 'Cells that this vintage added or changed and that have a symbol but no number; null for vintages from before this was counted.';
comment on column star.dim_vintage.committed_at is 'When they became visible here.';
comment on column star.dim_vintage.label_hash is 'Hash of all labels, units and notes, white space folded.';
comment on column star.dim_vintage.observed_at is 'When this program first received these figures.';
comment on column star.dim_vintage.source_released_at is 'When the publisher''s calendar said that these figures come.';
comment on column star.dim_vintage.source_updated_at is 'When the source says that it last changed the table.';
comment on column star.dim_vintage.value_hash is 'Hash of all cells by code: the same whatever the order, the chunking or the labels.';
comment on column star.held_change.v_from is 'Number of the vintage that these cells would get.';
comment on function mart.as_of(anyelement, timestamp with time zone, text) is 'A table''s view as it stood at a moment: select * from mart.as_of(null::mart.ssb_07459, ''2021-12-15'', ''source'').';
comment on function mart.as_of(text, timestamp with time zone, text) is 'All cells of a table as they stood at a moment, by code. For the columns of the table''s own view, call mart.as_of(null::mart.ssb_07459, …).';
comment on function mart.changed_cells(text, integer) is 'Every number that a vintage of a table added, changed or withdrew, by default the newest: what it was and what it became, by code.';
comment on function mart.region_time_machine(text, date, text) is 'A table of municipalities (or counties) in the structure of a day. Only what is exact has a value: the same place under other codes, and sums of places that became one, if such figures may be summed. Everything else is shown as not comparable, with the reason. docs/regions.md tells more.';
comment on function mart.stands_for_all(text) is 'True for the name of a value that is the total of the others: I alt, Begge kjønn, The whole country …';
comment on function mart.sum_over(text, text[], jsonb) is 'Sums a table over some of its variables, totals left out. The value is null, with a reason, where such figures must not be summed or where a cell is missing or suppressed; then at_least and at_most bound it, if no figure is below zero: what is known, and the total that the source publishes. docs/regions.md tells more.';
comment on function mart.vintage_at(text, timestamp with time zone, text) is 'The vintage of a table that stood at a moment, by one of four clocks: released (the publisher''s calendar), source (the publisher''s stamp), observed (first received here), committed (visible here).';
comment on function ops.counted_at(timestamp with time zone, timestamp with time zone) is 'The latest moment at which the source can have counted a call.';
comment on function ops.hold_lease(text, bigint) is 'Whether a lease is held still; if so, nobody can take it before the transaction has ended.';
comment on function ops.note_lineage() is 'Notes that a run or task began or ended. What goes wrong is a warning: lineage stops no work.';
comment on function ops.pause_calls(text, text, interval, text) is 'Keeps everybody from a source for a while; never shortens a pause.';
comment on function ops.release_lease(text, bigint) is 'Gives a lease back, if it is held still.';
comment on function ops.renew_lease(text, bigint) is 'Prolongs a lease by its duration; false if it was lost.';
comment on function ops.settle_call(uuid, interval) is 'Notes that a call was answered, or failed, so long ago by the caller''s own reckoning.';
comment on function ops.state_limit(text, text, integer, interval) is 'Keeps what a source says about its limits; everybody obeys it from the next call on.';
comment on function ops.take_call(text, text, text, uuid, integer, interval) is 'Takes one call from the sliding window that all processes share. wait is zero if it may be made now; else the caller asks again with the same ticket, after that time or ten seconds.';
comment on function ops.take_lease(text, text, text, interval) is 'Takes a lease that is free or has expired and returns its token; null while another holds it.';
comment on function star.add_bucket(smallint) is 'Makes the two partitions of a bucket.';
comment on function star.analyze_bucket(smallint) is 'Counts the current facts of a bucket for the planner. Only an owner may analyze, so it runs with the owner''s rights.';
comment on function star.close_own_bucket(smallint) is 'Gives a filled bucket its keys and makes its tables partitions.';
comment on function star.codes_of(bigint, integer) is 'The code of every variable of one cell.';
comment on function star.open_own_bucket(integer) is 'Makes tables for a bucket that are not yet partitions and have no keys, with the rights that their parents have; null if as many as in_most tables have a bucket of their own.';
comment on function star.refresh_series_labels(integer, boolean) is 'Makes star.series_labels_<dataset_key>, or brings it up to date where a series or a variable is new, or, with in_relabelled, a label may be another.';
comment on function star.region_links(integer, date, date[]) is 'Which places of each era have a part in which places of a day; whether the figures of the target are exactly those of its sources; and if not, the changes that are why.';
comment on function star.region_pairs(integer, date, date) is 'Which codes of a later day have anything of which codes of an earlier day, and the changes between. A null early code: something new; a null late code: something that is not continued.';
comment on function star.region_time_machine(text, date, text) is 'What mart.region_time_machine answers, for a table that has such places.';
comment on function star.require_select(text) is 'Refuses, on behalf of a function with its owner''s rights, a caller who may not read the view of a table.';
comment on function star.reserve_series_keys(bigint) is 'The first of how_many consecutive keys that nobody else gets.';
comment on schema mart is 'Statistical tables as views with labels in Norwegian and (with suffix _en) English. Start with mart.tables.';
comment on schema mart_preview is 'Tables as they would be if what is held were released: views with the names and columns of mart, made when a table is first held.';
comment on schema ops is 'Runs, tasks, findings and the call budget of the statbank program.';
comment on schema raw is 'Requests and the responses they got. Insert only; the bytes are in the archive, named by hash.';
comment on schema report is 'Published reports, their claims, the cells that they are bound to, and the history of verdicts. Readers use mart.report_claims and mart.report_claim_history.';
comment on schema star is 'The star: dimensions, current facts and revisions. Readers use the views in mart.';
comment on schema statbank_meta is 'Which migrations this database has. Written by the statbank program only.';
comment on table ops.call is 'Calls of the last window per provider and egress address; ops.take_call counts them.';
comment on table ops.call_lane is 'Who goes first when calls are scarce: the lower the rank, the sooner.';
comment on table ops.call_queue is 'Who waits for a call. One that does not ask again before expires_at has died or given up.';
comment on table ops.call_source is 'What a source said last about its limits, and how long it asked everyone to stay away.';
comment on table ops.finding is 'What a check saw: code, place (JSON pointer), expectation and fact, and the bytes it saw them in.';
comment on table ops.held is 'Publications that a gate held, and states that a person refused. At most one per table is open.';
comment on table ops.lease is 'Who may do something now. Whoever does not renew in time has lost it, even when it wakes up later.';
comment on table ops.lineage_outbox is 'Begin and end of every run and task, to be told to a lineage service. Without one they wait here, and go with their logs.';
comment on table ops.run is 'One invocation of a command that may write.';
comment on table ops.schedule is 'When each table of the catalogue is looked at next. A time that has passed is due once, however long ago it was.';
comment on table ops.schedule_subject is 'When the tables of a subject of the catalogue were last asked for.';
comment on table ops.table_look is 'What the source last said of a table, what of it was fetched, and whether the table is still there.';
comment on table ops.task is 'One table within one run, with what it changed.';
comment on table raw.object is 'One distinct response body. The same bytes are stored once, however often they come.';
comment on table raw.request is 'One exchange with a source: what was asked, what came back, and the hash of the bytes.';
comment on table report.claim is 'Claims of the reports, in their order.';
comment on table report.claim_table is 'Which tables a claim reads: a publication looks only at the claims of its own table.';
comment on table report.evaluation is 'Every verdict that was ever reached; the newest of a claim stands. Append only.';
comment on table report.report is 'One row per report: its file as it was last registered.';
comment on table star.bridge_concept_correspondence is 'Codes of two classifications that go together, such as municipality and centrality, by day.';
comment on table star.bridge_region_change is 'How places change: from the code before a day to the code after it. A graph that leads every code to the next structure.';
comment on table star.classification_vintage is 'One row per published state of a classification. The newest one is in the star; earlier ones are in the archive.';
comment on table star.dim_concept is 'Classifications and concepts (KLASS, Vardok) that make variables of different tables the same variable.';
comment on table star.dim_concept_code is 'Codes of classifications with the names that they had from one day to another.';
comment on table star.dim_dataset is 'One row per statistical table of a provider.';
comment on table star.dim_measure is 'What a table counts (statistikkvariabel), with unit, precision and kind.';
comment on table star.dim_measure_history is 'Earlier descriptions of a measure: valid for the vintages from v_from up to, not including, v_to.';
comment on table star.dim_member is 'Values of a variable with their newest labels.';
comment on table star.dim_member_history is 'Earlier labels of a value: valid for the vintages from v_from up to, not including, v_to.';
comment on table star.dim_region is 'Places that several tables speak of, one row per code of a scheme.';
comment on table star.dim_region_version is 'Places with the names that they had from one day to another. Facts carry region_key; join on it and on the day.';
comment on table star.dim_series is 'One row per combination of a table''s values other than time.';
comment on table star.dim_status is 'Symbols printed instead of or beside a number.';
comment on table star.dim_time is 'Periods as the sources write them, with their days. A code that is not understood has a row too, with granularity unknown and no dates.';
comment on table star.dim_variable is 'Variables of a table. Slot and column names are given once and never reused, so views survive new, removed and reordered variables.';
comment on table star.dim_vintage is 'One row per published state of a table.';
comment on table star.fact_observation is 'Current cells: one row per series and period, with the vintage that brought its present state.';
comment on table star.fact_revision is 'Earlier states of cells: valid for the vintages from v_from up to, not including, v_to. Append only.';
comment on table star.held_change is 'How a table''s open held publication differs from its current facts: new states of cells, and cells that it no longer has. The views in mart_preview lay it over them.';
comment on table statbank_meta.migration is 'Applied migration files, with the SHA-256 of the bytes that were applied.';
comment on view mart.changes is 'What each publication changed, in numbers and words. Last night: where committed_at > now() - interval ''1 day''. The numbers themselves: mart.changed_cells(view, vintage).';
comment on view mart.concept_code is 'Koder i klassifikasjoner, med navnene de hadde fra en dag til en annen. Nøkkel: concept_key, kode og gyldig_fra.';
comment on view mart.concept_code_en is 'Codes of classifications with the names that they had from one day to another. Key: concept_key, code and valid_from.';
comment on view mart.concept_correspondence is 'Koder i to klassifikasjoner som hører sammen, for eksempel kommune og sentralitet, fra en dag til en annen.';
comment on view mart.concept_correspondence_en is 'Codes of two classifications that go together, such as municipality and centrality, from one day to another.';
comment on view mart.dim_concept is 'Begreper som gjør variabler i ulike tabeller til samme variabel. Nøkkel: concept_key. Kodene er i mart.klass_<nummer> og mart.concept_code.';
comment on view mart.dim_concept_en is 'Concepts that make variables of different tables the same variable. Key: concept_key. Their codes are in mart.klass_<number>_en and mart.concept_code_en.';
comment on view mart.dim_measure is 'Statistikkvariabler: hva tabellene teller. Nøkkel: measure_key.';
comment on view mart.dim_measure_en is 'Measures: what the tables count. Key: measure_key.';
comment on view mart.dim_member is 'Verdiene til hver variabel. Nøkkel: member_key.';
comment on view mart.dim_member_en is 'Values of each variable. Key: member_key.';
comment on view mart.dim_region is 'Steder som flere tabeller bruker. Nøkkel: region_key.';
comment on view mart.dim_region_en is 'Places that several tables use. Key: region_key.';
comment on view mart.dim_region_version is 'Kommuner og fylker med navnene de hadde fra en dag til en annen. Nøkkel: region_version_key; fakta kobles på region_key og perioden.';
comment on view mart.dim_region_version_en is 'Municipalities and counties with the names that they had from one day to another. Key: region_version_key; facts join on region_key and the period.';
comment on view mart.dim_series is 'Tidsserier: én rad per kombinasjon av en tabells verdier utenom tid. Nøkkel: series_key.';
comment on view mart.dim_series_en is 'Time series: one row per combination of a table''s values other than time. Key: series_key.';
comment on view mart.dim_status is 'Standardtegn som er trykt i stedet for eller ved siden av et tall. Nøkkel: status_key.';
comment on view mart.dim_status_en is 'Symbols printed instead of or beside a number. Key: status_key.';
comment on view mart.dim_table is 'Statistikktabeller, én rad per tabell. Nøkkel: table_key.';
comment on view mart.dim_table_en is 'Statistical tables, one row each. Key: table_key.';
comment on view mart.dim_time is 'Perioder som alle tabeller deler. Nøkkel: time_key. Hierarki: år, kvartal, måned.';
comment on view mart.dim_time_en is 'Periods that all tables share. Key: time_key. Hierarchy: year, quarter, month.';
comment on view mart.dim_variable is 'Variablene i hver tabell. Nøkkel: variable_key.';
comment on view mart.dim_variable_en is 'Variables of each table. Key: variable_key.';
comment on view mart.fact_current is 'Gjeldende tall fra alle tabeller, ett per celle. Nøkkel: series_key og time_key.';
comment on view mart.fact_current_en is 'Current figures of all tables, one per cell. Key: series_key and time_key.';
comment on view mart.fact_history is 'Alle utgaver av alle tall. Nøkkel: series_key, time_key og utgave_fra.';
comment on view mart.fact_history_en is 'Every state of every figure. Key: series_key, time_key and vintage_from.';
comment on view mart.freshness is 'How fresh each table is, measured against what its publisher announced.';
comment on view mart.keys is 'The columns that make a row of each view unique: views cannot declare a primary key, so this says it.';
comment on view mart.lineage is 'Which load and run brought each vintage of a table. A cell''s vintage is the column utgave_fra (vintage_from) of the table''s history view.';
comment on view mart.lineage_responses is 'What was asked of the source for each vintage, and the hash of the bytes that it answered.';
comment on view mart.notes is 'What the source notes on a table, or on one value of a variable.';
comment on view mart.region_change is 'Hvordan kommuner og fylker endrer seg: fra koden før en dag til koden etter. docs/regions.md forklarer endringene.';
comment on view mart.region_change_en is 'How municipalities and counties change: from the code before a day to the code after it. docs/regions.md explains the kinds.';
comment on view mart.relationships is 'Which column of which view refers to which key: views cannot declare foreign keys, so this says it. Each is many to one.';
comment on view mart.report_claim_history is 'Alle vurderinger av alle påstander i rapportene, med tidspunkt og grunn.';
comment on view mart.report_claims is 'Hver påstand i rapportene med siste vurdering: trykt tall, tall nå og begrunnelse.';
comment on view mart.series_member is 'Hvilke verdier hver tidsserie har. Nøkkel: series_key og member_key.';
comment on view mart.series_member_en is 'Which values each time series has. Key: series_key and member_key.';
comment on view mart.tables is 'Every table that is here: the view to query, its title, and how fresh it is.';
comment on view mart.vintages is 'Every published state of every table, and how much it changed.';
