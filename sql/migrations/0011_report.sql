-- Reports whose claims are bound to cells, and every verdict on every claim.

create schema report;
comment on schema report is 'Published reports, their claims, the cells that they are bound to, and the history of verdicts. Readers use mart.report_claims and mart.report_claim_history.';

create table report.report (
  report_id text not null,
  definition jsonb not null,
  definition_hash bytea not null,
  registered_at timestamptz not null default clock_timestamp(),
  constraint report_pk primary key (report_id)
);
comment on table report.report is 'One row per report: its file as it was last registered.';
comment on column report.report.definition is 'The checked report file, claims included.';

create table report.claim (
  report_id text not null,
  claim_id text not null,
  section text not null,
  place integer not null,
  kind text not null,
  text_no text not null,
  text_en text not null,
  withdrawn boolean not null default false,
  constraint claim_pk primary key (report_id, claim_id),
  constraint claim_report_fk foreign key (report_id) references report.report (report_id) on delete restrict
);
comment on table report.claim is 'Claims of the reports, in their order.';
comment on column report.claim.place is 'Place in the whole report, from 1.';
comment on column report.claim.withdrawn is 'True for a claim that the report file has no longer; its verdicts stay.';

create table report.claim_table (
  report_id text not null,
  claim_id text not null,
  provider text not null,
  table_id text not null,
  constraint claim_table_pk primary key (report_id, claim_id, provider, table_id),
  constraint claim_table_claim_fk foreign key (report_id, claim_id) references report.claim (report_id, claim_id) on delete cascade
);
comment on table report.claim_table is 'Which tables a claim reads: a publication looks only at the claims of its own table.';
create index claim_table_table on report.claim_table (provider, table_id);

create table report.evaluation (
  evaluation_id bigint generated always as identity,
  report_id text not null,
  claim_id text not null,
  evaluated_at timestamptz not null default clock_timestamp(),
  task_id uuid,
  verdict text not null,
  basis text not null,
  reason_no text not null,
  reason_en text not null,
  published_value numeric,
  as_of_value numeric,
  current_value numeric,
  drift numeric,
  drift_unit text,
  inputs_hash bytea not null,
  details jsonb not null,
  constraint evaluation_pk primary key (evaluation_id),
  constraint evaluation_claim_fk foreign key (report_id, claim_id) references report.claim (report_id, claim_id) on delete restrict,
  constraint evaluation_task_fk foreign key (task_id) references ops.task (task_id) on delete restrict,
  constraint evaluation_verdict_known check (verdict in (
    'holds', 'holds after rounding', 'drifted', 'direction reversed', 'contradicted by another source',
    'superseded', 'meaning changed', 'frozen', 'no open source', 'waiting for data'))
);
comment on table report.evaluation is 'Every verdict that was ever reached; the newest of a claim stands. Append only.';
comment on column report.evaluation.task_id is 'The publication that brought it about; null where the report was checked by hand.';
comment on column report.evaluation.inputs_hash is 'Hash of everything that the verdict was made from: the claim''s definition and its cells. The same hash needs no new verdict.';
comment on column report.evaluation.details is 'The whole evaluation: evidence by operand with the cells read, other publishers'' numbers, findings.';
create index evaluation_newest on report.evaluation (report_id, claim_id, evaluation_id desc);
create index evaluation_task on report.evaluation (task_id);

create view mart.report_claim_history as
select
  e.report_id as report,
  e.claim_id as claim,
  e.evaluated_at,
  e.verdict,
  lag(e.verdict) over (partition by e.report_id, e.claim_id order by e.evaluation_id) as previous_verdict,
  e.basis,
  e.reason_no,
  e.reason_en,
  e.published_value,
  e.as_of_value,
  e.current_value,
  e.drift,
  e.drift_unit,
  e.task_id as task
from report.evaluation as e
join report.claim as c on c.report_id = e.report_id and c.claim_id = e.claim_id;
comment on view mart.report_claim_history is 'Alle vurderinger av alle påstander i rapportene, med tidspunkt og grunn.';
comment on column mart.report_claim_history.report is 'Rapporten, for eksempel digital-competence-2021';
comment on column mart.report_claim_history.claim is 'Påstandens nummer, for eksempel C057';
comment on column mart.report_claim_history.evaluated_at is 'Da vurderingen ble gjort';
comment on column mart.report_claim_history.verdict is 'Vurderingen: holds (stemmer), holds after rounding (stemmer avrundet), drifted (har endret seg), direction reversed (retningen er snudd), contradicted by another source (motsagt av en annen kilde), superseded (metode eller skala er byttet), meaning changed (cellen betyr noe annet), frozen (avsluttet), no open source (ingen åpen kilde), waiting for data (venter på tall)';
comment on column mart.report_claim_history.previous_verdict is 'Vurderingen før denne; tom for den første';
comment on column mart.report_claim_history.basis is 'Hva vurderingen bygger på: source (kilden selv), proxy (nesten samme mål), publication (publiserte tall), arithmetic (regning), other claims (andre påstander), none (ingenting)';
comment on column mart.report_claim_history.reason_no is 'Begrunnelsen på norsk';
comment on column mart.report_claim_history.reason_en is 'Begrunnelsen på engelsk';
comment on column mart.report_claim_history.published_value is 'Tallet som er trykt i rapporten';
comment on column mart.report_claim_history.as_of_value is 'Tallet slik forfatterne så det den dagen de hentet det';
comment on column mart.report_claim_history.current_value is 'Tallet slik det er nå';
comment on column mart.report_claim_history.drift is 'Tallet nå minus det trykte tallet';
comment on column mart.report_claim_history.drift_unit is 'Enheten til avviket: points (prosentpoeng eller poeng), percent, persons, places, of, units';
comment on column mart.report_claim_history.task is 'Publiseringen som utløste vurderingen; tom når rapporten ble kontrollert for hånd';

create view mart.report_claims as
select
  c.report_id as report,
  c.claim_id as claim,
  c.section,
  c.place,
  c.kind,
  c.text_no,
  c.text_en,
  newest.verdict,
  newest.basis,
  newest.reason_no,
  newest.reason_en,
  newest.published_value,
  newest.as_of_value,
  newest.current_value,
  newest.drift,
  newest.drift_unit,
  newest.evaluated_at
from report.claim as c
left join lateral (
  select e.* from report.evaluation as e
  where e.report_id = c.report_id and e.claim_id = c.claim_id
  order by e.evaluation_id desc
  limit 1
) as newest on true
where not c.withdrawn;
comment on view mart.report_claims is 'Hver påstand i rapportene med siste vurdering: trykt tall, tall nå og begrunnelse.';
comment on column mart.report_claims.report is 'Rapporten, for eksempel digital-competence-2021';
comment on column mart.report_claims.claim is 'Påstandens nummer, for eksempel C057';
comment on column mart.report_claims.section is 'Kapittelet påstanden står i';
comment on column mart.report_claims.place is 'Plass i rapporten, fra 1';
comment on column mart.report_claims.kind is 'Slags påstand: level (nivå), approximate (omtrentlig), lower-bound (minst), change (endring), ratio (så mange av så mange), rank (plassering), ordering (rekkefølge), trend (retning), derived (utregnet), compound (sammensatt), roll-up (sammenfatning), frozen (avsluttet), not-refreshable (uten åpen kilde)';
comment on column mart.report_claims.text_no is 'Påstanden på norsk, med prosjektets egne ord';
comment on column mart.report_claims.text_en is 'Påstanden på engelsk, med prosjektets egne ord';
comment on column mart.report_claims.verdict is 'Siste vurdering; se mart.report_claim_history';
comment on column mart.report_claims.basis is 'Hva vurderingen bygger på';
comment on column mart.report_claims.reason_no is 'Begrunnelsen på norsk';
comment on column mart.report_claims.reason_en is 'Begrunnelsen på engelsk';
comment on column mart.report_claims.published_value is 'Tallet som er trykt i rapporten';
comment on column mart.report_claims.as_of_value is 'Tallet slik forfatterne så det den dagen de hentet det';
comment on column mart.report_claims.current_value is 'Tallet slik det er nå';
comment on column mart.report_claims.drift is 'Tallet nå minus det trykte tallet';
comment on column mart.report_claims.drift_unit is 'Enheten til avviket';
comment on column mart.report_claims.evaluated_at is 'Da siste vurdering ble gjort';
