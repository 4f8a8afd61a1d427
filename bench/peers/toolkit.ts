import type { Kysely } from 'kysely';
import JSONstat from 'jsonstat-toolkit';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Database } from '../../src/postgres/database.generated.ts';

/** Keys that a careful user would have looked up once, by code. */
export interface PeerKeys {
  readonly datasetKey: number;
  readonly bucket: number;
  readonly measureKey: number;
  readonly seriesKey: (region: string, sex: string, age: string) => number;
  readonly timeKey: ReadonlyMap<string, number>;
  readonly regionKey: ReadonlyMap<string, number>;
}

interface ToolkitRow {
  readonly Region: string;
  readonly Kjonn: string;
  readonly Alder: string;
  readonly Tid: string;
  readonly value: number | null;
}

interface FactRow {
  readonly series_key: number;
  readonly dataset_key: number;
  readonly time_key: number;
  readonly measure_key: number;
  readonly region_key: number;
  readonly v_from: number;
  readonly bucket: number;
  readonly status_key: number;
  readonly value: number | null;
}

function factRows(bytes: Uint8Array, keys: PeerKeys): readonly FactRow[] {
  const dataset = JSONstat(JSON.parse(new TextDecoder().decode(bytes)) as object);
  const rows = dataset.toTable({
    type: 'arrobj',
    field: 'id',
    content: 'id',
  }) as readonly ToolkitRow[];
  return rows.map((row) => ({
    series_key: keys.seriesKey(row.Region, row.Kjonn, row.Alder),
    dataset_key: keys.datasetKey,
    time_key: keys.timeKey.get(row.Tid) ?? 0,
    measure_key: keys.measureKey,
    region_key: keys.regionKey.get(row.Region) ?? 0,
    v_from: 1,
    bucket: keys.bucket,
    status_key: 1,
    value: row.value,
  }));
}

/** Rows per statement: nine parameters each, below the protocol's limit of 65,535. */
const BATCH = 5_000;

/** jsonstat-toolkit for reading, Kysely's multi-row inserts for writing, in one transaction. */
export async function loadByInserts(
  db: Kysely<Database>,
  bytes: Uint8Array,
  keys: PeerKeys,
): Promise<void> {
  const rows = factRows(bytes, keys);
  await db.transaction().execute(async (transaction) => {
    for (let at = 0; at < rows.length; at += BATCH) {
      await transaction
        .insertInto('star.fact_observation')
        .values(rows.slice(at, at + BATCH))
        .execute();
    }
  });
}

/** jsonstat-toolkit for reading, text COPY through pg-copy-streams for writing. */
export async function loadByCopy(pool: Pool, bytes: Uint8Array, keys: PeerKeys): Promise<void> {
  const rows = factRows(bytes, keys);
  const client = await pool.connect();
  try {
    const stream = client.query(
      copyFrom(`copy star.fact_observation (series_key, dataset_key, time_key, measure_key,
        region_key, v_from, bucket, status_key, value) from stdin`),
    );
    await pipeline(Readable.from(textRows(rows), { objectMode: false }), stream);
  } finally {
    client.release();
  }
}

function* textRows(rows: readonly FactRow[]): Generator<string> {
  let piece = '';
  for (const row of rows) {
    piece += `${row.series_key}\t${row.dataset_key}\t${row.time_key}\t${row.measure_key}\t${row.region_key}\t${row.v_from}\t${row.bucket}\t${row.status_key}\t${row.value ?? '\\N'}\n`;
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}
