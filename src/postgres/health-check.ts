import type { Pool } from 'pg';
import { OLDEST_MAJOR } from './embedded/binaries.ts';
import { missingRoles, roleFaults } from './roles/inspect.ts';
import { ROLES } from './roles/names.ts';

/** One thing that was looked at, and what to do if it is not as it should be. */
export interface HealthCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** A command, a statement or a sentence; null where all is well. */
  readonly remedy: string | null;
}

interface ServerFacts {
  readonly version: number;
  readonly version_text: string;
  readonly encoding: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly role: string;
  /** Whether the present role may publish as a member of the loader's. */
  readonly loads: boolean;
  readonly may_create: boolean;
  readonly foreign_owners: readonly string[];
  readonly open_to_all: readonly string[];
}

/**
 * `foreign_owners`: owners of schemas and tables whose rights the present role does not
 * have. `open_to_all`: what every role of the server may read or write, outside `mart`.
 */
const FACTS = `
  with own as (
    select 'schema ' || quote_ident(nspname) as object, nspowner as owner, nspacl as acl, nspname as schema
    from pg_namespace where nspname = any ($1)
    union all
    select 'table ' || c.oid::regclass, c.relowner, c.relacl, n.nspname
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition
  )
  select
    current_setting('server_version_num')::int as version,
    current_setting('server_version') as version_text,
    current_setting('server_encoding') as encoding,
    current_setting('fsync') as fsync,
    current_setting('full_page_writes') as full_page_writes,
    current_user as role,
    coalesce(pg_has_role(to_regrole('${ROLES.loader}'), 'usage'), false) as loads,
    has_database_privilege(current_database(), 'create') as may_create,
    array(select distinct owner::regrole::text from own where not pg_has_role(owner, 'usage') order by 1) as foreign_owners,
    array(
      select distinct object from own, aclexplode(acl) as entry
      where entry.grantee = 0 and schema <> 'mart' order by 1
    ) as open_to_all`;

/** Looks at the server, the database's settings and the present role's rights; changes nothing. */
export async function checkServer(
  pool: Pool,
  schemas: readonly string[],
): Promise<readonly HealthCheck[]> {
  const { rows } = await pool.query<ServerFacts>(FACTS, [schemas]);
  return rows.flatMap((facts) => [
    checkVersion(facts),
    checkEncoding(facts),
    checkDurability(facts),
    checkRole(facts),
    checkReaders(facts),
  ]);
}

/** More than these are counted: without any right there is one for each table. */
const TOLD_FAULTS = 10;

/** Looks at the roles of owner, loader and reader, and at their rights on a migrated database. */
export async function checkRoles(pool: Pool): Promise<HealthCheck> {
  const missing = await missingRoles(pool);
  const remedy = 'statbank roles apply, as a login that may create roles and owns the schemas';
  if (missing.length > 0) {
    // A single login that owns everything works as well: this is advice, not a fault.
    return check('roles', true, `not set up (${missing.join(', ')}); see ${remedy}`, '');
  }
  const faults = await roleFaults(pool);
  const told = faults.slice(0, TOLD_FAULTS).map(({ fault }) => fault);
  const rest = faults.length > told.length ? [`and ${faults.length - told.length} more`] : [];
  return check(
    'roles',
    faults.length === 0,
    faults.length === 0 ? Object.values(ROLES).join(', ') : [...told, ...rest].join('; '),
    remedy,
  );
}

function checkVersion({ version, version_text }: ServerFacts): HealthCheck {
  return check(
    'server version',
    version >= OLDEST_MAJOR * 10_000,
    `PostgreSQL ${version_text}`,
    `Upgrade the server to PostgreSQL ${OLDEST_MAJOR} or newer.`,
  );
}

function checkEncoding({ encoding }: ServerFacts): HealthCheck {
  return check(
    'encoding',
    encoding === 'UTF8',
    encoding,
    "Make a database with create database statbank template template0 encoding 'UTF8', and run statbank rebuild into it.",
  );
}

function checkDurability({ fsync, full_page_writes }: ServerFacts): HealthCheck {
  return check(
    'durability',
    fsync === 'on' && full_page_writes === 'on',
    `fsync ${fsync}, full_page_writes ${full_page_writes}`,
    'Set fsync and full_page_writes to on in postgresql.conf: without them a power cut can destroy the database.',
  );
}

function checkRole({ role, loads, may_create, foreign_owners }: ServerFacts): HealthCheck {
  if (loads && foreign_owners.length > 0) {
    return check('role', true, `${role}: may publish, not migrate`, '');
  }
  const missing = foreign_owners.map((owner) => `grant ${owner} to ${role};`);
  const create = may_create ? [] : [`grant create on database … to ${role};`];
  return check(
    'role',
    missing.length === 0 && may_create,
    missing.length === 0 ? role : `${role}; owned by ${foreign_owners.join(', ')}`,
    [...create, ...missing].join(' '),
  );
}

function checkReaders({ open_to_all }: ServerFacts): HealthCheck {
  return check(
    'readers',
    open_to_all.length === 0,
    open_to_all.length === 0
      ? 'only mart is open'
      : `open to every role: ${open_to_all.join(', ')}`,
    open_to_all.map((object) => `revoke all on ${object} from public;`).join(' '),
  );
}

function check(name: string, ok: boolean, detail: string, remedy: string): HealthCheck {
  return Object.freeze({ name, ok, detail, remedy: ok ? null : remedy });
}
