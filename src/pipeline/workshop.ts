import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { Kysely } from 'kysely';
import type { Archive } from '../extract/archive/object-store.ts';
import type { Journal } from '../extract/archive/journal.ts';
import type { LoadSession } from '../load/session.ts';
import type { StepHook } from '../load/steps.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { TableRef } from '../transform/table.ts';
import type { Action } from './steps.ts';

/** What every pipeline works with: the database, the archive with its journal, and the outside. */
export interface Workshop {
  readonly pool: Pool;
  readonly db: Kysely<Database>;
  readonly archive: Archive;
  readonly journal: Journal;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly programVersion: string;
  readonly now: () => Date;
  /** How long this process may be silent before others take over its work; 60 by default. */
  readonly leaseSeconds?: number;
  /** See `PublishOptions.largeTable`. */
  readonly largeTable?: number;
  /** Breaks off a database that has fallen silent, so that whatever waits for it fails. */
  readonly abandon?: () => void;
  /** Told of a table that was published, in the publishing transaction and right before its commit. */
  readonly onPublished?: (
    session: LoadSession,
    table: TableRef,
    taskId: string,
  ) => Promise<unknown>;
  /** Told of every step of a run; for rehearsals of a crash, and for tests. */
  readonly step?: StepHook<Action>;
}
