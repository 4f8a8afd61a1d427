-- A dry run that sees a change leaves the table as it stands: who comes next with the same bytes
-- must find that they were never published.

alter table ops.task
  drop constraint task_outcome_known,
  add constraint task_outcome_known
    check (outcome in ('published', 'unchanged', 'tried', 'held', 'rejected', 'quarantined', 'failed'));
comment on column ops.task.outcome is 'published, unchanged, tried (a dry run saw a change and left it), held (a gate wants a person to look; see ops.held), rejected (a person has refused this state), quarantined (the data was refused; its bytes are kept), failed (it could not be fetched or stored); null while running.';
