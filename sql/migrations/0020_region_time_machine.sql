-- Tables of places in the structure of a chosen day, where that is exact.

create function star.require_select(in_view text) returns void
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
as $$
declare
  -- In a function with its owner's rights current_user is the owner; the setting "role" is
  -- still what the caller has set, and session_user who has logged in.
  caller text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  relation regclass := to_regclass(format('mart.%I', in_view));
begin
  if relation is null or not exists (select from star.dim_dataset where view_name = in_view) then
    raise exception using
      errcode = 'undefined_table',
      message = format('there is no table with the view %L', in_view),
      hint = 'mart.tables lists the views of all tables.';
  end if;
  if not has_table_privilege(caller, relation, 'select') then
    raise exception using
      errcode = 'insufficient_privilege',
      message = format('permission denied for view mart.%I', in_view);
  end if;
end
$$;
comment on function star.require_select(text) is
  'Refuses, on behalf of a function with its owner''s rights, a caller who may not read the view of a table.';

create function star.region_links(in_concept_key integer, in_date date, in_eras date[])
returns table (era date, source_code text, target_code text, whole boolean, relevant integer[])
  language sql stable
  set search_path = pg_catalog
as $$
  with link as (
    select e.era,
      case when e.era <= in_date then p.early_code else p.late_code end as source_code,
      case when e.era <= in_date then p.late_code else p.early_code end as target_code,
      p.changes
    from unnest(in_eras) as e (era)
    cross join lateral star.region_pairs(in_concept_key, least(e.era, in_date), greatest(e.era, in_date)) as p
  ), pair as (
    select link.era, link.source_code, link.target_code,
      array_agg(distinct step.change) filter (where step.change is not null) as changes
    from link
    left join lateral unnest(link.changes) as step (change) on true
    group by link.era, link.source_code, link.target_code
  ), fan as (
    select pair.era, pair.source_code, count(*) as targets
    from pair
    group by pair.era, pair.source_code
  ), target as (
    -- A target is whole if each of its sources goes to it alone.
    select pair.era, pair.target_code,
      bool_and(pair.source_code is not null and pair.target_code is not null and fan.targets = 1) as whole
    from pair
    join fan on fan.era = pair.era and fan.source_code is not distinct from pair.source_code
    group by pair.era, pair.target_code
  )
  select pair.era, pair.source_code, pair.target_code, target.whole,
    case when not target.whole then (
      select array_agg(distinct b.region_change_key)
      from pair as near
      join star.bridge_region_change as b on b.region_change_key = any (near.changes)
      where near.era = pair.era and near.source_code is not distinct from pair.source_code
        and b.kind in ('boundary', 'new', 'ceased', case when pair.era <= in_date then 'split' else 'merge' end)
    ) end
  from pair
  join target on target.era = pair.era and target.target_code is not distinct from pair.target_code
$$;
comment on function star.region_links(integer, date, date[]) is
  'Which places of each era have a part in which places of a day; whether the figures of the target are exactly those of its sources; and if not, the changes that are why.';

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
  dataset record;
  concept integer;
  register text := case in_level when 'municipality' then '131' when 'county' then '104' end;
  first_day date;
  structure date;
begin
  perform star.require_select(in_view);
  if register is null then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = format('%L is no level with a register of changes', in_level),
      hint = 'Use municipality or county.';
  end if;
  select c.concept_key, min(k.valid_from) into concept, first_day
  from star.dim_concept as c
  join star.dim_concept_code as k on k.concept_key = c.concept_key
  where c.classification_id = register
  group by c.concept_key;
  if concept is null then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('KLASS %s is not here, so nothing is known of how places change', register),
      hint = format('Fetch it: statbank klass %s', register);
  end if;
  if in_date is null or in_date < first_day then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = format('no structure is known for %s: KLASS %s begins on %s', in_date, register, first_day);
  end if;
  select d.dataset_key, d.bucket, v.slot into dataset
  from star.dim_dataset as d
  left join star.dim_variable as v on v.dataset_key = d.dataset_key and v.role = 'geo' and v.position is not null
  where d.view_name = in_view;
  if dataset.slot is null then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('mart.%I has no variable of places', in_view);
  end if;
  -- All days between two changes have the same structure.
  structure := coalesce((
    select max(b.change_date) from star.bridge_region_change as b
    where b.concept_key = concept and b.change_date <= in_date), first_day);

  return query
  with series as materialized (
    select s.series_key, r.code as region, m.code as measure, m.sum_over_region,
      coalesce((
        select jsonb_object_agg(v.code, member.code)
        from star.dim_variable as v
        join star.dim_member as member on member.member_key = s.members[v.slot]
        where v.dataset_key = s.dataset_key and v.slot <> dataset.slot), '{}') as codes
    from star.dim_series as s
    join star.dim_region as r on r.region_key = s.region_key and r.scheme = 'no'
    join star.dim_measure as m on m.measure_key = s.measure_key
    where s.dataset_key = dataset.dataset_key
      and r.code in (select k.code from star.dim_concept_code as k where k.concept_key = concept)
  ), cell as materialized (
    select series.region, series.measure, series.sum_over_region, series.codes, f.time_key,
      f.value, st.symbol
    from star.fact_observation as f
    join series on series.series_key = f.series_key
    join star.dim_status as st on st.status_key = f.status_key
    where f.bucket = dataset.bucket and f.dataset_key = dataset.dataset_key
  ), moment as materialized (
    select t.time_key, t.code as period, t.period_start as day,
      case when t.period_start >= first_day then coalesce((
        select max(b.change_date) from star.bridge_region_change as b
        where b.concept_key = concept and b.change_date <= t.period_start), first_day) end as era
    from star.dim_time as t
    where t.time_key in (select cell.time_key from cell)
  ), link as materialized (
    select l.*
    from star.region_links(concept, structure,
      array(select distinct moment.era from moment where moment.era is not null)) as l
  ), target as materialized (
    select link.era, link.target_code, link.whole,
      array_agg(link.source_code order by link.source_code) filter (where link.source_code is not null) as sources,
      (select string_agg(format('%s: %s → %s', b.change_date, coalesce(b.old_code, '–'), coalesce(b.new_code, '–')), '; '
          order by b.change_date, b.old_code, b.new_code)
        from star.bridge_region_change as b
        where b.region_change_key in (
          select unnest(l.relevant) from link as l
          where l.era = link.era and l.target_code is not distinct from link.target_code)) as changes,
      (select (array_agg(b.kind order by case b.kind when 'boundary' then 1 when 'split' then 2 when 'merge' then 2 else 3 end))[1]
        from star.bridge_region_change as b
        where b.region_change_key in (
          select unnest(l.relevant) from link as l
          where l.era = link.era and l.target_code is not distinct from link.target_code)) as kind
    from link
    group by link.era, link.target_code, link.whole
  ), placed as (
    select target.target_code, target.whole, target.sources, target.changes, target.kind,
      moment.period, cell.measure, cell.codes, bool_and(cell.sum_over_region) as additive,
      cardinality(target.sources) as wanted,
      count(*)::integer as cells,
      count(cell.value)::integer as numbers,
      (count(*) filter (where cell.value is null and cell.symbol in (':', 'c')))::integer as suppressed,
      sum(cell.value) as total,
      min(cell.symbol) as symbol
    from cell
    join moment on moment.time_key = cell.time_key
    join link on link.era = moment.era and link.source_code = cell.region
    join target on target.era = link.era and target.target_code is not distinct from link.target_code
    group by target.target_code, target.whole, target.sources, target.changes, target.kind,
      moment.period, cell.measure, cell.codes
  ), judged as (
    select placed.*,
      case
        when not placed.whole then coalesce(placed.kind, 'ceased')
        when placed.wanted = 1 then null
        when not placed.additive then 'not additive'
        when placed.additive is null then 'additivity unknown'
        when placed.numbers < placed.wanted then 'missing'
      end as verdict
    from placed
  ), result as (
    select judged.target_code as region_code, judged.period, judged.measure, judged.codes,
      case when judged.verdict is null then judged.total end as value,
      case when judged.verdict is null and judged.wanted = 1 then judged.symbol else '' end as symbol,
      judged.verdict, judged.changes, judged.sources, judged.cells,
      judged.wanted - judged.numbers - judged.suppressed as missing, judged.suppressed
    from judged
    union all
    -- A number under a code that did not stand at the time: the table was made anew by somebody
    -- else, or the code means something else. Zero is how some tables fill such cells.
    select cell.region, moment.period, cell.measure, cell.codes, null, '',
      case when moment.day is null then 'no date' else 'not in use' end,
      null, array[cell.region], 1, 0, 0
    from cell
    join moment on moment.time_key = cell.time_key
    where cell.value is not null and (moment.day is null or cell.value <> 0)
      and not exists (
        select from star.dim_concept_code as k
        where k.concept_key = concept and k.code = cell.region and k.valid_from <= moment.day
          and (k.valid_to is null or moment.day < k.valid_to))
  )
  select result.region_code, (
      select k.name_no from star.dim_concept_code as k
      where k.concept_key = concept and k.code = result.region_code and k.valid_from <= in_date
        and (k.valid_to is null or in_date < k.valid_to)),
    result.period, result.measure, result.codes, result.value, result.symbol,
    result.verdict is null, result.verdict, words.norwegian, words.english, result.changes,
    result.sources, result.cells, result.missing, result.suppressed
  from result
  left join (values
    ('split', 'Stedet er delt siden, og ingen kilde sier hvor mye som hører til hver del', 'The place was split since, and no source says how much belongs to each part'),
    ('merge', 'Stedet er slått sammen med andre, og tallet for det hele kan ikke fordeles', 'The place was merged with others, and the figure of the whole cannot be divided'),
    ('boundary', 'Deler av stedet er flyttet mellom flere steder', 'Parts of the place were moved between several places'),
    ('new', 'Stedet er nytt og har ingen oppgitt forgjenger', 'The place is new and has no stated predecessor'),
    ('ceased', 'Stedet er opphørt og har ingen oppgitt etterfølger', 'The place has ceased and has no stated successor'),
    ('not additive', 'Stedene er slått sammen, men slike tall kan ikke summeres', 'The places were merged, but such figures must not be summed'),
    ('additivity unknown', 'Stedene er slått sammen, og kilden sier ikke om slike tall kan summeres', 'The places were merged, and the source does not say whether such figures may be summed'),
    ('missing', 'Stedene er slått sammen, og tallet mangler for minst ett av dem', 'The places were merged, and the figure of at least one of them is missing'),
    ('not in use', 'Koden gjaldt ikke i perioden', 'The code did not stand in the period'),
    ('no date', 'Perioden har ingen kjent dato', 'The period has no known date')
  ) as words (code, norwegian, english) on words.code = result.verdict;
end
$$;
comment on function mart.region_time_machine(text, date, text) is
  'A table of municipalities (or counties) in the structure of a day. Only what is exact has a value: the same place under other codes, and sums of places that became one, if such figures may be summed. Everything else is shown as not comparable, with the reason. docs/regions.md tells more.';
