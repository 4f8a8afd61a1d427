-- The same answers from joins: a subquery that names the column of the one outer table is written
-- out by PostgreSQL without the table's name, and then means its own.

create or replace view mart.dim_concept as
select
  c.concept_key,
  c.urn,
  c.classification_id as klassifikasjon,
  c.name_no as navn,
  c.name_nn as navn_nynorsk,
  coalesce(k.codes, 0) as koder,
  coalesce(v.tables, 0) as tabeller
from star.dim_concept as c
left join (
  select concept_key, count(*)::integer as codes from star.dim_concept_code group by concept_key
) as k on k.concept_key = c.concept_key
left join (
  select concept_key, count(distinct dataset_key)::integer as tables from star.dim_variable group by concept_key
) as v on v.concept_key = c.concept_key;

create or replace view mart.dim_concept_en as
select
  c.concept_key,
  c.urn,
  c.classification_id as classification,
  coalesce(c.name_en, c.name_no) as name,
  coalesce(k.codes, 0) as codes,
  coalesce(v.tables, 0) as tables
from star.dim_concept as c
left join (
  select concept_key, count(*)::integer as codes from star.dim_concept_code group by concept_key
) as k on k.concept_key = c.concept_key
left join (
  select concept_key, count(distinct dataset_key)::integer as tables from star.dim_variable group by concept_key
) as v on v.concept_key = c.concept_key;
