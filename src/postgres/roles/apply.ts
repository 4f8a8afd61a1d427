import type { ClientBase } from 'pg';
import { missingRoles, ownerMayNotCreate, roleFaults, type RoleFault } from './inspect.ts';

/** What {@link applyRoles} did, and what this login was not allowed to do. */
export interface RolesReport {
  /** Statements that were carried out. */
  readonly applied: readonly string[];
  /** What remains wrong, with the statement that a mightier login has to run. */
  readonly refused: readonly RoleFault[];
}

/**
 * Insufficient privilege; and what happens where another process does the same at the same
 * moment, as roles belong to the whole server: the next look finds it done.
 */
const NOT_DONE = new Set(['42501', '42710', '23505', 'XX000']);

/** Rights that depend on others come with the second pass; the third finds that nothing is left. */
const PASSES = 3;

/**
 * Gives owner, loader and reader the rights that they should have on this database, and
 * nothing that they have already.
 *
 * @param create whether roles that do not exist are created; otherwise nothing is done then
 */
export async function applyRoles(
  client: ClientBase,
  { create }: { readonly create: boolean },
): Promise<RolesReport> {
  const missing = await missingRoles(client);
  if (missing.length > 0 && !create) return { applied: [], refused: [] };
  const made = await mend(
    client,
    missing.map((name) => ({
      fault: `${name} does not exist`,
      remedy: `create role ${name} nologin;`,
    })),
  );
  if (made.refused.length > 0) return made;
  const applied = [...made.applied];
  let refused: readonly RoleFault[] = [];
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const faults = [...(await ownerMayNotCreate(client)), ...(await roleFaults(client))];
    const done = await mend(client, faults);
    applied.push(...done.applied);
    refused = done.refused;
    if (done.applied.length === 0) break;
  }
  return { applied, refused };
}

/** All at once, which is the common case; one by one if something is refused. */
async function mend(client: ClientBase, faults: readonly RoleFault[]): Promise<RolesReport> {
  if (faults.length === 0) return { applied: [], refused: [] };
  const statements = faults.map(({ remedy }) => remedy);
  if (await allowed(client, statements.join('\n'))) return { applied: statements, refused: [] };
  const applied: string[] = [];
  const refused: RoleFault[] = [];
  for (const fault of faults) {
    if (await allowed(client, fault.remedy)) applied.push(fault.remedy);
    else refused.push(fault);
  }
  return { applied, refused };
}

/** Statements sent together are one transaction: all of them are carried out, or none. */
async function allowed(client: ClientBase, statements: string): Promise<boolean> {
  try {
    await client.query(statements);
    return true;
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code !== undefined && NOT_DONE.has(code)) return false;
    throw error;
  }
}
