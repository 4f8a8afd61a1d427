import { createInterface, type Interface } from 'node:readline';
import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** How one kind of fact compares between two databases. */
export interface Comparison {
  readonly what: string;
  readonly equal: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** The first lines that only one side has, marked `-` for the first and `+` for the second. */
  readonly examples: readonly string[];
}

const EXAMPLES = 10;

interface Question {
  readonly what: string;
  /** Names of what the query selects, for the examples. */
  readonly columns: readonly string[];
  /** Ordered as the bytes of its lines are. */
  readonly query: string;
}

/** Natural keys throughout: surrogate keys differ between two databases that say the same. */
const QUESTIONS: readonly Question[] = Object.freeze([
  {
    what: 'vintages',
    columns: [
      'table',
      'vintage',
      'value hash',
      'label hash',
      'released',
      'updated',
      'observed',
      'committed',
      'cells',
      'added',
      'changed',
      'withdrawn',
    ],
    query: `
      select d.provider || ':' || d.table_id, v.vintage, encode(v.value_hash, 'hex'),
        encode(v.label_hash, 'hex'), v.source_released_at at time zone 'UTC',
        v.source_updated_at at time zone 'UTC', v.observed_at at time zone 'UTC',
        v.committed_at at time zone 'UTC', v.cells, v.cells_added, v.cells_changed, v.cells_withdrawn
      from star.dim_vintage v join star.dim_dataset d using (dataset_key)
      order by (d.provider || ':' || d.table_id) collate "C", v.vintage::text collate "C"`,
  },
  {
    what: 'facts',
    columns: ['table', 'series', 'time', 'from vintage', 'to vintage', 'value', 'symbol'],
    query: `
      with series as materialized (
        select s.series_key, d.provider || ':' || d.table_id as name,
          measure.code || ' ' || coalesce((
            select string_agg(v.code || '=' || m.code, ' ' order by v.code collate "C")
            from star.dim_variable v join star.dim_member m on m.member_key = s.members[v.slot]
            where v.dataset_key = s.dataset_key), '') as codes
        from star.dim_series s
        join star.dim_dataset d using (dataset_key)
        join star.dim_measure measure using (measure_key)
      ), states as (
        select series_key, time_key, status_key, value, v_from, null::int as v_to
        from star.fact_observation
        union all
        select series_key, time_key, status_key, value, v_from, v_to from star.fact_revision
      )
      select series.name, series.codes, t.code, f.v_from, f.v_to, f.value, st.symbol
      from states f
      join series using (series_key)
      join star.dim_time t using (time_key)
      join star.dim_status st using (status_key)
      order by series.name collate "C", series.codes collate "C", t.code collate "C", f.v_from::text collate "C"`,
  },
  {
    what: 'classifications',
    columns: ['classification', 'vintage', 'content hash', 'observed', 'committed'],
    query: `
      select c.urn, v.vintage, encode(v.content_hash, 'hex'), v.observed_at at time zone 'UTC',
        v.committed_at at time zone 'UTC'
      from star.classification_vintage v join star.dim_concept c using (concept_key)
      order by c.urn collate "C", v.vintage::text collate "C"`,
  },
  {
    what: 'changes of places',
    columns: ['date', 'old', 'new', 'kind'],
    query: `
      select change_date, old_code, new_code, kind
      from star.bridge_region_change
      order by change_date::text collate "C", coalesce(old_code, '\\N') collate "C",
        coalesce(new_code, '\\N') collate "C", kind collate "C"`,
  },
]);

/** Compares two databases fact by fact, history included, in constant memory. */
export async function compareDatabases(first: Pool, second: Pool): Promise<readonly Comparison[]> {
  const results: Comparison[] = [];
  for (const question of QUESTIONS) results.push(await compareQuery(first, second, question));
  return results;
}

async function compareQuery(
  first: Pool,
  second: Pool,
  { what, columns, query }: Question,
): Promise<Comparison> {
  const clients = await Promise.all([first.connect(), second.connect()]);
  try {
    const [left, right] = clients.map((client) => linesOf(client, query)[Symbol.asyncIterator]());
    if (left === undefined || right === undefined) throw new TypeError('two clients expected');
    const counts = { equal: 0, onlyFirst: 0, onlySecond: 0 };
    const examples: string[] = [];
    let [a, b] = await Promise.all([left.next(), right.next()]);
    while (a.done !== true || b.done !== true) {
      if (a.done !== true && b.done !== true && a.value === b.value) {
        counts.equal += 1;
        [a, b] = await Promise.all([left.next(), right.next()]);
      } else if (b.done === true || (a.done !== true && bytesBefore(a.value, b.value))) {
        counts.onlyFirst += 1;
        if (examples.length < EXAMPLES) examples.push(`- ${readable(columns, a.value)}`);
        a = await left.next();
      } else {
        counts.onlySecond += 1;
        if (examples.length < EXAMPLES) examples.push(`+ ${readable(columns, b.value)}`);
        b = await right.next();
      }
    }
    return { what, ...counts, examples };
  } finally {
    for (const client of clients) client.release();
  }
}

function linesOf(client: PoolClient, query: string): Interface {
  const stream = client.query(copyTo(`copy (${query}) to stdout`));
  return createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
}

/** The order of `collate "C"`: by UTF-8 bytes, not by UTF-16 units. */
function bytesBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}

/** A line of COPY with its columns' names, without those that are null or empty. */
function readable(columns: readonly string[], line: string): string {
  return line
    .split('\t')
    .flatMap((field, index) =>
      field === '' || field === '\\N' ? [] : [`${columns[index] ?? ''} ${field}`],
    )
    .join(', ');
}
