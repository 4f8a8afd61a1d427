import { EXIT } from '../errors/codes.ts';
import { migrate as applyMigrations } from '../load/migrate.ts';
import type { Command } from './context.ts';
import { withConnection } from './with-connection.ts';

/** Brings the database's schema up to this program's, and prints what was applied. */
export const migrate: Command<object> = async (context) =>
  withConnection(context, async ({ pool, url }) => {
    const { applied, current } = await applyMigrations(pool);
    context.output.facts({ database: url, applied, current }, (facts, page) => {
      for (const name of facts.applied) page.line(`applied ${name}`);
      page.line(`${facts.database} is at migration ${facts.current}`);
    });
    return EXIT.ok;
  });
