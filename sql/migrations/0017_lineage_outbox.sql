-- What is to be told to a lineage service (OpenLineage): one row when a run or a task begins,
-- and one when it ends, in the transaction that says so. Shipping comes after.

create table ops.lineage_outbox (
  event_id bigint generated always as identity,
  run_id uuid not null,
  task_id uuid,
  moment text not null,
  noted_at timestamptz not null default clock_timestamp(),
  event jsonb,
  shipped_at timestamptz,
  refused_as text,
  constraint lineage_outbox_pk primary key (event_id),
  constraint lineage_outbox_run_fk foreign key (run_id) references ops.run (run_id) on delete cascade,
  constraint lineage_outbox_task_fk foreign key (task_id) references ops.task (task_id) on delete cascade,
  constraint lineage_outbox_moment_known check (moment in ('start', 'end')),
  constraint lineage_outbox_once unique nulls not distinct (run_id, task_id, moment)
);
comment on table ops.lineage_outbox is 'Begin and end of every run and task, to be told to a lineage service. Without one they wait here, and go with their logs.';
comment on column ops.lineage_outbox.task_id is 'The task that began or ended; null where the whole run did.';
comment on column ops.lineage_outbox.event is 'The OpenLineage event as it is sent, made when it is first to be shipped; the same whenever it is sent again.';
comment on column ops.lineage_outbox.shipped_at is 'When the service had taken it; null while it waits.';
comment on column ops.lineage_outbox.refused_as is 'Why the service will never take it; such an event is not sent again.';
create index lineage_outbox_waiting on ops.lineage_outbox (event_id) where shipped_at is null and refused_as is null;
create index lineage_outbox_task on ops.lineage_outbox (task_id);

create function ops.note_lineage() returns trigger
  language plpgsql volatile
  set search_path = pg_catalog
as $$
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
$$;
comment on function ops.note_lineage() is 'Notes that a run or task began or ended. What goes wrong is a warning: lineage stops no work.';

create trigger run_began after insert on ops.run
  for each row execute function ops.note_lineage();
create trigger run_ended after update of finished_at on ops.run
  for each row when (old.finished_at is null and new.finished_at is not null)
  execute function ops.note_lineage();
create trigger task_began after insert on ops.task
  for each row execute function ops.note_lineage();
create trigger task_ended after update of finished_at on ops.task
  for each row when (old.finished_at is null and new.finished_at is not null)
  execute function ops.note_lineage();
