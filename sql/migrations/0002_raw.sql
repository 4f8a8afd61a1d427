-- Every response that was ever received, by the hash of its bytes.

create schema raw;
comment on schema raw is 'Requests and the responses they got. Insert only; the bytes are in the archive, named by hash.';

create table raw.object (
  sha256 bytea not null,
  byte_length bigint not null,
  media_type text,
  first_seen_at timestamptz not null,
  constraint object_pk primary key (sha256),
  constraint object_sha256_length check (octet_length(sha256) = 32)
);
comment on table raw.object is 'One distinct response body. The same bytes are stored once, however often they come.';

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
  requested_at timestamptz not null,
  responded_at timestamptz not null,
  sha256 bytea not null,
  constraint request_pk primary key (request_id),
  constraint request_task_ordinal unique (task_id, ordinal),
  constraint request_task_fk foreign key (task_id) references ops.task (task_id) on delete restrict,
  constraint request_object_fk foreign key (sha256) references raw.object (sha256) on delete restrict
);
comment on table raw.request is 'One exchange with a source: what was asked, what came back, and the hash of the bytes.';
comment on column raw.request.purpose is 'entry, metadata:<language>, codelist, data, or document.';
comment on column raw.request.headers is 'Response headers; those that may identify a person or a session are left out.';
create index request_object on raw.request (sha256);
