import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { endOrphans } from '../lineage/orphans.ts';
import { processIdentity } from '../lineage/process-identity.ts';
import { prune as pruneAll } from '../pipeline/retention.ts';
import { ROLES } from '../postgres/roles/names.ts';
import type { Command } from './context.ts';
import { parseMoment } from './moment.ts';
import { counted } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';

export interface PruneOptions {
  readonly requestsOlderThan: string;
  readonly objects?: boolean;
  /** Whether to do it; without it only what would be done is told. */
  readonly apply?: boolean;
}

/** Gives up old logs, and responses that nothing rests on; never a vintage. */
export const prune: Command<PruneOptions> = async (context, options) =>
  withWorkshop(context, async (workshop) => {
    const before = parseMoment(options.requestsOlderThan, '--requests-older-than', workshop.now());
    const dryRun = options.apply !== true;
    if (!dryRun) await endOrphans(workshop.db, await processIdentity());
    const pruned = await pruneAll(workshop, {
      before,
      objects: options.objects === true,
      dryRun,
    }).catch((error: unknown) => {
      throw (error as { readonly code?: string }).code === '42501' ? mayNotDelete(error) : error;
    });
    context.output.facts({ before: before.toISOString(), dryRun, ...pruned }, (facts, page) => {
      const what = [
        counted(facts.requests, 'request'),
        counted(facts.tasks, 'task'),
        counted(facts.findings, 'finding'),
        counted(facts.runs, 'run'),
        ...(options.objects === true
          ? [
              counted(facts.fetches, 'fetch', 'fetches'),
              `${counted(facts.objects, 'response')} of ${counted(facts.bytes, 'byte')}`,
            ]
          : []),
      ].join(', ');
      page.line(
        `${facts.dryRun ? 'Would give up' : 'Gave up'} ${what} from before ${facts.before}.`,
      );
      if (facts.dryRun) page.line('Nothing was changed; --apply does it.');
    });
    return EXIT.ok;
  });

function mayNotDelete(cause: unknown): StatbankError {
  return new StatbankError(
    'SB_DB_QUERY',
    `This login may add logs, but not delete them. Prune as a member of ${ROLES.owner}.`,
    { cause },
  );
}
