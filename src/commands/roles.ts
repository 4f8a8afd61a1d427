import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '../load/migration-files.ts';
import { pendingMigrations } from '../load/migrate.ts';
import { applyRoles as applyTo } from '../postgres/roles/apply.ts';
import type { Command } from './context.ts';
import { counted } from './text-table.ts';
import { withConnection } from './with-connection.ts';

/** Creates or mends the roles of owner, loader and reader, and prints what was done and what was refused. */
export const applyRoles: Command<object> = async (context) =>
  withConnection(context, async ({ pool, url }) => {
    const pending = await pendingMigrations(pool, await readMigrations(MIGRATIONS_FOLDER));
    if (pending.length > 0) {
      throw new StatbankError(
        'SB_USAGE',
        'There is nothing to give rights on before the database is migrated: run statbank migrate first.',
      );
    }
    const client = await pool.connect();
    try {
      const { applied, refused } = await applyTo(client, { create: true });
      context.output.facts({ database: url, applied, refused }, (facts, page) => {
        for (const statement of facts.applied) page.line(statement);
        for (const { fault, remedy } of facts.refused) page.line(`REFUSED: ${fault}: ${remedy}`);
        page.line(
          facts.refused.length > 0
            ? `${counted(facts.refused.length, 'statement')} refused: have them run by a login that owns the schemas and may create roles.`
            : `${facts.database}: owner, loader and reader have the rights that they should have.`,
        );
      });
      return refused.length > 0 ? EXIT.database : EXIT.ok;
    } finally {
      client.release();
    }
  });
