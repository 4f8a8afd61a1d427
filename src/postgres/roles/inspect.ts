import type { ClientBase, Pool } from 'pg';
import { expectedSchema } from '../schema/expected-schema.ts';
import { OUR_SCHEMAS, READER_SCHEMAS, READER_TIMEOUT, ROLES } from './names.ts';
import { EXCESS_RIGHTS, MISSING_RIGHTS, rulesParameter } from './rights.ts';

/** One way in which the roles of a database are not what they should be, with the SQL that mends it. */
export interface RoleFault {
  readonly fault: string;
  readonly remedy: string;
}

const { owner, loader, reader } = ROLES;

/** Names of the roles that do not exist. */
export async function missingRoles(client: ClientBase | Pool): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly name: string }>(
    'select name from unnest($1::text[]) as name where to_regrole(name) is null',
    [Object.values(ROLES)],
  );
  return rows.map(({ name }) => name);
}

/**
 * Everything in which the rights on this database differ from the rules, in the order in
 * which it has to be mended. All three roles must exist.
 */
export async function roleFaults(client: ClientBase | Pool): Promise<readonly RoleFault[]> {
  return [
    ...(await groupFaults(client)),
    ...(await ownerFaults(client)),
    ...(await rightFaults(client)),
    ...(await timeoutFaults(client)),
  ];
}

async function groupFaults(client: ClientBase | Pool): Promise<readonly RoleFault[]> {
  const { rows } = await client.query<{
    readonly database: string;
    readonly outsider: boolean;
    readonly member: boolean;
    readonly connects: boolean;
    readonly presets: readonly string[];
  }>(
    `select quote_ident(current_database()) as database,
      -- Whoever owns the schemas must be able to act for the owner after giving them away.
      not pg_has_role(to_regrole($1), 'usage') and exists (
        select from pg_namespace
        where nspname = any ($5) and nspowner = to_regrole(quote_ident(current_user))) as outsider,
      exists (select from pg_auth_members
        where roleid = to_regrole($2) and member = to_regrole($1)) as member,
      has_database_privilege($3, current_database(), 'connect')
        and has_database_privilege($2, current_database(), 'connect')
        and has_database_privilege($2, current_database(), 'temporary') as connects,
      array(
        select n from unnest($4::text[]) as n
        where to_regnamespace(n) is not null and not exists (
          select from pg_default_acl as d, aclexplode(d.defaclacl) as entry
          where d.defaclrole = to_regrole($2) and d.defaclobjtype = 'r'
            and d.defaclnamespace = to_regnamespace(n)
            and entry.grantee = to_regrole($3) and entry.privilege_type = 'SELECT')) as presets`,
    [owner, loader, reader, READER_SCHEMAS, OUR_SCHEMAS],
  );
  return rows.flatMap(({ database, outsider, member, connects, presets }) => [
    ...(outsider ? [fault(`this login is no ${owner}`, `grant ${owner} to current_user;`)] : []),
    ...(member ? [] : [fault(`${owner} is no ${loader}`, `grant ${loader} to ${owner};`)]),
    ...(connects
      ? []
      : [
          fault(
            `${loader} or ${reader} may not connect to ${database}`,
            `grant connect, temporary on database ${database} to ${loader}; grant connect on database ${database} to ${reader};`,
          ),
        ]),
    ...presets.map((schema) =>
      fault(
        `new views in ${schema} will not be readable`,
        `alter default privileges for role ${loader} in schema ${schema} grant select on tables to ${reader};`,
      ),
    ),
  ]);
}

/**
 * What the owner needs for migrations that make a schema. No fault of the present schemas: a
 * copy of a database does not keep it, and works.
 */
export async function ownerMayNotCreate(client: ClientBase | Pool): Promise<readonly RoleFault[]> {
  const { rows } = await client.query<{ readonly database: string }>(
    `select quote_ident(current_database()) as database
    where not has_database_privilege($1, current_database(), 'create')`,
    [owner],
  );
  return rows.map(({ database }) =>
    fault(
      `${owner} may create no schema in ${database}`,
      `grant create on database ${database} to ${owner};`,
    ),
  );
}

/** Views that the program generates belong to the loader, so that every login that loads can extend them. */
async function ownerFaults(client: ClientBase | Pool): Promise<readonly RoleFault[]> {
  const expected = await expectedSchema();
  const fixed = expected.flatMap(({ kind, name }) => (kind === 'view' ? [name] : []));
  const { rows } = await client.query<{
    readonly word: string;
    readonly name: string;
    readonly role: string;
  }>(
    `with thing as (
      select 'schema' as word, quote_ident(n.nspname) as name, n.nspowner as owner, 1 as place, false as generated
      from pg_namespace as n where n.nspname = any ($1)
      union all
      select case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end,
        format('%I.%I', n.nspname, c.relname), c.relowner, 2,
        c.relkind = 'v' and n.nspname = any ($2) and format('%I.%I', n.nspname, c.relname) <> all ($3)
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'S')
        -- A sequence that belongs to a column follows its table.
        and not exists (select from pg_depend as d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('i', 'a') and c.relkind = 'S')
      union all
      select 'function',
        format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), p.proowner, 2, false
      from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
      where n.nspname = any ($1)
    )
    select word, name, case when generated then $5 else $4 end as role
    from thing
    where owner is distinct from to_regrole(case when generated then $5 else $4 end)
    order by place, generated, name`,
    [OUR_SCHEMAS, READER_SCHEMAS, fixed, owner, loader],
  );
  return rows.map(({ word, name, role }) =>
    fault(`${word} ${name} does not belong to ${role}`, `alter ${word} ${name} owner to ${role};`),
  );
}

async function rightFaults(client: ClientBase | Pool): Promise<readonly RoleFault[]> {
  const missing = await client.query<{
    readonly role: string;
    readonly word: string;
    readonly name: string;
    readonly privileges: string;
  }>(MISSING_RIGHTS, [rulesParameter()]);
  const excess = await client.query<{
    readonly role: string;
    readonly word: string;
    readonly name: string;
  }>(EXCESS_RIGHTS, [OUR_SCHEMAS, READER_SCHEMAS]);
  return [
    ...missing.rows.map(({ role, word, name, privileges }) =>
      fault(
        `${role} lacks ${privileges} on ${word} ${name}`,
        `grant ${privileges} on ${word} ${name} to ${role};`,
      ),
    ),
    ...excess.rows.map(({ role, word, name }) =>
      fault(
        `${role} has more rights on ${word} ${name} than it should`,
        `revoke all on ${word} ${name} from ${role};`,
      ),
    ),
  ];
}

/** A role's settings do not pass on to its members, so every login that only reads gets its own. */
async function timeoutFaults(client: ClientBase | Pool): Promise<readonly RoleFault[]> {
  const { rows } = await client.query<{ readonly name: string; readonly database: string }>(
    `select quote_ident(r.rolname) as name, quote_ident(current_database()) as database
    from pg_roles as r
    where (r.rolname = $1 or (r.rolcanlogin and pg_has_role(r.oid, to_regrole($1), 'member')))
      and not r.rolsuper and not pg_has_role(r.oid, to_regrole($2), 'member')
      and not exists (
        select from pg_db_role_setting as s, unnest(s.setconfig) as setting
        where s.setrole = r.oid and setting like 'statement_timeout=%'
          and s.setdatabase in (0, (select oid from pg_database where datname = current_database())))
    order by 1`,
    [reader, loader],
  );
  return rows.map(({ name, database }) =>
    fault(
      `${name} may let a query run for ever`,
      name === reader
        ? `alter role ${name} set statement_timeout = '${READER_TIMEOUT}';`
        : `alter role ${name} in database ${database} set statement_timeout = '${READER_TIMEOUT}';`,
    ),
  );
}

function fault(text: string, remedy: string): RoleFault {
  return Object.freeze({ fault: text, remedy });
}
