-- Classifications with everything that was ever valid in them, how places change, and what may
-- be summed.

alter table star.dim_concept
  add column classification_id text,
  add column name_no text,
  add column name_nn text,
  add column name_en text;
comment on column star.dim_concept.classification_id is 'KLASS''s number; null for a concept that KLASS does not have, or before the classification was fetched.';
comment on column star.dim_concept.name_nn is 'Name in Nynorsk.';

create table star.classification_vintage (
  concept_key integer not null,
  vintage integer not null,
  task_id uuid not null,
  content_hash bytea not null,
  observed_at timestamptz not null,
  committed_at timestamptz not null default clock_timestamp(),
  codes integer not null,
  changes integer not null,
  correspondences integer not null,
  constraint classification_vintage_pk primary key (concept_key, vintage),
  constraint classification_vintage_concept_fk foreign key (concept_key) references star.dim_concept (concept_key) on delete restrict,
  constraint classification_vintage_task_fk foreign key (task_id) references ops.task (task_id) on delete restrict,
  constraint classification_vintage_hash_length check (octet_length(content_hash) = 32)
);
comment on table star.classification_vintage is 'One row per published state of a classification. The newest one is in the star; earlier ones are in the archive.';
comment on column star.classification_vintage.content_hash is 'Hash of all names, dated codes, changes and correspondences.';
comment on column star.classification_vintage.observed_at is 'When this program first received this state.';
create index classification_vintage_task on star.classification_vintage (task_id);

create table star.dim_concept_code (
  concept_code_key integer generated always as identity,
  concept_key integer not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  level smallint,
  parent_code text,
  name_no text,
  name_nn text,
  name_en text,
  constraint dim_concept_code_pk primary key (concept_code_key),
  constraint dim_concept_code_span unique (concept_key, code, valid_from),
  constraint dim_concept_code_concept_fk foreign key (concept_key) references star.dim_concept (concept_key) on delete restrict,
  constraint dim_concept_code_order check (valid_from < valid_to)
);
comment on table star.dim_concept_code is 'Codes of classifications with the names that they had from one day to another.';
comment on column star.dim_concept_code.valid_to is 'The first day on which it is not valid any more; null for no end.';
comment on column star.dim_concept_code.parent_code is 'Code above it in the classification''s own levels.';

create table star.bridge_concept_correspondence (
  source_concept_key integer not null,
  target_concept_key integer not null,
  source_code text not null,
  target_code text not null,
  valid_from date not null,
  valid_to date,
  target_name_no text,
  constraint bridge_concept_correspondence_pk primary key (source_concept_key, target_concept_key, source_code, target_code, valid_from),
  constraint bridge_concept_correspondence_source_fk foreign key (source_concept_key) references star.dim_concept (concept_key) on delete restrict,
  constraint bridge_concept_correspondence_target_fk foreign key (target_concept_key) references star.dim_concept (concept_key) on delete restrict,
  constraint bridge_concept_correspondence_order check (valid_from < valid_to)
);
comment on table star.bridge_concept_correspondence is 'Codes of two classifications that go together, such as municipality and centrality, by day.';

alter table star.dim_region
  add column name_nn text,
  add column valid_from date,
  add column valid_to date;
comment on column star.dim_region.valid_from is 'First day of the code; null for a place that no classification here has.';
comment on column star.dim_region.valid_to is 'First day on which the code does not stand any more; null for no end, or where valid_from is null.';

create table star.dim_region_version (
  region_version_key integer generated always as identity,
  region_key integer not null,
  valid_from date not null,
  valid_to date,
  name_no text not null,
  name_nn text,
  name_en text,
  parent_code text,
  constraint dim_region_version_pk primary key (region_version_key),
  constraint dim_region_version_span unique (region_key, valid_from),
  constraint dim_region_version_region_fk foreign key (region_key) references star.dim_region (region_key) on delete restrict,
  constraint dim_region_version_order check (valid_from < valid_to)
);
comment on table star.dim_region_version is 'Places with the names that they had from one day to another. Facts carry region_key; join on it and on the day.';

create table star.bridge_region_change (
  region_change_key integer generated always as identity,
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
  constraint bridge_region_change_pk primary key (region_change_key),
  constraint bridge_region_change_edge unique nulls not distinct (concept_key, change_date, old_code, new_code),
  constraint bridge_region_change_concept_fk foreign key (concept_key) references star.dim_concept (concept_key) on delete restrict,
  constraint bridge_region_change_old_fk foreign key (old_region_key) references star.dim_region (region_key) on delete restrict,
  constraint bridge_region_change_new_fk foreign key (new_region_key) references star.dim_region (region_key) on delete restrict,
  constraint bridge_region_change_kind_known check (kind in ('rename', 'recode', 'merge', 'split', 'boundary', 'new', 'ceased')),
  constraint bridge_region_change_some_code check (old_code is not null or new_code is not null)
);
comment on table star.bridge_region_change is 'How places change: from the code before a day to the code after it. A graph that leads every code to the next structure.';
comment on column star.bridge_region_change.change_date is 'First day of the new code.';
comment on column star.bridge_region_change.kind is 'rename: another name only; recode: another code for the same place; merge: several become one; split: one becomes several; boundary: several become several others; new, ceased: without predecessor or successor.';
comment on column star.bridge_region_change.stated is 'False where the register does not list it but its codes show it, such as the part of a merger that keeps its code.';
create index bridge_region_change_old on star.bridge_region_change (concept_key, old_code, change_date);

alter table star.dim_measure
  add column quantity_kind text not null default 'unknown',
  add column sum_over_time boolean,
  add column sum_over_region boolean,
  add column sum_over_categories boolean,
  add constraint dim_measure_quantity_known check (quantity_kind in (
    'stock', 'flow', 'cumulative', 'average', 'share', 'index', 'ratio', 'extreme', 'distinct',
    'volume', 'unknown'));
comment on column star.dim_measure.quantity_kind is 'What kind of quantity it is, as far as it decides about sums: stock, flow, cumulative (since the beginning of the year), average, share, index, ratio, extreme (median, highest), distinct (each counted once), volume (fixed prices), unknown.';
comment on column star.dim_measure.sum_over_time is 'Whether sums over periods mean anything; null where the source does not say enough.';
comment on column star.dim_measure.sum_over_region is 'Whether sums over places mean anything; null where the source does not say enough.';
comment on column star.dim_measure.sum_over_categories is 'Whether sums over the values of other variables mean anything; null where the source does not say enough.';

-- What was read of measures before says as much as this; the next publication of a table says more.
update star.dim_measure set
  quantity_kind = case when additivity in ('full', 'not over time') then measuring_type else 'unknown' end,
  sum_over_time = case additivity when 'full' then true when 'unknown' then null else false end,
  sum_over_region = case additivity when 'unknown' then null else additivity <> 'none' end,
  sum_over_categories = case additivity when 'unknown' then null else additivity <> 'none' end;

create function star.region_pairs(in_concept_key integer, in_early date, in_late date)
returns table (early_code text, late_code text, changes integer[])
  language sql stable
  set search_path = pg_catalog
as $$
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
$$;
comment on function star.region_pairs(integer, date, date) is
  'Which codes of a later day have anything of which codes of an earlier day, and the changes between. A null early code: something new; a null late code: something that is not continued.';
