import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { Gauge, Registry } from 'prom-client';
import { pendingMigrations } from '../load/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '../load/migration-files.ts';
import type { Database } from '../postgres/database.generated.ts';
import { measure, type Measurement } from './measure.ts';
import { METRICS } from './metric-list.ts';

/** What the metrics are taken from. */
export interface MetricSources {
  readonly pool: Pool;
  readonly db: Kysely<Database>;
  readonly programVersion: string;
  readonly now: () => Date;
}

/**
 * The metrics in Prometheus' text format. A database that does not answer is a value, not a
 * failure: that is when somebody wants to see it.
 *
 * @param onFailure told why the database gave no numbers
 */
export async function metricsPage(
  sources: MetricSources,
  onFailure: (error: unknown) => void,
): Promise<{ readonly contentType: string; readonly text: string }> {
  const measured = await fromDatabase(sources).catch((error: unknown) => {
    onFailure(error);
    return null;
  });
  const all: readonly Measurement[] = [
    { metric: 'build', labels: { version: sources.programVersion }, value: 1 },
    { metric: 'up', labels: {}, value: measured === null ? 0 : 1 },
    ...(measured ?? []),
  ];
  const registry = new Registry();
  // Only what was measured: a gauge that is never set would show 0, as if that were known.
  for (const key of new Set(all.map(({ metric }) => metric))) {
    const { name, help, labels } = METRICS[key];
    const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
    for (const { metric, labels: at, value } of all) {
      if (metric === key) gauge.set({ ...at }, value);
    }
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}

async function fromDatabase({ pool, db, now }: MetricSources): Promise<readonly Measurement[]> {
  const pending = await pendingMigrations(pool, await readMigrations(MIGRATIONS_FOLDER));
  const count: Measurement = { metric: 'pendingMigrations', labels: {}, value: pending.length };
  // Tables that a migration is still to make cannot be asked.
  return pending.length > 0 ? [count] : [count, ...(await measure(db, now()))];
}
