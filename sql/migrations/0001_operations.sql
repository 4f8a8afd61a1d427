-- What ran, on what, with which outcome, and what was found.

create schema ops;
comment on schema ops is 'Runs, tasks, findings and the call budget of the statbank program.';

create table ops.run (
  run_id uuid not null,
  command text not null,
  program_version text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  outcome text,
  constraint run_pk primary key (run_id),
  constraint run_outcome_known check (outcome in ('complete', 'partial', 'fail', 'abort')),
  constraint run_outcome_with_end check ((outcome is null) = (finished_at is null))
);
comment on table ops.run is 'One invocation of a command that may write.';
comment on column ops.run.outcome is 'complete, partial (some tables failed), fail, abort; null while running.';

create table ops.task (
  task_id uuid not null,
  run_id uuid not null,
  provider text not null,
  table_id text not null,
  kind text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  outcome text,
  fetched_by uuid,
  vintage integer,
  cells_added bigint not null default 0,
  cells_changed bigint not null default 0,
  cells_withdrawn bigint not null default 0,
  cells_unchanged bigint not null default 0,
  error_code text,
  error_message text,
  constraint task_pk primary key (task_id),
  constraint task_run_fk foreign key (run_id) references ops.run (run_id) on delete restrict,
  constraint task_fetched_by_fk foreign key (fetched_by) references ops.task (task_id) on delete restrict,
  constraint task_kind_known check (kind in ('sync', 'replay', 'import', 'rebuild')),
  constraint task_outcome_known check (outcome in ('published', 'unchanged', 'quarantined', 'failed')),
  constraint task_outcome_with_end check ((outcome is null) = (finished_at is null))
);
comment on table ops.task is 'One table within one run, with what it changed.';
comment on column ops.task.fetched_by is 'The task that fetched the responses, where this one read them from the archive; null where it fetched them itself.';
comment on column ops.task.outcome is 'published, unchanged, quarantined (the data was refused; its bytes are kept), failed (it could not be fetched or stored); null while running.';
create index task_run on ops.task (run_id);
create index task_table on ops.task (provider, table_id, started_at desc);

create table ops.finding (
  finding_id bigint generated always as identity,
  task_id uuid not null,
  sha256 bytea,
  code text not null,
  severity text not null,
  pointer text not null,
  message text not null,
  expected text,
  actual text,
  found_at timestamptz not null default clock_timestamp(),
  constraint finding_pk primary key (finding_id),
  constraint finding_task_fk foreign key (task_id) references ops.task (task_id) on delete cascade,
  constraint finding_severity_known check (severity in ('error', 'warning', 'info'))
);
comment on table ops.finding is 'What a check saw: code, place (JSON pointer), expectation and fact, and the bytes it saw them in.';
create index finding_task on ops.finding (task_id);

create table ops.call (
  provider text not null,
  egress text not null,
  called_at timestamptz not null
);
comment on table ops.call is 'Calls of the last window per provider and egress address; ops.take_call counts them.';
create index call_window on ops.call (provider, egress, called_at);

create function ops.take_call(
  in_provider text, in_egress text, in_limit integer, in_window interval
) returns interval
  language plpgsql volatile
  set search_path = pg_catalog
as $$
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
$$;
comment on function ops.take_call(text, text, integer, interval) is
  'Takes one call from the sliding window shared by all processes: zero if it may be made now, else how long to wait before asking again.';
