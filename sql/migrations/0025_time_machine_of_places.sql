-- A table without places by the register's codes is told, not answered with nothing.

alter function mart.region_time_machine(text, date, text) set schema star;
comment on function star.region_time_machine(text, date, text) is
  'What mart.region_time_machine answers, for a table that has such places.';

create function mart.region_time_machine(
  in_view text, in_date date, in_level text default 'municipality'
)
returns table (
  region_code text, region_name text, period text, measure text, codes jsonb, value numeric,
  symbol text, comparable boolean, reason_code text, reason text, reason_en text, changes text,
  from_codes text[], cells integer, missing integer, suppressed integer
)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  register text := case in_level when 'municipality' then '131' when 'county' then '104' end;
begin
  perform star.require_select(in_view);
  if exists (
      select from star.dim_concept as c
      join star.dim_concept_code as k on k.concept_key = c.concept_key
      where c.classification_id = register)
    and exists (
      select from star.dim_dataset as d
      join star.dim_variable as v on v.dataset_key = d.dataset_key and v.role = 'geo' and v.position is not null
      where d.view_name = in_view)
    and not exists (
      select from star.dim_dataset as d
      join star.dim_series as s on s.dataset_key = d.dataset_key
      join star.dim_region as r on r.region_key = s.region_key and r.scheme = 'no'
      join star.dim_concept as c on c.classification_id = register
      join star.dim_concept_code as k on k.concept_key = c.concept_key and k.code = r.code
      where d.view_name = in_view)
  then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('mart.%I has no place with a code of KLASS %s', in_view, register),
      hint = 'Codes such as K-0301 are recalculated by the source already; a table of another level is asked for with in_level.';
  end if;
  return query select * from star.region_time_machine(in_view, in_date, in_level);
end
$$;
comment on function mart.region_time_machine(text, date, text) is
  'A table of municipalities (or counties) in the structure of a day. Only what is exact has a value: the same place under other codes, and sums of places that became one, if such figures may be summed. Everything else is shown as not comparable, with the reason. docs/regions.md tells more.';
