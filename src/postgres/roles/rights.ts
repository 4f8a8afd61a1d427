import { READER_SCHEMAS, ROLES, type RoleName } from './names.ts';

/** What one role may do with everything of a kind in one schema. */
interface Rule {
  readonly role: RoleName;
  readonly kind: 'schema' | 'relation' | 'sequence' | 'function';
  readonly schema: string;
  readonly privileges: readonly string[];
}

const { loader, reader } = ROLES;
const WRITE = ['select', 'insert', 'update', 'delete'];

/**
 * All rights of loader and reader. The owner needs none, as it owns. A loader may not take
 * responses away, nor rewrite the past: raw and the revisions can only be added to.
 */
const RULES: readonly Rule[] = Object.freeze([
  ...['statbank_meta', 'ops', 'raw', 'star', 'report'].map((schema): Rule => usage(loader, schema)),
  { role: loader, kind: 'relation', schema: 'statbank_meta', privileges: ['select'] },
  { role: loader, kind: 'relation', schema: 'ops', privileges: WRITE },
  { role: loader, kind: 'relation', schema: 'raw', privileges: ['select', 'insert'] },
  { role: loader, kind: 'relation', schema: 'star', privileges: WRITE },
  { role: loader, kind: 'relation', schema: 'report', privileges: WRITE },
  { role: loader, kind: 'sequence', schema: 'ops', privileges: ['usage'] },
  { role: loader, kind: 'sequence', schema: 'star', privileges: ['usage', 'update'] },
  { role: loader, kind: 'function', schema: 'star', privileges: ['execute'] },
  ...READER_SCHEMAS.flatMap((schema): readonly Rule[] => [
    { role: loader, kind: 'schema', schema, privileges: ['usage', 'create'] },
    { role: loader, kind: 'relation', schema, privileges: ['select'] },
    usage(reader, schema),
    { role: reader, kind: 'relation', schema, privileges: ['select'] },
  ]),
]);

/** Relations with fewer rights than the rest of their schema: the beginning of their names. */
const APPEND_ONLY = 'fact_revision';

function usage(role: RoleName, schema: string): Rule {
  return { role, kind: 'schema', schema, privileges: ['usage'] };
}

/** Parameter of {@link MISSING_RIGHTS} and {@link EXCESS_RIGHTS}: the rules as JSON. */
export function rulesParameter(): string {
  return JSON.stringify(
    RULES.flatMap(({ privileges, ...rule }) =>
      privileges.map((privilege) => ({ ...rule, privilege })),
    ),
  );
}

/**
 * Every right that a role of the rules should have by itself and has not, one row an object.
 * Looked up in the access lists and not by has_table_privilege, which also counts what a
 * role has by being a member of others.
 */
export const MISSING_RIGHTS = `
  with rule as (
    select * from json_to_recordset($1) as r (role text, kind text, schema text, privilege text)
  ), thing as (
    select n.oid, n.nspname as schema, 'schema' as kind, quote_ident(n.nspname) as name,
      'schema' as word, n.nspacl as acl, n.nspowner as owner, '' as relation
    from pg_namespace as n
    union all
    select c.oid, n.nspname, case c.relkind when 'S' then 'sequence' else 'relation' end,
      format('%I.%I', n.nspname, c.relname), case c.relkind when 'S' then 'sequence' else 'table' end,
      c.relacl, c.relowner, c.relname
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'S')
      -- Sequences of identity columns need no right.
      and not exists (select from pg_depend as d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i' and c.relkind = 'S')
    union all
    select p.oid, n.nspname, 'function',
      format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), 'function',
      p.proacl, p.proowner, ''
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
  )
  select rule.role, thing.word, thing.name, string_agg(rule.privilege, ', ' order by rule.privilege) as privileges
  from rule join thing using (schema, kind)
  where to_regrole(rule.role) is not null
    and thing.owner <> to_regrole(rule.role)
    and not (thing.relation like '${APPEND_ONLY}%' and rule.privilege in ('update', 'delete'))
    -- Without an access list everybody may execute a function.
    and not (thing.kind = 'function' and thing.acl is null)
    and not exists (
      select from aclexplode(thing.acl) as entry
      where entry.grantee in (0, to_regrole(rule.role)) and lower(entry.privilege_type) = rule.privilege)
  group by rule.role, thing.word, thing.name
  order by rule.role, thing.word, thing.name`;

/** Rights on schemas and relations of ours that the reader has by itself beyond the rules. */
export const EXCESS_RIGHTS = `
  with thing as (
    select quote_ident(n.nspname) as name, 'schema' as word, n.nspacl as acl, n.nspname as schema
    from pg_namespace as n
    union all
    select format('%I.%I', n.nspname, c.relname), 'table', c.relacl, n.nspname
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v')
  )
  select distinct thing.word, thing.name, '${reader}' as role
  from thing, aclexplode(thing.acl) as entry
  where thing.schema = any ($1) and entry.grantee = to_regrole('${reader}')
    and not (thing.schema = any ($2)
      and lower(entry.privilege_type) = case thing.word when 'schema' then 'usage' else 'select' end)
  order by 1, 2`;
