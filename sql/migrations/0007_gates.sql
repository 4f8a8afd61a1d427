-- Publications that a gate held back: what they would change, why, and what a person decided.

alter table ops.run
  add column decided_by text,
  add column reason text;
comment on column ops.run.decided_by is 'Name of the operating-system user, where a run carries out a person''s decision (release, reject, rollback).';
comment on column ops.run.reason is 'Why, in that person''s words.';

alter table ops.task
  drop constraint task_kind_known,
  drop constraint task_outcome_known,
  add constraint task_kind_known
    check (kind in ('sync', 'replay', 'import', 'rebuild', 'release', 'reject', 'rollback')),
  add constraint task_outcome_known
    check (outcome in ('published', 'unchanged', 'held', 'rejected', 'quarantined', 'failed'));
comment on column ops.task.outcome is 'published, unchanged, held (a gate wants a person to look; see ops.held), rejected (a person has refused this state), quarantined (the data was refused; its bytes are kept), failed (it could not be fetched or stored); null while running.';

alter table star.dim_vintage add column cells_suppressed bigint;
comment on column star.dim_vintage.cells_suppressed is 'Cells that this vintage added or changed and that have a symbol but no number; null for vintages from before this was counted.';

alter table star.dim_variable add column preview_only boolean not null default false;
comment on column star.dim_variable.preview_only is 'True while only a held publication has this variable: the views in mart do not show it.';
alter table star.dim_member add column preview_only boolean not null default false;
comment on column star.dim_member.preview_only is 'True while only a held publication has this value.';
alter table star.dim_measure add column preview_only boolean not null default false;
comment on column star.dim_measure.preview_only is 'True while only a held publication has this measure: the views in mart do not show it.';

create table ops.held (
  held_id bigint generated always as identity,
  task_id uuid not null,
  dataset_key integer not null,
  base_vintage integer not null,
  held_at timestamptz not null default clock_timestamp(),
  value_hash bytea not null,
  label_hash bytea not null,
  cells_added bigint not null,
  cells_changed bigint not null,
  cells_withdrawn bigint not null,
  cells_unchanged bigint not null,
  reasons jsonb not null,
  decision text,
  decided_at timestamptz,
  decided_by text,
  decision_reason text,
  constraint held_pk primary key (held_id),
  constraint held_task_fk foreign key (task_id) references ops.task (task_id) on delete restrict,
  constraint held_dataset_fk foreign key (dataset_key) references star.dim_dataset (dataset_key) on delete restrict,
  constraint held_decision_known check (decision in ('released', 'rejected', 'superseded')),
  constraint held_decision_with_time check ((decision is null) = (decided_at is null))
);
comment on table ops.held is 'Publications that a gate held, and states that a person refused. At most one per table is open.';
comment on column ops.held.base_vintage is 'The vintage that stood, and that the difference in star.held_change is against.';
comment on column ops.held.reasons is 'Array of {gate, verdict, message}: why it was held.';
comment on column ops.held.decision is 'released (published after all), rejected (the same state is not asked about again), superseded (something else came); null while open.';
comment on column ops.held.decided_by is 'Name of the operating-system user who decided; null where the program did.';
create unique index held_open on ops.held (dataset_key) where decision is null;
create index held_state on ops.held (dataset_key, value_hash);
create index held_task on ops.held (task_id);

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
  constraint held_change_pk primary key (dataset_key, series_key, time_key),
  constraint held_change_whole check (gone or (measure_key is not null and region_key is not null and status_key is not null))
);
comment on table star.held_change is 'How a table''s open held publication differs from its current facts: new states of cells, and cells that it no longer has. The views in mart_preview lay it over them.';
comment on column star.held_change.v_from is 'Number of the vintage that these cells would get.';

create schema mart_preview;
comment on schema mart_preview is 'Tables as they would be if what is held were released: views with the names and columns of mart, made when a table is first held.';
