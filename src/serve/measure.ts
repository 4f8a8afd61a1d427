import { type Kysely, sql } from 'kysely';
import { tableStatus } from '../pipeline/status.ts';
import type { Database } from '../postgres/database.generated.ts';
import { freshness, FRESHNESS_STATES, lateSeconds } from '../schedule/freshness.ts';
import type { MetricKey } from './metric-list.ts';

/** One value of a metric. */
export interface Measurement {
  readonly metric: MetricKey;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const RUN_OUTCOMES = ['complete', 'partial', 'fail', 'abort'];
const TASK_OUTCOMES = 'published unchanged tried held rejected quarantined failed'.split(' ');
const SEVERITIES = ['error', 'warning', 'info'];

/** Everything that is measured in the database. */
export async function measure(db: Kysely<Database>, now: Date): Promise<readonly Measurement[]> {
  return [
    ...(await measureTables(db, now)),
    ...(await measureServer(db, now)),
    ...(await countBy(db, 'runs', 'outcome', RUN_OUTCOMES, 'ops.run', 'finished_at')),
    ...(await countBy(db, 'tasks', 'outcome', TASK_OUTCOMES, 'ops.task', 'finished_at')),
    ...(await countBy(db, 'findings', 'severity', SEVERITIES, 'ops.finding', 'found_at')),
    ...(await measureSources(db)),
  ];
}

async function measureTables(db: Kysely<Database>, now: Date): Promise<readonly Measurement[]> {
  const tables = (await tableStatus(db)).map((table) => ({
    ...table,
    freshness: freshness(table, now),
  }));
  return [
    ...FRESHNESS_STATES.map((state) =>
      one('tables', tables.filter((table) => table.freshness.state === state).length, { state }),
    ),
    ...tables
      .filter((table) => table.freshness.lateSince !== null)
      .map((table) =>
        one('lateSeconds', lateSeconds(table.freshness, now), {
          table: table.table,
          state: table.freshness.state,
        }),
      ),
    one('quarantined', tables.filter(({ quarantined }) => quarantined).length),
    one('failed', tables.filter(({ lastOutcome }) => lastOutcome === 'failed').length),
    one(
      'cells',
      tables.reduce((sum, { cells }) => sum + (cells ?? 0), 0),
    ),
  ];
}

async function measureServer(db: Kysely<Database>, now: Date): Promise<readonly Measurement[]> {
  const moment = now.toISOString();
  const { rows } = await sql<
    Readonly<
      Record<'databaseBytes' | 'dueTables' | 'oldestDueSeconds' | 'running' | 'abandoned', number>
    > & {
      readonly lastComplete: number | null;
    }
  >`
    select
      pg_database_size(current_database())::float8 as "databaseBytes",
      due.tables as "dueTables",
      due.seconds as "oldestDueSeconds",
      open.running as "running",
      open.abandoned as "abandoned",
      (select extract(epoch from max(finished_at))::float8 from ops.run
        where outcome = 'complete' and command ~ '^(sync|schedule)') as "lastComplete"
    from (
      select count(*)::int as tables,
        coalesce(extract(epoch from ${moment}::timestamptz - min(due_at)), 0)::float8 as seconds
      from ops.schedule where due_at <= ${moment}::timestamptz
    ) due, (
      select
        (count(*) filter (where l.expires_at > clock_timestamp()))::int as running,
        (count(*) filter (where l.expires_at is null or l.expires_at <= clock_timestamp()))::int as abandoned
      from ops.run r left join ops.lease l on l.name = 'run:' || r.run_id
      where r.finished_at is null
    ) open`.execute(db);
  const [row] = rows;
  if (row === undefined) return [];
  const { lastComplete, ...values } = row;
  return [
    ...(Object.keys(values) as (keyof typeof values)[]).map((key) => one(key, values[key])),
    ...(lastComplete === null ? [] : [one('lastComplete', lastComplete)]),
  ];
}

/** Counts of the last day, with a zero for what did not happen: a rate needs one to start from. */
async function countBy(
  db: Kysely<Database>,
  metric: MetricKey,
  column: 'outcome' | 'severity',
  values: readonly string[],
  table: 'ops.run' | 'ops.task' | 'ops.finding',
  time: 'finished_at' | 'found_at',
): Promise<readonly Measurement[]> {
  const { rows } = await sql<{ readonly value: string; readonly count: number }>`
    select ${sql.ref(column)} as value, count(*)::int as count
    from ${sql.table(table)}
    where ${sql.ref(time)} > clock_timestamp() - interval '24 hours'
    group by 1`.execute(db);
  const counts = new Map(rows.map(({ value, count }) => [value, count]));
  return values.map((value) => one(metric, counts.get(value) ?? 0, { [column]: value }));
}

async function measureSources(db: Kysely<Database>): Promise<readonly Measurement[]> {
  const { rows } = await sql<{
    readonly provider: string;
    readonly calls: number;
    readonly paused: number;
  }>`
    select provider,
      (select count(*)::int from ops.call c
        where c.provider = known.provider and c.taken_at > clock_timestamp() - interval '60 seconds') as calls,
      coalesce((select greatest(extract(epoch from max(s.paused_until) - clock_timestamp()), 0)::float8
        from ops.call_source s where s.provider = known.provider), 0) as paused
    from (
      select provider from ops.call union select provider from ops.call_source
    ) as known
    order by provider`.execute(db);
  return rows.flatMap(({ provider, calls, paused }) => [
    one('calls', calls, { provider }),
    one('paused', paused, { provider }),
  ]);
}

function one(
  metric: MetricKey,
  value: number,
  labels: Readonly<Record<string, string>> = {},
): Measurement {
  return { metric, labels, value };
}
