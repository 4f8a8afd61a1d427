import { EXIT } from '../errors/codes.ts';
import { refreshSumming } from '../load/dimensions/refresh-summing.ts';
import { migrate as applyMigrations } from '../load/migrate.ts';
import type { Command } from './context.ts';
import { counted } from './text-table.ts';
import { withConnection } from './with-connection.ts';

/** Brings the database up to date with this program: its schema, and how measures may be summed. Prints what changed. */
export const migrate: Command<object> = async (context) =>
  withConnection(context, async ({ kysely, pool, url }) => {
    const { applied, current } = await applyMigrations(pool);
    const resummed = await refreshSumming(kysely);
    context.output.facts({ database: url, applied, current, resummed }, (facts, page) => {
      for (const name of facts.applied) page.line(`applied ${name}`);
      if (facts.resummed > 0) {
        page.line(`${counted(facts.resummed, 'measure')} may now be summed differently`);
      }
      page.line(`${facts.database} is at migration ${facts.current}`);
    });
    return EXIT.ok;
  });
