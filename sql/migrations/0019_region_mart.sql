-- Classifications, places and their changes as readers see them.

create view mart.dim_concept as
select
  c.concept_key,
  c.urn,
  c.classification_id as klassifikasjon,
  c.name_no as navn,
  c.name_nn as navn_nynorsk,
  (select count(*) from star.dim_concept_code as k where k.concept_key = c.concept_key)::integer as koder,
  (select count(distinct v.dataset_key) from star.dim_variable as v where v.concept_key = c.concept_key)::integer as tabeller
from star.dim_concept as c;
comment on view mart.dim_concept is 'Begreper som gjør variabler i ulike tabeller til samme variabel. Nøkkel: concept_key. Kodene er i mart.klass_<nummer> og mart.concept_code.';
comment on column mart.dim_concept.concept_key is 'Nøkkel';
comment on column mart.dim_concept.urn is 'Navnet som tabellenes metadata bruker';
comment on column mart.dim_concept.klassifikasjon is 'Nummer i KLASS; tomt når KLASS ikke har det, eller det ikke er hentet';
comment on column mart.dim_concept.navn is 'Navn på bokmål';
comment on column mart.dim_concept.navn_nynorsk is 'Navn på nynorsk';
comment on column mart.dim_concept.koder is 'Antall daterte koder';
comment on column mart.dim_concept.tabeller is 'Antall tabeller som bruker begrepet';

create view mart.dim_concept_en as
select
  c.concept_key,
  c.urn,
  c.classification_id as classification,
  coalesce(c.name_en, c.name_no) as name,
  (select count(*) from star.dim_concept_code as k where k.concept_key = c.concept_key)::integer as codes,
  (select count(distinct v.dataset_key) from star.dim_variable as v where v.concept_key = c.concept_key)::integer as tables
from star.dim_concept as c;
comment on view mart.dim_concept_en is 'Concepts that make variables of different tables the same variable. Key: concept_key. Their codes are in mart.klass_<number>_en and mart.concept_code_en.';
comment on column mart.dim_concept_en.concept_key is 'Key';
comment on column mart.dim_concept_en.urn is 'Name that the tables'' metadata uses';
comment on column mart.dim_concept_en.classification is 'Number in KLASS; null where KLASS does not have it, or it was not fetched';
comment on column mart.dim_concept_en.name is 'Name';
comment on column mart.dim_concept_en.codes is 'Number of dated codes';
comment on column mart.dim_concept_en.tables is 'Number of tables that use the concept';

create view mart.concept_code as
select
  k.concept_key,
  k.code as kode,
  k.valid_from as gyldig_fra,
  k.valid_to as gyldig_til,
  k.level as nivå,
  k.parent_code as overordnet_kode,
  k.name_no as navn,
  k.name_nn as navn_nynorsk,
  k.name_en as navn_engelsk
from star.dim_concept_code as k;
comment on view mart.concept_code is 'Koder i klassifikasjoner, med navnene de hadde fra en dag til en annen. Nøkkel: concept_key, kode og gyldig_fra.';
comment on column mart.concept_code.kode is 'Kode';
comment on column mart.concept_code.nivå is 'Nivå i klassifikasjonen';
comment on column mart.concept_code.navn is 'Navn på bokmål';
comment on column mart.concept_code.navn_nynorsk is 'Navn på nynorsk';
comment on column mart.concept_code.navn_engelsk is 'Navn på engelsk';
comment on column mart.concept_code.concept_key is 'Klassifikasjonen';
comment on column mart.concept_code.gyldig_fra is 'Første dag koden hadde dette navnet';
comment on column mart.concept_code.gyldig_til is 'Første dag den ikke har det lenger; tomt når den fortsatt har det';
comment on column mart.concept_code.overordnet_kode is 'Koden over i klassifikasjonen';

create view mart.concept_code_en as
select
  k.concept_key,
  k.code,
  k.valid_from,
  k.valid_to,
  k.level,
  k.parent_code,
  coalesce(k.name_en, k.name_no) as name
from star.dim_concept_code as k;
comment on view mart.concept_code_en is 'Codes of classifications with the names that they had from one day to another. Key: concept_key, code and valid_from.';
comment on column mart.concept_code_en.code is 'Code';
comment on column mart.concept_code_en.level is 'Level in the classification';
comment on column mart.concept_code_en.parent_code is 'Code above it in the classification';
comment on column mart.concept_code_en.name is 'Name';
comment on column mart.concept_code_en.concept_key is 'Classification';
comment on column mart.concept_code_en.valid_from is 'First day on which the code had this name';
comment on column mart.concept_code_en.valid_to is 'First day on which it has it no longer; null where it still has';

create view mart.concept_correspondence as
select
  s.classification_id as fra_klassifikasjon,
  b.source_code as fra_kode,
  t.urn as til_urn,
  b.target_code as til_kode,
  coalesce(k.name_no, b.target_name_no) as til_navn,
  b.valid_from as gyldig_fra,
  b.valid_to as gyldig_til
from star.bridge_concept_correspondence as b
join star.dim_concept as s on s.concept_key = b.source_concept_key
join star.dim_concept as t on t.concept_key = b.target_concept_key
left join star.dim_concept_code as k
  on k.concept_key = b.target_concept_key and k.code = b.target_code
  and k.valid_from <= b.valid_from and (k.valid_to is null or b.valid_from < k.valid_to);
comment on view mart.concept_correspondence is 'Koder i to klassifikasjoner som hører sammen, for eksempel kommune og sentralitet, fra en dag til en annen.';
comment on column mart.concept_correspondence.fra_klassifikasjon is 'Nummer i KLASS';
comment on column mart.concept_correspondence.fra_kode is 'Kode';
comment on column mart.concept_correspondence.til_urn is 'Den andre klassifikasjonen';
comment on column mart.concept_correspondence.til_kode is 'Kode i den andre';
comment on column mart.concept_correspondence.til_navn is 'Navn i den andre';
comment on column mart.concept_correspondence.gyldig_fra is 'Første dag det gjelder';
comment on column mart.concept_correspondence.gyldig_til is 'Første dag det ikke gjelder lenger; tomt når det fortsatt gjelder';

create view mart.concept_correspondence_en as
select
  s.classification_id as source_classification,
  b.source_code,
  t.urn as target_urn,
  b.target_code,
  coalesce(k.name_en, k.name_no, b.target_name_no) as target_name,
  b.valid_from,
  b.valid_to
from star.bridge_concept_correspondence as b
join star.dim_concept as s on s.concept_key = b.source_concept_key
join star.dim_concept as t on t.concept_key = b.target_concept_key
left join star.dim_concept_code as k
  on k.concept_key = b.target_concept_key and k.code = b.target_code
  and k.valid_from <= b.valid_from and (k.valid_to is null or b.valid_from < k.valid_to);
comment on view mart.concept_correspondence_en is 'Codes of two classifications that go together, such as municipality and centrality, from one day to another.';
comment on column mart.concept_correspondence_en.source_classification is 'Number in KLASS';
comment on column mart.concept_correspondence_en.source_code is 'Code';
comment on column mart.concept_correspondence_en.target_urn is 'The other classification';
comment on column mart.concept_correspondence_en.target_code is 'Code in the other one';
comment on column mart.concept_correspondence_en.target_name is 'Name in the other one';
comment on column mart.concept_correspondence_en.valid_from is 'First day on which it holds';
comment on column mart.concept_correspondence_en.valid_to is 'First day on which it does not hold any more; null where it does';

create view mart.dim_region_version as
select
  v.region_version_key,
  v.region_key,
  r.code as regionkode,
  v.name_no as region,
  v.name_nn as region_nynorsk,
  v.parent_code as overordnet_kode,
  v.valid_from as gyldig_fra,
  v.valid_to as gyldig_til
from star.dim_region_version as v
join star.dim_region as r on r.region_key = v.region_key;
comment on view mart.dim_region_version is 'Kommuner og fylker med navnene de hadde fra en dag til en annen. Nøkkel: region_version_key; fakta kobles på region_key og perioden.';
comment on column mart.dim_region_version.regionkode is 'Kode';
comment on column mart.dim_region_version.region is 'Navn på bokmål';
comment on column mart.dim_region_version.region_nynorsk is 'Navn på nynorsk';
comment on column mart.dim_region_version.overordnet_kode is 'Koden til fylket';
comment on column mart.dim_region_version.region_version_key is 'Nøkkel';
comment on column mart.dim_region_version.region_key is 'Stedet, som i dim_region og i fakta';
comment on column mart.dim_region_version.gyldig_fra is 'Første dag stedet hadde dette navnet';
comment on column mart.dim_region_version.gyldig_til is 'Første dag det ikke har det lenger; tomt når det fortsatt har det';

create view mart.dim_region_version_en as
select
  v.region_version_key,
  v.region_key,
  r.code as region_code,
  coalesce(v.name_en, v.name_no) as region,
  v.parent_code,
  v.valid_from,
  v.valid_to
from star.dim_region_version as v
join star.dim_region as r on r.region_key = v.region_key;
comment on view mart.dim_region_version_en is 'Municipalities and counties with the names that they had from one day to another. Key: region_version_key; facts join on region_key and the period.';
comment on column mart.dim_region_version_en.region_code is 'Code';
comment on column mart.dim_region_version_en.region is 'Name';
comment on column mart.dim_region_version_en.parent_code is 'Code of the county';
comment on column mart.dim_region_version_en.region_version_key is 'Key';
comment on column mart.dim_region_version_en.region_key is 'Place, as in dim_region_en and in facts';
comment on column mart.dim_region_version_en.valid_from is 'First day on which the place had this name';
comment on column mart.dim_region_version_en.valid_to is 'First day on which it has it no longer; null where it still has';

create view mart.region_change as
select
  b.change_date as dato,
  b.old_code as gammel_kode,
  b.old_name as gammelt_navn,
  b.new_code as ny_kode,
  b.new_name as nytt_navn,
  case b.kind
    when 'rename' then 'nytt navn'
    when 'recode' then 'ny kode'
    when 'merge' then 'slått sammen'
    when 'split' then 'delt'
    when 'boundary' then 'grenseendring'
    when 'new' then 'ny'
    when 'ceased' then 'opphørt'
  end as endring,
  b.stated as oppgitt,
  b.old_region_key as gammel_region_key,
  b.new_region_key as ny_region_key
from star.bridge_region_change as b;
comment on view mart.region_change is 'Hvordan kommuner og fylker endrer seg: fra koden før en dag til koden etter. docs/regions.md forklarer endringene.';
comment on column mart.region_change.gammel_kode is 'Koden før dagen; tomt for et nytt sted';
comment on column mart.region_change.gammelt_navn is 'Navnet før dagen';
comment on column mart.region_change.ny_kode is 'Koden fra dagen; tomt for et opphørt sted';
comment on column mart.region_change.nytt_navn is 'Navnet fra dagen';
comment on column mart.region_change.gammel_region_key is 'Stedet før, som i dim_region';
comment on column mart.region_change.ny_region_key is 'Stedet etter, som i dim_region';
comment on column mart.region_change.dato is 'Første dag med den nye koden';
comment on column mart.region_change.endring is 'nytt navn, ny kode, slått sammen, delt, grenseendring, ny eller opphørt';
comment on column mart.region_change.oppgitt is 'Usann når KLASS ikke har linjen, men kodene viser den, for eksempel kommunen som beholder koden når andre slås sammen med den';

create view mart.region_change_en as
select
  b.change_date,
  b.old_code,
  b.old_name,
  b.new_code,
  b.new_name,
  b.kind,
  b.stated,
  b.old_region_key,
  b.new_region_key
from star.bridge_region_change as b;
comment on view mart.region_change_en is 'How municipalities and counties change: from the code before a day to the code after it. docs/regions.md explains the kinds.';
comment on column mart.region_change_en.old_code is 'Code before the day; null for a new place';
comment on column mart.region_change_en.old_name is 'Name before the day';
comment on column mart.region_change_en.new_code is 'Code from the day on; null for a place that ceased';
comment on column mart.region_change_en.new_name is 'Name from the day on';
comment on column mart.region_change_en.old_region_key is 'Place before, as in dim_region_en';
comment on column mart.region_change_en.new_region_key is 'Place after, as in dim_region_en';
comment on column mart.region_change_en.change_date is 'First day of the new code';
comment on column mart.region_change_en.kind is 'rename, recode, merge, split, boundary, new or ceased';
comment on column mart.region_change_en.stated is 'False where KLASS does not list it but its codes show it, such as the municipality that keeps its code when others are merged into it';

-- The days of places, and what may be summed, beside what the dimensions have.
create or replace view mart.dim_region as
select
  r.region_key,
  r.scheme as ordning,
  r.code as regionkode,
  r.name_no as region,
  r.level as regionnivå,
  r.parent_code as overordnet_kode,
  r.name_nn as region_nynorsk,
  r.valid_from as gyldig_fra,
  r.valid_to as gyldig_til
from star.dim_region as r;
comment on column mart.dim_region.region_nynorsk is 'Navn på nynorsk';
comment on column mart.dim_region.gyldig_fra is 'Første dag koden gjelder; tomt når KLASS ikke har den, eller ikke er hentet';
comment on column mart.dim_region.gyldig_til is 'Første dag koden ikke gjelder lenger; tomt når den fortsatt gjelder';
create or replace view mart.dim_region_en as
select
  r.region_key,
  r.scheme,
  r.code as region_code,
  coalesce(r.name_en, r.name_no) as region,
  r.level as region_level,
  r.parent_code,
  r.valid_from,
  r.valid_to
from star.dim_region as r;
comment on column mart.dim_region_en.valid_from is 'First day of the code; null where KLASS does not have it, or was not fetched';
comment on column mart.dim_region_en.valid_to is 'First day on which it does not stand any more; null where it does';
create or replace view mart.dim_measure as
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
  m.additivity as summerbarhet,
  m.quantity_kind as størrelse,
  m.sum_over_time as sum_over_tid,
  m.sum_over_region as sum_over_sted,
  m.sum_over_categories as sum_over_verdier
from star.dim_measure as m
where not m.preview_only;
comment on column mart.dim_measure.størrelse is 'Hva slags størrelse: stock, flow, cumulative (hittil i år), average, share, index, ratio, extreme (median, høyeste), distinct (hver telt én gang), volume (faste priser), unknown';
comment on column mart.dim_measure.sum_over_tid is 'Om tallene kan summeres over perioder; tomt når kilden ikke sier nok';
comment on column mart.dim_measure.sum_over_sted is 'Om tallene kan summeres over steder; tomt når kilden ikke sier nok';
comment on column mart.dim_measure.sum_over_verdier is 'Om tallene kan summeres over verdiene til andre variabler; tomt når kilden ikke sier nok';
create or replace view mart.dim_measure_en as
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
  m.additivity,
  m.quantity_kind,
  m.sum_over_time,
  m.sum_over_region,
  m.sum_over_categories
from star.dim_measure as m
where not m.preview_only;
comment on column mart.dim_measure_en.quantity_kind is 'What kind of quantity: stock, flow, cumulative, average, share, index, ratio, extreme, distinct, volume, unknown';
comment on column mart.dim_measure_en.sum_over_time is 'Whether the figures may be summed over periods; null where the source does not say enough';
comment on column mart.dim_measure_en.sum_over_region is 'Whether the figures may be summed over places; null where the source does not say enough';
comment on column mart.dim_measure_en.sum_over_categories is 'Whether the figures may be summed over the values of other variables; null where the source does not say enough';
