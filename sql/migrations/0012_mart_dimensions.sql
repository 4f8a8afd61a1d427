-- The star as analysts and BI tools see it: conformed dimensions with single-column keys, in
-- Norwegian and (with suffix _en) English. Keys have one name in both.

create view mart.dim_table as
select
  d.dataset_key as table_key,
  d.provider || ':' || d.table_id as tabell,
  d.view_name as visning,
  d.title_no as tittel,
  d.source as kilde,
  d.licence as lisens,
  d.official as offisiell,
  d.discontinued as avsluttet,
  d.next_update as neste_oppdatering,
  d.bucket as partisjon
from star.dim_dataset as d;
comment on view mart.dim_table is 'Statistikktabeller, én rad per tabell. Nøkkel: table_key.';
comment on column mart.dim_table.table_key is 'Nøkkel; knytter tabellen til fakta, måltall og variabler';
comment on column mart.dim_table.tabell is 'Leverandør og tabellnummer, for eksempel ssb:07459';
comment on column mart.dim_table.visning is 'Navnet på tabellens visning i mart';
comment on column mart.dim_table.tittel is 'Tittel';
comment on column mart.dim_table.kilde is 'Hvem som har laget statistikken';
comment on column mart.dim_table.lisens is 'Vilkår for bruk';
comment on column mart.dim_table.offisiell is 'Sann for offisiell statistikk; tomt når kilden ikke sier det';
comment on column mart.dim_table.avsluttet is 'Sann når kilden ikke oppdaterer tabellen mer';
comment on column mart.dim_table.neste_oppdatering is 'Når kilden sier at nye tall kommer';
comment on column mart.dim_table.partisjon is 'Partisjonen som tabellens tall ligger i; bruk den sammen med table_key for raske oppslag i fact_current';

create view mart.dim_table_en as
select
  d.dataset_key as table_key,
  d.provider || ':' || d.table_id as table_id,
  d.view_name as view,
  coalesce(d.title_en, d.title_no) as title,
  d.source,
  d.licence,
  d.official,
  d.discontinued,
  d.next_update,
  d.bucket as partition
from star.dim_dataset as d;
comment on view mart.dim_table_en is 'Statistical tables, one row each. Key: table_key.';
comment on column mart.dim_table_en.table_key is 'Key that facts, measures and variables refer to';
comment on column mart.dim_table_en.table_id is 'Provider and table number, such as ssb:07459';
comment on column mart.dim_table_en.view is 'Name of the table''s Norwegian view in mart; the English one ends in _en';
comment on column mart.dim_table_en.title is 'Title';
comment on column mart.dim_table_en.source is 'Who made the statistics';
comment on column mart.dim_table_en.licence is 'Terms of use';
comment on column mart.dim_table_en.official is 'True for official statistics; null where the source does not say';
comment on column mart.dim_table_en.discontinued is 'True where the source no longer updates the table';
comment on column mart.dim_table_en.next_update is 'When the source says that new figures come';
comment on column mart.dim_table_en.partition is 'Partition that holds the table''s figures; together with table_key it makes queries of fact_current fast';

create view mart.dim_time as
select
  t.time_key,
  t.code as periode,
  t.granularity as periodetype,
  t.period_start as periode_start,
  t.period_end as periode_slutt,
  t.year as år,
  case when t.granularity in ('quarter', 'month', 'week', 'day') then extract(quarter from t.period_start)::integer end as kvartal,
  case when t.granularity in ('month', 'week', 'day') then extract(month from t.period_start)::integer end as måned,
  t.canonical as periode_felles,
  t.sort_key as sortering
from star.dim_time as t;
comment on view mart.dim_time is 'Perioder som alle tabeller deler. Nøkkel: time_key. Hierarki: år, kvartal, måned.';
comment on column mart.dim_time.time_key is 'Nøkkel';
comment on column mart.dim_time.periode is 'Perioden slik kilden skriver den, for eksempel 2024K1';
comment on column mart.dim_time.periodetype is 'Periodens lengde: year, quarter, month, week …; unknown når koden ikke er forstått';
comment on column mart.dim_time.periode_start is 'Første dag i perioden';
comment on column mart.dim_time.periode_slutt is 'Første dag etter perioden';
comment on column mart.dim_time.år is 'Året perioden hører til';
comment on column mart.dim_time.kvartal is 'Kvartalet perioden begynner i, 1 til 4; tomt for lengre perioder';
comment on column mart.dim_time.måned is 'Måneden perioden begynner i, 1 til 12; tomt for lengre perioder';
comment on column mart.dim_time.periode_felles is 'Samme tekst for samme periode i alle tabeller: 2024K1 og 2024Q1 er begge 2024-Q1';
comment on column mart.dim_time.sortering is 'Sorterer perioder i rekkefølge';

create view mart.dim_time_en as
select
  t.time_key,
  t.code as period,
  t.granularity,
  t.period_start,
  t.period_end,
  t.year,
  case when t.granularity in ('quarter', 'month', 'week', 'day') then extract(quarter from t.period_start)::integer end as quarter,
  case when t.granularity in ('month', 'week', 'day') then extract(month from t.period_start)::integer end as month,
  t.canonical as canonical_period,
  t.sort_key
from star.dim_time as t;
comment on view mart.dim_time_en is 'Periods that all tables share. Key: time_key. Hierarchy: year, quarter, month.';
comment on column mart.dim_time_en.time_key is 'Key';
comment on column mart.dim_time_en.period is 'The period as the source writes it, such as 2024K1';
comment on column mart.dim_time_en.granularity is 'Length of the period: year, quarter, month, week …; unknown where the code is not understood';
comment on column mart.dim_time_en.period_start is 'First day of the period';
comment on column mart.dim_time_en.period_end is 'First day after the period';
comment on column mart.dim_time_en.year is 'Year that the period belongs to';
comment on column mart.dim_time_en.quarter is 'Quarter in which the period begins, 1 to 4; null for longer periods';
comment on column mart.dim_time_en.month is 'Month in which the period begins, 1 to 12; null for longer periods';
comment on column mart.dim_time_en.canonical_period is 'The same text for the same period in every table: 2024K1 and 2024Q1 are both 2024-Q1';
comment on column mart.dim_time_en.sort_key is 'Sorts periods in order';

create view mart.dim_region as
select
  r.region_key,
  r.scheme as ordning,
  r.code as regionkode,
  r.name_no as region,
  r.level as regionnivå,
  r.parent_code as overordnet_kode
from star.dim_region as r;
comment on view mart.dim_region is 'Steder som flere tabeller bruker. Nøkkel: region_key.';
comment on column mart.dim_region.region_key is 'Nøkkel';
comment on column mart.dim_region.ordning is 'Hvilke koder: no er norske kommuner, fylker og landet; kostra er KOSTRA-grupper; ellers leverandørens navn';
comment on column mart.dim_region.regionkode is 'Kode';
comment on column mart.dim_region.region is 'Navn';
comment on column mart.dim_region.regionnivå is 'Nivå: country, county, municipality …';
comment on column mart.dim_region.overordnet_kode is 'Koden til stedet som dette er en del av';

create view mart.dim_region_en as
select
  r.region_key,
  r.scheme,
  r.code as region_code,
  coalesce(r.name_en, r.name_no) as region,
  r.level as region_level,
  r.parent_code
from star.dim_region as r;
comment on view mart.dim_region_en is 'Places that several tables use. Key: region_key.';
comment on column mart.dim_region_en.region_key is 'Key';
comment on column mart.dim_region_en.scheme is 'Whose codes: no for Norwegian municipalities, counties and the country; kostra for KOSTRA groups; else the provider''s name';
comment on column mart.dim_region_en.region_code is 'Code';
comment on column mart.dim_region_en.region is 'Name';
comment on column mart.dim_region_en.region_level is 'Level: country, county, municipality …';
comment on column mart.dim_region_en.parent_code is 'Code of the place that this is a part of';

create view mart.dim_measure as
select
  m.measure_key,
  m.dataset_key as table_key,
  m.code as statistikkvariabel_kode,
  m.label_no as statistikkvariabel,
  m.unit_no as enhet,
  m.decimals as desimaler,
  m.measuring_type as måletype,
  m.price_type as pristype,
  m.adjustment as justering,
  m.base_period as basisperiode,
  m.reference_period as referansetid,
  m.additivity as summerbarhet
from star.dim_measure as m
where not m.preview_only;
comment on view mart.dim_measure is 'Statistikkvariabler: hva tabellene teller. Nøkkel: measure_key.';
comment on column mart.dim_measure.measure_key is 'Nøkkel';
comment on column mart.dim_measure.table_key is 'Tabellen den hører til';
comment on column mart.dim_measure.statistikkvariabel_kode is 'Kildens kode';
comment on column mart.dim_measure.statistikkvariabel is 'Navn';
comment on column mart.dim_measure.enhet is 'Måleenhet';
comment on column mart.dim_measure.desimaler is 'Antall desimaler som kilden viser';
comment on column mart.dim_measure.måletype is 'stock (beholdning), flow (strøm), average (gjennomsnitt) eller other';
comment on column mart.dim_measure.pristype is 'Faste eller løpende priser';
comment on column mart.dim_measure.justering is 'Sesong- eller kalenderjustering';
comment on column mart.dim_measure.basisperiode is 'Perioden som er 100 i en indeks';
comment on column mart.dim_measure.referansetid is 'Tidspunktet tallet gjelder for';
comment on column mart.dim_measure.summerbarhet is 'full: kan summeres over alt; not over time: en beholdning; none: andeler, gjennomsnitt, indekser; unknown: kilden sier det ikke';

create view mart.dim_measure_en as
select
  m.measure_key,
  m.dataset_key as table_key,
  m.code as contents_code,
  coalesce(m.label_en, m.label_no) as contents,
  coalesce(m.unit_en, m.unit_no) as unit,
  m.decimals,
  m.measuring_type,
  m.price_type,
  m.adjustment,
  m.base_period,
  m.reference_period,
  m.additivity
from star.dim_measure as m
where not m.preview_only;
comment on view mart.dim_measure_en is 'Measures: what the tables count. Key: measure_key.';
comment on column mart.dim_measure_en.measure_key is 'Key';
comment on column mart.dim_measure_en.table_key is 'Table that it belongs to';
comment on column mart.dim_measure_en.contents_code is 'The source''s code';
comment on column mart.dim_measure_en.contents is 'Name';
comment on column mart.dim_measure_en.unit is 'Unit of measure';
comment on column mart.dim_measure_en.decimals is 'Decimals that the source prints';
comment on column mart.dim_measure_en.measuring_type is 'stock, flow, average or other';
comment on column mart.dim_measure_en.price_type is 'Constant or current prices';
comment on column mart.dim_measure_en.adjustment is 'Seasonal or calendar adjustment';
comment on column mart.dim_measure_en.base_period is 'Period that is 100 in an index';
comment on column mart.dim_measure_en.reference_period is 'Moment that the figure is about';
comment on column mart.dim_measure_en.additivity is 'full: may be summed over everything; not over time: a stock; none: shares, averages, indices; unknown: the source does not say';
