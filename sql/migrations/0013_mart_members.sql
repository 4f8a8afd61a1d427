-- Each table's own dimensions as analysts see them: variables, values and series.

create view mart.dim_variable as
select
  v.variable_key,
  v.dataset_key as table_key,
  v.code as variabel_kode,
  v.label_no as variabel,
  v.column_no as kolonne,
  v.role as rolle,
  c.urn as begrep,
  v.position as plass,
  v.elimination_code as sum_kode
from star.dim_variable as v left join star.dim_concept as c on c.concept_key = v.concept_key
where not v.preview_only;
comment on view mart.dim_variable is 'Variablene i hver tabell. Nøkkel: variable_key.';
comment on column mart.dim_variable.variable_key is 'Nøkkel';
comment on column mart.dim_variable.table_key is 'Tabellen den hører til';
comment on column mart.dim_variable.variabel_kode is 'Kildens kode';
comment on column mart.dim_variable.variabel is 'Navn';
comment on column mart.dim_variable.kolonne is 'Kolonnen i tabellens visning; koden står i kolonnen med _kode';
comment on column mart.dim_variable.rolle is 'time, geo, metric eller classification';
comment on column mart.dim_variable.begrep is 'Klassifikasjonen eller begrepet som gjør den til samme variabel som i andre tabeller';
comment on column mart.dim_variable.plass is 'Plass i tabellen, fra 0; tomt når tabellen ikke lenger har den';
comment on column mart.dim_variable.sum_kode is 'Koden som står for alle verdier';

create view mart.dim_variable_en as
select
  v.variable_key,
  v.dataset_key as table_key,
  v.code as variable_code,
  coalesce(v.label_en, v.label_no) as variable,
  v.column_en as "column",
  v.role,
  c.urn as concept,
  v.position,
  v.elimination_code as total_code
from star.dim_variable as v left join star.dim_concept as c on c.concept_key = v.concept_key
where not v.preview_only;
comment on view mart.dim_variable_en is 'Variables of each table. Key: variable_key.';
comment on column mart.dim_variable_en.variable_key is 'Key';
comment on column mart.dim_variable_en.table_key is 'Table that it belongs to';
comment on column mart.dim_variable_en.variable_code is 'The source''s code';
comment on column mart.dim_variable_en.variable is 'Name';
comment on column mart.dim_variable_en."column" is 'Column of the table''s view; the code is in the column with _code';
comment on column mart.dim_variable_en.role is 'time, geo, metric or classification';
comment on column mart.dim_variable_en.concept is 'Classification or concept that makes it the same variable as in other tables';
comment on column mart.dim_variable_en.position is 'Place in the table, from 0; null where the table no longer has it';
comment on column mart.dim_variable_en.total_code is 'Code that stands for all values';

create view mart.dim_member as
select
  m.member_key,
  m.variable_key,
  m.code as verdi_kode,
  m.label_no as verdi_navn,
  m.position as plass,
  m.parent_code as overordnet_kode,
  m.is_elimination as er_sum
from star.dim_member as m
where not m.preview_only;
comment on view mart.dim_member is 'Verdiene til hver variabel. Nøkkel: member_key.';
comment on column mart.dim_member.member_key is 'Nøkkel';
comment on column mart.dim_member.variable_key is 'Variabelen den hører til';
comment on column mart.dim_member.verdi_kode is 'Kildens kode';
comment on column mart.dim_member.verdi_navn is 'Navn';
comment on column mart.dim_member.plass is 'Plass i tabellen, fra 0; tomt når tabellen ikke lenger har den';
comment on column mart.dim_member.overordnet_kode is 'Koden til verdien som denne er en del av';
comment on column mart.dim_member.er_sum is 'Sann for verdien som står for alle; hold den utenfor når du summerer';

create view mart.dim_member_en as
select
  m.member_key,
  m.variable_key,
  m.code as member_code,
  coalesce(m.label_en, m.label_no) as member,
  m.position,
  m.parent_code,
  m.is_elimination as is_total
from star.dim_member as m
where not m.preview_only;
comment on view mart.dim_member_en is 'Values of each variable. Key: member_key.';
comment on column mart.dim_member_en.member_key is 'Key';
comment on column mart.dim_member_en.variable_key is 'Variable that it belongs to';
comment on column mart.dim_member_en.member_code is 'The source''s code';
comment on column mart.dim_member_en.member is 'Name';
comment on column mart.dim_member_en.position is 'Place in the table, from 0; null where the table no longer has it';
comment on column mart.dim_member_en.parent_code is 'Code of the value that this is a part of';
comment on column mart.dim_member_en.is_total is 'True for the value that stands for all; leave it out of sums';

create view mart.dim_status as
select
  s.status_key,
  s.symbol,
  s.meaning_no as betydning
from star.dim_status as s;
comment on view mart.dim_status is 'Standardtegn som er trykt i stedet for eller ved siden av et tall. Nøkkel: status_key.';
comment on column mart.dim_status.status_key is 'Nøkkel';
comment on column mart.dim_status.symbol is 'Tegnet; tom tekst når det ikke er noe tegn';
comment on column mart.dim_status.betydning is 'Hva det betyr';

create view mart.dim_status_en as
select
  s.status_key,
  s.symbol,
  coalesce(s.meaning_en, s.meaning_no) as meaning
from star.dim_status as s;
comment on view mart.dim_status_en is 'Symbols printed instead of or beside a number. Key: status_key.';
comment on column mart.dim_status_en.status_key is 'Key';
comment on column mart.dim_status_en.symbol is 'The symbol; empty where there is none';
comment on column mart.dim_status_en.meaning is 'What it means';

create view mart.dim_series as
select
  s.series_key,
  s.dataset_key as table_key,
  s.measure_key,
  nullif(s.region_key, 0) as region_key,
  (select string_agg(m.label_no, ' · ' order by x.slot)
    from unnest(s.members) with ordinality as x (member_key, slot)
    join star.dim_member as m on m.member_key = x.member_key) as serie
from star.dim_series as s;
comment on view mart.dim_series is 'Tidsserier: én rad per kombinasjon av en tabells verdier utenom tid. Nøkkel: series_key.';
comment on column mart.dim_series.series_key is 'Nøkkel';
comment on column mart.dim_series.table_key is 'Tabellen den hører til';
comment on column mart.dim_series.measure_key is 'Statistikkvariabelen';
comment on column mart.dim_series.region_key is 'Stedet; tomt når tabellen ikke har steder';
comment on column mart.dim_series.serie is 'Navnene på verdiene, i tabellens rekkefølge';

create view mart.dim_series_en as
select
  s.series_key,
  s.dataset_key as table_key,
  s.measure_key,
  nullif(s.region_key, 0) as region_key,
  (select string_agg(coalesce(m.label_en, m.label_no), ' · ' order by x.slot)
    from unnest(s.members) with ordinality as x (member_key, slot)
    join star.dim_member as m on m.member_key = x.member_key) as series
from star.dim_series as s;
comment on view mart.dim_series_en is 'Time series: one row per combination of a table''s values other than time. Key: series_key.';
comment on column mart.dim_series_en.series_key is 'Key';
comment on column mart.dim_series_en.table_key is 'Table that it belongs to';
comment on column mart.dim_series_en.measure_key is 'Measure';
comment on column mart.dim_series_en.region_key is 'Place; null where the table has none';
comment on column mart.dim_series_en.series is 'Names of the values, in the table''s order';

create view mart.series_member as
select
  s.series_key,
  x.member_key,
  s.dataset_key as table_key
from star.dim_series as s cross join lateral unnest(s.members) as x (member_key)
where x.member_key is not null;
comment on view mart.series_member is 'Hvilke verdier hver tidsserie har. Nøkkel: series_key og member_key.';
comment on column mart.series_member.series_key is 'Tidsserien';
comment on column mart.series_member.member_key is 'Verdien';
comment on column mart.series_member.table_key is 'Tabellen de hører til';

create view mart.series_member_en as
select
  s.series_key,
  x.member_key,
  s.dataset_key as table_key
from star.dim_series as s cross join lateral unnest(s.members) as x (member_key)
where x.member_key is not null;
comment on view mart.series_member_en is 'Which values each time series has. Key: series_key and member_key.';
comment on column mart.series_member_en.series_key is 'Time series';
comment on column mart.series_member_en.member_key is 'Value';
comment on column mart.series_member_en.table_key is 'Table that they belong to';
