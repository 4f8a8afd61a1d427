-- What is known of a table at its source: when it was last looked at, fetched and audited,
-- and whether it is still there.

create table ops.table_look (
  provider text not null,
  table_id text not null,
  looked_at timestamptz,
  listed_at timestamptz,
  listed_updated timestamptz,
  listed_last_period text,
  missing_since timestamptz,
  whole_look_at timestamptz,
  fetched_at timestamptz,
  fetched_updated timestamptz,
  fetched_last_period text,
  fetched_selection text,
  fetched_calls integer,
  audited_at timestamptz,
  title text,
  variables text[] not null default '{}',
  discontinued boolean not null default false,
  absent_days smallint not null default 0,
  absent_at timestamptz,
  retired_at timestamptz,
  retired_as text,
  successor text,
  constraint table_look_pk primary key (provider, table_id),
  constraint table_look_retired_known check (retired_as in ('removed', 'replaced')),
  constraint table_look_retired_whole check ((retired_at is null) = (retired_as is null))
);
comment on table ops.table_look is 'What the source last said of a table, what of it was fetched, and whether the table is still there.';
comment on column ops.table_look.looked_at is 'Until when the catalogue is known: a change after this moment has not been seen.';
comment on column ops.table_look.listed_at is 'When the catalogue or the table''s entry last showed the table.';
comment on column ops.table_look.listed_updated is 'The publication time that was shown then; null if none was.';
comment on column ops.table_look.missing_since is 'Since when the whole catalogue has not listed the table; null if it did.';
comment on column ops.table_look.whole_look_at is 'When the whole catalogue was last read with this table in mind.';
comment on column ops.table_look.fetched_at is 'When the table was last fetched whole and taken.';
comment on column ops.table_look.fetched_updated is 'The publication time of what was fetched then. A catalogue that shows another one has something new.';
comment on column ops.table_look.fetched_selection is 'What the catalogue file selected then, as JSON. Another selection has to be fetched.';
comment on column ops.table_look.fetched_calls is 'How many calls that fetch took.';
comment on column ops.table_look.audited_at is 'When the table was last fetched although nothing seemed to have changed.';
comment on column ops.table_look.absent_days is 'On how many days in Oslo the table''s entry was answered with 404, without an answer in between.';
comment on column ops.table_look.absent_at is 'The latest of those days'' answers.';
comment on column ops.table_look.retired_as is 'removed, or replaced (another table has its title and variables: successor). Facts stay in any case.';

alter table raw.request add column attempt smallint not null default 1;
comment on column raw.request.attempt is 'Which try of the task it belongs to: a fetch that a publication fell into begins anew, and only the last try counts.';
