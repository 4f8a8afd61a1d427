-- The same sums with the places in use counted once a period, instead of looked up one by one.

create or replace function mart.sum_over(in_view text, in_over text[], in_where jsonb default '{}')
returns table (
  codes jsonb, measure text, period text, value numeric, reason_code text, reason text,
  reason_en text, cells integer, missing integer, suppressed integer, at_least numeric,
  at_most numeric
)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  dataset record;
  unknown text;
  over_time boolean;
  over_region boolean;
  over_categories boolean;
begin
  perform star.require_select(in_view);
  select d.dataset_key, d.bucket into dataset from star.dim_dataset as d where d.view_name = in_view;
  select string_agg(asked.code, ', ') into unknown
  from (select unnest(in_over) union select jsonb_object_keys(in_where)) as asked (code)
  where asked.code not in (
    select v.code from star.dim_variable as v
    where v.dataset_key = dataset.dataset_key and v.position is not null
      and not (v.role = 'metric' and asked.code = any (in_over)));
  if unknown is not null or coalesce(cardinality(in_over), 0) = 0 then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = case when unknown is null then 'no variable to sum over is named'
        else format('mart.%I has no variable %s to sum over or to choose by', in_view, unknown) end,
      hint = (
        select format('It has %s. Measures are not summed over.', string_agg(format('%s (%s)', v.code, v.label_no), ', ' order by v.position))
        from star.dim_variable as v
        where v.dataset_key = dataset.dataset_key and v.position is not null);
  end if;
  select coalesce(bool_or(v.role = 'time'), false), coalesce(bool_or(v.role = 'geo'), false),
    coalesce(bool_or(v.role = 'classification'), false)
  into over_time, over_region, over_categories
  from star.dim_variable as v
  where v.dataset_key = dataset.dataset_key and v.code = any (in_over);

  return query
  with chosen as (
    select w.key as variable, jsonb_array_elements_text(
      case jsonb_typeof(w.value) when 'array' then w.value else jsonb_build_array(w.value) end) as code
    from jsonb_each(in_where) as w
  ), member as materialized (
    select v.code as variable, v.role, v.code = any (in_over) as summed, m.member_key, m.code,
      m.is_elimination
        or exists (
          select from star.dim_member as below
          where below.variable_key = m.variable_key and below.parent_code = m.code)
        or m.label_no ~* '^(i alt|total(t|er)?|sum|alle|begge kjønn|hele landet|all|both sexes|the whole country)(\W|$)' as total,
      v.code in (select chosen.variable from chosen) as picked,
      (v.code, m.code) in (select chosen.variable, chosen.code from chosen) as hit
    from star.dim_variable as v
    join star.dim_member as m on m.variable_key = v.variable_key
    where v.dataset_key = dataset.dataset_key and v.position is not null and not m.preview_only
      and v.role in ('geo', 'classification')
  ), kept as materialized (
    select member.*
    from member
    where case when member.picked then member.hit else not (member.summed and member.total) end
  ), whole as materialized (
    -- The one value of each variable that stands for all that is summed, where there is one.
    select member.variable, min(member.member_key) as member_key
    from member
    where member.summed and member.total and not member.picked
    group by member.variable
    having count(*) = 1
  ), overlap as (
    select bool_or(kept.total) and not bool_and(kept.total) as found
    from kept
    where kept.summed
    group by kept.variable
  ), series as materialized (
    select s.series_key, s.measure_key, s.region_key,
      not exists (
        select from unnest(s.members) as x (member_key)
        where x.member_key is not null and x.member_key not in (select kept.member_key from kept)) as part,
      not over_time and (select count(*) from whole) = (
          select count(distinct member.variable) from member where member.summed)
        and not exists (
          select from unnest(s.members) as x (member_key)
          where x.member_key is not null
            and x.member_key not in (select whole.member_key from whole)
            and x.member_key not in (select kept.member_key from kept where not kept.summed)) as total,
      coalesce((
        select jsonb_object_agg(v.code, m.code)
        from star.dim_variable as v
        join star.dim_member as m on m.member_key = s.members[v.slot]
        where v.dataset_key = s.dataset_key and not v.code = any (in_over)), '{}') as codes
    from star.dim_series as s
    where s.dataset_key = dataset.dataset_key
  ), moment as materialized (
    select t.time_key, t.code, t.period_start
    from star.dim_time as t
    join star.dim_variable as v on v.dataset_key = dataset.dataset_key and v.role = 'time'
    join star.dim_member as m on m.variable_key = v.variable_key and m.code = t.code
    where v.code not in (select chosen.variable from chosen)
      or (v.code, t.code) in (select chosen.variable, chosen.code from chosen)
  ), place as materialized (
    -- Codes of places that were not yet, or no longer, in use have nothing to add.
    select r.region_key, r.code, moment.time_key, r.level,
      k.first_day is null or exists (
        select from star.dim_region_version as rv
        where rv.region_key = r.region_key and rv.valid_from <= moment.period_start
          and (rv.valid_to is null or moment.period_start < rv.valid_to)) as in_use
    from star.dim_region as r
    cross join moment
    cross join lateral (select r.valid_from as first_day) as k
    where r.region_key in (select series.region_key from series)
  ), cell as materialized (
    select series.codes, series.measure_key, series.part, series.total, f.time_key, f.value,
      st.symbol, place.level, coalesce(place.in_use, true) as in_use
    from star.fact_observation as f
    join series on series.series_key = f.series_key and (series.part or series.total)
    join moment on moment.time_key = f.time_key
    join star.dim_status as st on st.status_key = f.status_key
    left join place on place.region_key = series.region_key and place.time_key = f.time_key
    where f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
  ), unused as materialized (
    select place.time_key, count(*) as places
    from place
    join kept on kept.code = place.code and kept.summed and kept.role = 'geo'
    where not place.in_use
    group by place.time_key
  ), expected as materialized (
    select moment.time_key,
      (select coalesce(round(exp(sum(ln(n.members)))), 1) from (
        select count(*) as members from kept where kept.summed and kept.role = 'classification' group by kept.variable) as n)
      * case when over_region then (
        select count(*) from kept where kept.summed and kept.role = 'geo')
          - coalesce((select unused.places from unused where unused.time_key = moment.time_key), 0)
        else 1 end as cells
    from moment
  ), summed as (
    select cell.codes, cell.measure_key, case when not over_time then cell.time_key end as time_key,
      count(*) filter (where cell.part) as stored,
      count(cell.value) filter (where cell.part) as numbers,
      count(*) filter (where cell.part and cell.value is null and cell.symbol in (':', 'c')) as suppressed,
      count(*) filter (where cell.part and cell.value is null and cell.symbol = '.') as impossible,
      coalesce(bool_or(cell.part and not cell.in_use and cell.value <> 0), false) as not_in_use,
      count(distinct cell.level) filter (where cell.part and cell.value is not null and cell.level <> 'unknown') as levels,
      sum(cell.value) filter (where cell.part) as known,
      min(cell.value) filter (where cell.part) as least,
      max(cell.value) filter (where cell.total) as published
    from cell
    where cell.in_use or cell.total or cell.value <> 0
    group by cell.codes, cell.measure_key, case when not over_time then cell.time_key end
  ), counted as (
    select summed.*, m.code as measure, t.code as period,
      case when over_time then (select sum(expected.cells) from expected)
        else (select expected.cells from expected where expected.time_key = summed.time_key) end as wanted,
      case
        when (over_time and m.sum_over_time is false) or (over_region and m.sum_over_region is false)
          or (over_categories and m.sum_over_categories is false) then 'not additive'
        when (over_time and m.sum_over_time is null) or (over_region and m.sum_over_region is null)
          or (over_categories and m.sum_over_categories is null) then 'additivity unknown'
        when (select bool_or(overlap.found) from overlap) then 'overlapping'
        when over_region and summed.levels > 1 then 'several levels'
        when summed.not_in_use then 'not in use'
      end as refused
    from summed
    join star.dim_measure as m on m.measure_key = summed.measure_key
    left join star.dim_time as t on t.time_key = summed.time_key
    where summed.stored > 0
  ), judged as (
    select counted.*,
      greatest(counted.wanted, counted.stored) - counted.numbers - counted.suppressed - counted.impossible as gaps,
      coalesce(counted.refused, case
        when counted.suppressed > 0 then 'suppressed'
        when greatest(counted.wanted, counted.stored) > counted.numbers + counted.impossible then 'missing'
      end) as verdict
    from counted
  )
  select judged.codes, judged.measure, judged.period,
    case when judged.verdict is null then coalesce(judged.known, 0) end,
    judged.verdict, words.norwegian, words.english,
    judged.stored::integer, judged.gaps::integer, judged.suppressed::integer,
    case when judged.refused is null and coalesce(judged.least, 0) >= 0 then coalesce(judged.known, 0) end,
    case when judged.refused is null and judged.verdict is null then coalesce(judged.known, 0)
      when judged.refused is null and coalesce(judged.least, 0) >= 0 then judged.published end
  from judged
  left join (values
    ('not additive', 'Slike tall kan ikke summeres over dette: andeler, gjennomsnitt, indekser og beholdninger over tid', 'Such figures must not be summed over this: shares, averages, indices, and stocks over time'),
    ('additivity unknown', 'Kilden sier ikke om slike tall kan summeres', 'The source does not say whether such figures may be summed'),
    ('overlapping', 'Utvalget har både en sum og det den er summen av', 'The choice has both a total and what it is the total of'),
    ('several levels', 'Stedene er på flere nivåer, for eksempel kommuner og fylker: velg med in_where', 'The places are of several levels, such as municipalities and counties: choose with in_where'),
    ('not in use', 'Minst én stedskode har tall for en periode da den ikke gjaldt', 'At least one code of a place has a figure for a period in which it did not stand'),
    ('suppressed', 'Minst ett av tallene kan ikke offentliggjøres; se at_least og at_most', 'At least one of the figures is not for publication; see at_least and at_most'),
    ('missing', 'Minst ett av tallene mangler; se at_least og at_most', 'At least one of the figures is missing; see at_least and at_most')
  ) as words (code, norwegian, english) on words.code = judged.verdict;
end
$$;
