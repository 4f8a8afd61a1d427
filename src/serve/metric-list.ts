/** A metric as it is documented: what it counts, and by what it is told apart. */
export interface MetricFacts {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/**
 * Every metric. All are gauges that are read from the database when they are asked for, so that
 * any process shows the same, and none starts from zero when it does.
 */
export const METRICS = Object.freeze({
  build: metric('statbank_build_info', 'Version of the program; always 1.', ['version']),
  up: metric(
    'statbank_database_up',
    'Whether the database answers: 1 or 0. When it is 0, no other is shown.',
  ),
  pendingMigrations: metric('statbank_pending_migrations', 'Migrations that the database lacks.'),
  databaseBytes: metric('statbank_database_bytes', 'Size of the database on disk.'),
  cells: metric('statbank_cells', 'Current cells of all tables.'),
  tables: metric('statbank_tables', 'Tables by their freshness.', ['state']),
  lateSeconds: metric(
    'statbank_table_late_seconds',
    'For how long a table has been late or held; only tables that are.',
    ['table', 'state'],
  ),
  quarantined: metric('statbank_quarantined_tables', 'Tables whose newest data was refused.'),
  failed: metric('statbank_failed_tables', 'Tables whose last look failed.'),
  dueTables: metric('statbank_due_tables', 'Tables that the schedule should look at by now.'),
  oldestDueSeconds: metric(
    'statbank_oldest_due_seconds',
    'How long the most overdue of them has been due.',
  ),
  runs: metric('statbank_runs_last_day', 'Runs that ended in the last 24 hours.', ['outcome']),
  tasks: metric('statbank_tasks_last_day', 'Tables worked on in the last 24 hours.', ['outcome']),
  findings: metric('statbank_findings_last_day', 'Findings of the last 24 hours.', ['severity']),
  running: metric('statbank_running_runs', 'Runs that are going on and hold their lease.'),
  abandoned: metric(
    'statbank_abandoned_runs',
    'Runs without an end whose lease has expired; the next run ends them.',
  ),
  lastComplete: metric(
    'statbank_last_complete_run_timestamp_seconds',
    'When a sync or schedule run last ended without any failure, as Unix time.',
  ),
  calls: metric('statbank_calls_last_minute', 'Calls to a source in the last 60 seconds.', [
    'provider',
  ]),
  paused: metric(
    'statbank_source_paused_seconds',
    'For how long a source still wants nobody to call; 0 if it does not.',
    ['provider'],
  ),
});

export type MetricKey = keyof typeof METRICS;

function metric(name: string, help: string, labels: readonly string[] = []): MetricFacts {
  return Object.freeze({ name, help, labels: Object.freeze([...labels]) });
}
