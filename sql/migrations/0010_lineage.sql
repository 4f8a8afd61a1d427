-- From a number to its source, for readers: which load brought a vintage, and which responses
-- of the source that load read.

create view mart.lineage as
select
  dataset.view_name as view,
  dataset.provider,
  dataset.table_id,
  v.vintage,
  v.source_updated_at,
  v.observed_at,
  v.committed_at,
  task.task_id,
  task.kind as load_kind,
  task.started_at as load_started_at,
  task.finished_at as load_finished_at,
  coalesce(task.fetched_by, task.task_id) as fetch_task_id,
  run.run_id,
  run.command,
  run.program_version,
  encode(v.value_hash, 'hex') as value_hash
from star.dim_vintage as v
join star.dim_dataset as dataset on dataset.dataset_key = v.dataset_key
join ops.task as task on task.task_id = v.task_id
join ops.run as run on run.run_id = task.run_id;
comment on view mart.lineage is 'Which load and run brought each vintage of a table. A cell''s vintage is the column utgave_fra (vintage_from) of the table''s history view.';
comment on column mart.lineage.view is 'The table''s view in mart.';
comment on column mart.lineage.vintage is 'Number of the vintage, from 1.';
comment on column mart.lineage.source_updated_at is 'When the source says that it last changed the table.';
comment on column mart.lineage.observed_at is 'When these figures were first received here.';
comment on column mart.lineage.committed_at is 'When they became visible here.';
comment on column mart.lineage.load_kind is 'sync: fetched from the source; replay and rebuild: read again from the archive; import: from a document; release: after being held; rollback: an earlier vintage taken up again.';
comment on column mart.lineage.fetch_task_id is 'The task that received the responses; see mart.lineage_responses.';
comment on column mart.lineage.command is 'The command that ran.';
comment on column mart.lineage.program_version is 'Version of statbank that read the responses.';
comment on column mart.lineage.value_hash is 'Hash of all cells of the vintage by code.';

create view mart.lineage_responses as
select
  dataset.view_name as view,
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
  encode(request.sha256, 'hex') as sha256,
  object.byte_length,
  object.media_type,
  'objects/' || left(encode(request.sha256, 'hex'), 2) || '/'
    || substr(encode(request.sha256, 'hex'), 3) || '.gz' as archive_path
from star.dim_vintage as v
join star.dim_dataset as dataset on dataset.dataset_key = v.dataset_key
join ops.task as task on task.task_id = v.task_id
join raw.request as request on request.task_id = coalesce(task.fetched_by, task.task_id)
join raw.object as object on object.sha256 = request.sha256;
comment on view mart.lineage_responses is 'What was asked of the source for each vintage, and the hash of the bytes that it answered.';
comment on column mart.lineage_responses.ordinal is 'Place among the load''s requests, from 0.';
comment on column mart.lineage_responses.attempt is 'Try of the fetch; only responses of the last one were used.';
comment on column mart.lineage_responses.purpose is 'entry, metadata:<language>, codelist, data, witness (asked once more to see that nothing had moved), or document.';
comment on column mart.lineage_responses.body is 'What was sent with the request; null for nothing.';
comment on column mart.lineage_responses.sha256 is 'SHA-256 of the bytes of the response, in hex.';
comment on column mart.lineage_responses.archive_path is 'Where the archive keeps the bytes, gzipped: zcat FILE | sha256sum gives the hash.';
