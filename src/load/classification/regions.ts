import { sql } from 'kysely';
import type { LoadSession } from '../session.ts';

/** Classifications of Norwegian places by official codes, with the level of their codes. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['131', 'municipality'],
  ['104', 'county'],
]);

/**
 * Brings the places of a classification up to date from its codes and changes, if it is one of
 * places: rows for those that no table has brought, the newest names, the days of their codes,
 * their dated names, and the graph of changes. Keys stay.
 *
 * @param changes the graph as JSON, as `bridge_region_change` has it
 */
export async function saveRegions(
  { db }: LoadSession,
  id: string,
  conceptKey: number,
  changes: string,
): Promise<void> {
  const level = PLACES.get(id);
  if (level === undefined) return;
  // The register of municipalities does not say their county; it is the beginning of the code.
  const parent =
    level === 'municipality'
      ? sql`case when c.code ~ '^9+$' then null else left(c.code, 2) end`
      : sql`null`;
  await sql`
    insert into star.dim_region (scheme, code, name_no, level, parent_code)
    select distinct on (c.code) 'no', c.code, coalesce(c.name_no, c.code),
      case when c.code ~ '^9+$' then 'unknown' else ${level} end, ${parent}
    from star.dim_concept_code c
    where c.concept_key = ${conceptKey}
      and not exists (select from star.dim_region r where r.scheme = 'no' and r.code = c.code)
    order by c.code, c.valid_from desc
    on conflict do nothing`.execute(db);
  await sql`
    update star.dim_region r set
      name_no = coalesce(n.name_no, r.name_no), name_nn = n.name_nn,
      name_en = coalesce(n.name_en, r.name_en), valid_from = n.first_day, valid_to = n.last_day
    from (
      select distinct on (c.code) c.code, c.name_no, c.name_nn, c.name_en,
        min(c.valid_from) over by_code as first_day,
        nullif(max(coalesce(c.valid_to, 'infinity')) over by_code, 'infinity') as last_day
      from star.dim_concept_code c
      where c.concept_key = ${conceptKey}
      window by_code as (partition by c.code)
      order by c.code, c.valid_from desc
    ) n
    where r.scheme = 'no' and r.code = n.code`.execute(db);
  await saveVersions({ db }, conceptKey, parent);
  await sql`delete from star.bridge_region_change where concept_key = ${conceptKey}`.execute(db);
  await sql`
    insert into star.bridge_region_change (
      concept_key, change_date, old_region_key, new_region_key, old_code, new_code, old_name,
      new_name, kind, stated)
    select ${conceptKey}, e.date, o.region_key, n.region_key, e.old_code, e.new_code, e.old_name,
      e.new_name, e.kind, e.stated
    from jsonb_to_recordset(${changes}::jsonb) as e (
      date date, old_code text, new_code text, old_name text, new_name text, kind text, stated boolean)
    left join star.dim_region o on o.scheme = 'no' and o.code = e.old_code
    left join star.dim_region n on n.scheme = 'no' and n.code = e.new_code
    order by e.date, e.old_code, e.new_code`.execute(db);
}

async function saveVersions(
  { db }: Pick<LoadSession, 'db'>,
  conceptKey: number,
  parent: ReturnType<typeof sql>,
): Promise<void> {
  const wanted = sql`
    select r.region_key, c.valid_from, c.valid_to, coalesce(c.name_no, c.code) as name_no,
      c.name_nn, c.name_en, ${parent} as parent_code
    from star.dim_concept_code c
    join star.dim_region r on r.scheme = 'no' and r.code = c.code
    where c.concept_key = ${conceptKey}`;
  await sql`
    delete from star.dim_region_version v
    using star.dim_region r
    where r.region_key = v.region_key and r.scheme = 'no'
      and exists (
        select from star.dim_concept_code c where c.concept_key = ${conceptKey} and c.code = r.code)
      and not exists (
        select from (${wanted}) w
        where w.region_key = v.region_key and w.valid_from = v.valid_from)`.execute(db);
  await sql`
    insert into star.dim_region_version (
      region_key, valid_from, valid_to, name_no, name_nn, name_en, parent_code)
    select * from (${wanted}) w
    order by w.region_key, w.valid_from
    on conflict (region_key, valid_from) do update set
      valid_to = excluded.valid_to, name_no = excluded.name_no, name_nn = excluded.name_nn,
      name_en = excluded.name_en, parent_code = excluded.parent_code`.execute(db);
}
