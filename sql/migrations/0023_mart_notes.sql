-- Notes that the source prints under its tables, for whoever reads the numbers.

create view mart.notes as
select d.view_name as view, null::text as variable_code, null::text as member_code, n.place::integer,
  n.note_no, n.note_en
from star.dim_dataset as d
cross join lateral unnest(d.notes_no, d.notes_en) with ordinality as n (note_no, note_en, place)
union all
select d.view_name, v.code, m.code, n.place::integer, n.note_no, null
from star.dim_member as m
join star.dim_variable as v on v.variable_key = m.variable_key
join star.dim_dataset as d on d.dataset_key = v.dataset_key
cross join lateral unnest(m.notes_no) with ordinality as n (note_no, place)
where not m.preview_only and m.notes_no <> '{}';
comment on view mart.notes is 'What the source notes on a table, or on one value of a variable.';
comment on column mart.notes.view is 'The table''s view in mart';
comment on column mart.notes.variable_code is 'Variable that the note is on; null for the whole table';
comment on column mart.notes.member_code is 'Value that the note is on; null for the whole table';
comment on column mart.notes.place is 'Place among the notes, from 1';
comment on column mart.notes.note_no is 'The note in Norwegian';
comment on column mart.notes.note_en is 'The note in English; null where there is none';
