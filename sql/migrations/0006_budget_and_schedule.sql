-- One call budget with lanes, leases with fencing tokens, and due times.

create table ops.call_lane (
  lane text not null,
  rank smallint not null,
  reserve numeric not null,
  meaning text not null,
  constraint call_lane_pk primary key (lane),
  constraint call_lane_rank unique (rank),
  constraint call_lane_reserve_share check (reserve >= 0 and reserve < 1)
);
comment on table ops.call_lane is 'Who goes first when calls are scarce: the lower the rank, the sooner.';
comment on column ops.call_lane.reserve is 'Share of the limit that this lane leaves to those above it, rounded down to whole calls.';
insert into ops.call_lane (lane, rank, reserve, meaning) values
  ('interactive', 0, 0, 'A person waits: describe, plan, sync of a named table.'),
  -- One call of 30: enough that a person is not shut out, too little to delay a release.
  ('release', 1, 0.034, 'Figures that were announced for now.'),
  -- Two calls of 30, what describing a table takes. More would slow a whole night by more than a tenth.
  ('nightly', 2, 0.067, 'The rest of the catalogue; nobody waits.'),
  -- Ten calls of 30, so that a whole table can be fetched beside it. It has all the time there is.
  ('audit', 3, 0.334, 'Looks again at what should not have changed.');

alter table ops.call rename column called_at to taken_at;
alter table ops.call
  add column ticket uuid not null default gen_random_uuid(),
  add column answered_at timestamptz,
  add constraint call_pk primary key (ticket);
alter table ops.call alter column ticket drop default;
comment on table ops.call is 'Calls of the last window per provider and egress address; ops.take_call counts them.';
comment on column ops.call.answered_at is 'When the answer was here. The source counted the call at some moment before it.';

create table ops.call_queue (
  ticket uuid not null,
  provider text not null,
  egress text not null,
  lane text not null,
  position bigint generated always as identity,
  expires_at timestamptz not null,
  constraint call_queue_pk primary key (ticket),
  constraint call_queue_lane_fk foreign key (lane) references ops.call_lane (lane) on delete restrict
);
comment on table ops.call_queue is 'Who waits for a call. One that does not ask again before expires_at has died or given up.';
create index call_queue_provider on ops.call_queue (provider, egress);

create table ops.call_source (
  provider text not null,
  egress text not null,
  stated_limit integer,
  stated_window interval,
  stated_at timestamptz,
  paused_at timestamptz,
  paused_until timestamptz,
  pause_reason text,
  constraint call_source_pk primary key (provider, egress),
  constraint call_source_stated_positive check (stated_limit > 0 and stated_window > interval '0'),
  constraint call_source_pause_order check (paused_at <= paused_until)
);
comment on table ops.call_source is 'What a source said last about its limits, and how long it asked everyone to stay away.';

create function ops.counted_at(taken_at timestamptz, answered_at timestamptz) returns timestamptz
  language sql volatile
  set search_path = pg_catalog
as $$
  -- A call without an answer may reach the source at any moment; after 70 s it has, or its
  -- connection has timed out.
  select coalesce(answered_at, least(clock_timestamp(), taken_at + interval '70 seconds'))
$$;
comment on function ops.counted_at(timestamptz, timestamptz) is 'The latest moment at which the source can have counted a call.';

drop function ops.take_call(text, text, integer, interval);

create function ops.take_call(
  in_provider text, in_egress text, in_lane text, in_ticket uuid,
  in_limit integer, in_window interval,
  out wait interval, out paused boolean
)
  language plpgsql volatile
  set search_path = pg_catalog
as $$
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
    wait := greatest(wait, coalesce(free_at - moment, interval '0'), interval '100 milliseconds');
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
$$;
comment on function ops.take_call(text, text, text, uuid, integer, interval) is
  'Takes one call from the sliding window that all processes share. wait is zero if it may be made now; else the caller asks again with the same ticket, after that time or ten seconds.';

create function ops.settle_call(in_ticket uuid) returns void
  language sql volatile
  set search_path = pg_catalog
as $$
  update ops.call set answered_at = clock_timestamp() where ticket = in_ticket;
$$;
comment on function ops.settle_call(uuid) is 'Notes that a call was answered, or failed.';

create function ops.pause_calls(in_provider text, in_egress text, in_pause interval, in_reason text)
returns void
  language sql volatile
  set search_path = pg_catalog
as $$
  insert into ops.call_source as s (provider, egress, paused_at, paused_until, pause_reason)
    values (in_provider, in_egress, clock_timestamp(), clock_timestamp() + in_pause, in_reason)
    on conflict (provider, egress) do update
    set paused_at = excluded.paused_at, paused_until = excluded.paused_until, pause_reason = excluded.pause_reason
    where s.paused_until is null or s.paused_until < excluded.paused_until;
$$;
comment on function ops.pause_calls(text, text, interval, text) is 'Keeps everybody from a source for a while; never shortens a pause.';

create function ops.state_limit(in_provider text, in_egress text, in_limit integer, in_window interval)
returns void
  language sql volatile
  set search_path = pg_catalog
as $$
  insert into ops.call_source as s (provider, egress, stated_limit, stated_window, stated_at)
    values (in_provider, in_egress, in_limit, in_window, clock_timestamp())
    on conflict (provider, egress) do update
    set stated_limit = excluded.stated_limit, stated_window = excluded.stated_window, stated_at = excluded.stated_at
    where (s.stated_limit, s.stated_window) is distinct from (excluded.stated_limit, excluded.stated_window);
$$;
comment on function ops.state_limit(text, text, integer, interval) is 'Keeps what a source says about its limits; everybody obeys it from the next call on.';

create sequence ops.lease_token as bigint;

create table ops.lease (
  name text not null,
  holder text not null,
  place text,
  token bigint not null,
  renewed_at timestamptz not null,
  duration interval not null,
  expires_at timestamptz not null,
  constraint lease_pk primary key (name)
);
comment on table ops.lease is 'Who may do something now. Whoever does not renew in time has lost it, even when it wakes up later.';
comment on column ops.lease.place is 'The machine and process namespace of the holder, where known: others there can tell whether it lives.';
comment on column ops.lease.token is 'Higher with every holder. A write that carries an older token is refused.';

create function ops.take_lease(
  in_name text, in_holder text, in_place text, in_duration interval
) returns bigint
  language plpgsql volatile
  set search_path = pg_catalog
as $$
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
$$;
comment on function ops.take_lease(text, text, text, interval) is 'Takes a lease that is free or has expired and returns its token; null while another holds it.';

create function ops.renew_lease(in_name text, in_token bigint) returns boolean
  language plpgsql volatile
  set search_path = pg_catalog
as $$
begin
  update ops.lease
    set renewed_at = clock_timestamp(), expires_at = clock_timestamp() + duration
    where name = in_name and token = in_token and expires_at > clock_timestamp();
  return found;
end
$$;
comment on function ops.renew_lease(text, bigint) is 'Prolongs a lease by its duration; false if it was lost.';

create function ops.hold_lease(in_name text, in_token bigint) returns boolean
  language plpgsql volatile
  set search_path = pg_catalog
as $$
begin
  perform from ops.lease
    where name = in_name and token = in_token and expires_at > clock_timestamp()
    for update;
  return found;
end
$$;
comment on function ops.hold_lease(text, bigint) is 'Whether a lease is held still; if so, nobody can take it before the transaction has ended.';

create function ops.release_lease(in_name text, in_token bigint) returns void
  language sql volatile
  set search_path = pg_catalog
as $$
  delete from ops.lease where name = in_name and token = in_token;
$$;
comment on function ops.release_lease(text, bigint) is 'Gives a lease back, if it is held still.';

alter table ops.run add column lease_token bigint;
comment on column ops.run.lease_token is 'Token of the lease run:<run_id>, which its process renews; without it nothing of the run can be published.';

create table ops.schedule (
  provider text not null,
  table_id text not null,
  rhythm text not null,
  subject text,
  due_at timestamptz not null,
  reason text not null,
  awaited_release timestamptz,
  polls integer not null default 0,
  next_update timestamptz,
  last_due_at timestamptz,
  last_run_id uuid,
  claimed_by uuid,
  constraint schedule_pk primary key (provider, table_id),
  constraint schedule_reason_known check (reason in ('new', 'release', 'poll', 'nightly', 'cron')),
  constraint schedule_last_run_fk foreign key (last_run_id) references ops.run (run_id) on delete set null,
  constraint schedule_claimed_fk foreign key (claimed_by) references ops.run (run_id) on delete set null
);
comment on table ops.schedule is 'When each table of the catalogue is looked at next. A time that has passed is due once, however long ago it was.';
comment on column ops.schedule.rhythm is 'release, or a cron expression in Norwegian time.';
comment on column ops.schedule.subject is 'The subject of the catalogue that brought this table; null where it is listed itself.';
comment on column ops.schedule.awaited_release is 'The release that is waited for; null when it was seen or given up, and between releases.';
comment on column ops.schedule.next_update is 'When the source will change the table next, as it said at the last fetch.';
comment on column ops.schedule.claimed_by is 'The run that works on it; counts as long as that run''s lease.';
create index schedule_due on ops.schedule (due_at);

create table ops.schedule_subject (
  provider text not null,
  subject text not null,
  expanded_at timestamptz not null,
  constraint schedule_subject_pk primary key (provider, subject)
);
comment on table ops.schedule_subject is 'When the tables of a subject of the catalogue were last asked for.';
