-- A call is settled when its response is stored, and was counted by the source before its first
-- byte was sent: what lies between is storing, and every window of a night waited for it.

drop function ops.settle_call(uuid);

create function ops.settle_call(in_ticket uuid, in_ago interval) returns void
  language sql volatile
  set search_path = pg_catalog
as $$
  update ops.call
    set answered_at = greatest(taken_at, clock_timestamp() - greatest(in_ago, interval '0'))
    where ticket = in_ticket;
$$;
comment on function ops.settle_call(uuid, interval) is 'Notes that a call was answered, or failed, so long ago by the caller''s own reckoning.';
comment on column ops.call.answered_at is 'When the answer began to come. The source counted the call at some moment before it.';

-- As before, but a call that is free in a moment is not waited for a tenth of a second.
create or replace function ops.take_call(
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
$$;
