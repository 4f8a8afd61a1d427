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
