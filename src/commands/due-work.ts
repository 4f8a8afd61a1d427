import type { Catalogue, TableEntry } from '../config/catalogue.ts';
import type { Rhythm } from '../config/rhythm.ts';
import { KLASS_PROVIDER } from '../extract/klass/source.ts';
import type { TableSelection } from '../extract/provider.ts';
import { isUnderSubject } from '../extract/table-catalogue.ts';
import { alone } from '../lineage/alone.ts';
import { createProviderStops } from '../pipeline/provider-stops.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import {
  markExpanded,
  type ScheduledTable,
  staleSubjects,
  tablesOfKnownSubject,
} from '../schedule/register.ts';
import { type DueWork, runDue } from '../schedule/run-due.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import type { GatePolicy } from '../transform/gate.ts';
import { tableName } from '../transform/table.ts';
import { changedTables } from './changed-tables.ts';
import type { CommandContext } from './context.ts';
import { openSources, type OpenSources } from './open-sources.ts';
import { syncScheduledClassification } from './sync-classifications.ts';
import { syncTarget } from './sync-target.ts';
import { createTableLists } from './sync-targets.ts';

/** A table of the catalogue with its rhythm and its selection. */
interface WantedTable extends ScheduledTable {
  readonly selection: TableSelection;
  readonly gates: Partial<GatePolicy>;
}

/** Classifications change a few times a year, on no announced day: a look each night, after midnight's changes. */
const KLASS_RHYTHM: Rhythm = Object.freeze({ kind: 'cron', expression: '20 4 * * *' });

/** Schedulers that begin in the same minute look at a catalogue once between them. */
const SHARED_LOOK_MS = 60_000;

/** Does once whatever the schedule says is due, as a run of this name. */
export async function syncDue(
  context: CommandContext,
  workshop: Workshop,
  command: string,
): Promise<readonly TableReport[]> {
  const sources = openSources(context, workshop);
  try {
    const catalogue = await context.catalogue();
    return await runDue(workshop, dueWork(context, catalogue, workshop, sources, command));
  } finally {
    await sources.close();
  }
}

function dueWork(
  context: CommandContext,
  catalogue: Catalogue,
  workshop: Workshop,
  sources: OpenSources,
  command: string,
): DueWork {
  const entries = new Map<string, WantedTable>();
  const stops = createProviderStops();
  let targets: readonly WantedTable[] = [];
  const looked = new Map<string, Promise<ReadonlySet<string>>>();
  const changed = async (provider: string): Promise<ReadonlySet<string>> => {
    const look = looked.get(provider) ?? changedOf(workshop, sources, provider, targets);
    looked.set(provider, look);
    return look;
  };
  return {
    command,
    tables: async () => {
      const wanted = await wantedTables(catalogue, workshop, sources);
      targets = wanted;
      for (const table of wanted) entries.set(tableName(table.ref), table);
      return wanted;
    },
    updated: async ({ provider, table }, lane) => {
      const { service, ask } = await sources.of(provider, lane);
      return service.updated(table, ask);
    },
    mayHaveChanged: async ({ provider, table }) => (await changed(provider)).has(table),
    sync: async (runId, ref, lane, onDescribed) => {
      if (ref.provider === KLASS_PROVIDER) {
        return syncScheduledClassification(context, workshop, runId, ref.table, lane);
      }
      const { selection = {}, gates = {} } = entries.get(tableName(ref)) ?? {};
      const target = { ref, selection, gates };
      const report =
        stops.before(ref) ??
        (await syncTarget(
          workshop,
          (provider) => sources.of(provider, lane),
          runId,
          target,
          { dryRun: false, changes: 0 },
          () => undefined,
          onDescribed,
        ));
      stops.after(ref, report);
      return report;
    },
  };
}

/** Ids of the tables of which a provider's catalogue shows something new; one look for all. */
async function changedOf(
  workshop: Workshop,
  sources: OpenSources,
  provider: string,
  tables: readonly WantedTable[],
): Promise<ReadonlySet<string>> {
  const own = tables.filter(({ ref }) => ref.provider === provider);
  const { due } = await alone(workshop, `look:${provider}`, async () =>
    changedTables(workshop, own, async (id) => sources.of(id, 'nightly'), SHARED_LOOK_MS),
  );
  return new Set(due.map(({ target }) => target.ref.table));
}

/**
 * The tables of the catalogue. Those of a subject are asked for once a night; in between they are
 * what the schedule knows. A table that is listed by itself keeps its own entry.
 */
async function wantedTables(
  catalogue: Catalogue,
  workshop: Workshop,
  sources: OpenSources,
): Promise<readonly WantedTable[]> {
  const { db, logger, now } = workshop;
  const listed = catalogue.entries.filter((entry): entry is TableEntry => entry.kind === 'table');
  const subjects = catalogue.entries.filter((entry) => entry.kind === 'subject');
  const wanted = new Map<string, WantedTable>(
    listed.map(({ ref, schedule, select, gates }) => [
      tableName(ref),
      { ref, rhythm: schedule, subject: null, selection: select, gates },
    ]),
  );
  for (const { id } of catalogue.classifications) {
    const ref = { provider: KLASS_PROVIDER, table: id };
    wanted.set(tableName(ref), {
      ref,
      rhythm: KLASS_RHYTHM,
      subject: null,
      selection: {},
      gates: {},
    });
  }
  const stale = new Set(await staleSubjects(db, subjects, now()));
  const tablesOf = createTableLists(async (id) => sources.of(id, 'nightly'));
  for (const entry of subjects) {
    const { provider, subject, schedule, select, gates } = entry;
    let ids: readonly string[];
    try {
      ids = stale.has(entry)
        ? (await tablesOf(provider))
            .filter((table) => isUnderSubject(table, subject))
            .map(({ id }) => id)
        : await tablesOfKnownSubject(db, entry);
      if (stale.has(entry)) await markExpanded(db, [entry], now());
    } catch (err) {
      workshop.signal.throwIfAborted();
      logger.error({ err, provider, subject }, 'the tables of a subject could not be listed');
      ids = await tablesOfKnownSubject(db, entry);
    }
    for (const table of ids) {
      const ref = { provider, table };
      if (wanted.has(tableName(ref))) continue;
      wanted.set(tableName(ref), { ref, rhythm: schedule, subject, selection: select, gates });
    }
  }
  return [...wanted.values()];
}
