import { beforeAll, describe, expect, it } from 'vitest';
import { freshness } from '../../../src/schedule/freshness.ts';
import { diffTable } from '../../../src/pipeline/diff.ts';
import { tableStatus } from '../../../src/pipeline/status.ts';
import { type AnalystMart, MART_TABLES, openAnalystMart } from '../../support/analysts.ts';
import { servers } from '../../support/database.ts';

const quoted = (columns: readonly string[], alias: string): string =>
  columns.map((column) => `${alias}."${column}"`).join(', ');

describe.each(servers())('what analysts see on $name', (server) => {
  let mart: AnalystMart;

  beforeAll(async () => {
    mart = await openAnalystMart(server);
  });

  it('is views alone, all of them in mart, with words on each and on each column', async () => {
    const { rows } = await mart.workshop.pool.query(
      `select n.nspname as schema, c.relname as name, c.relkind as kind,
         obj_description(c.oid, 'pg_class') is not null and not exists (
           select from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0
             and col_description(c.oid, a.attnum) is null) as told
       from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
       where n.nspname not in ('pg_catalog', 'information_schema')
         and has_schema_privilege('statbank_reader', n.oid, 'usage')
         and has_table_privilege('statbank_reader', c.oid, 'select')`,
    );
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(({ schema, kind }) => schema !== 'mart' || kind !== 'v')).toEqual([]);
    expect(rows.filter(({ told }) => !told)).toEqual([]);
  });

  it('has every table, dimension and fact in Norwegian and English', async () => {
    const names = (await mart.ask(`select viewname from pg_views where schemaname = 'mart'`)).map(
      ({ viewname }) => String(viewname),
    );
    const bilingual = names.filter((name) => /^(dim_|fact_|series_|ssb_\d+(_en)?$)/.test(name));
    const norwegian = bilingual.filter((name) => !name.endsWith('_en'));
    expect(norwegian.length).toBe(13 + MART_TABLES.length);
    expect(norwegian.filter((name) => !names.includes(`${name}_en`))).toEqual([]);
  });

  it('says which columns make a row unique, and they do', async () => {
    const keys = await mart.ask('select view, columns from mart.keys order by view');
    expect(keys.length).toBe(22 + 4 * MART_TABLES.length);
    for (const { view, columns } of keys) {
      const list = quoted(columns as readonly string[], 'v');
      const [row] = await mart.ask(
        `select count(*)::int as rows, count(distinct (${list}))::int as distinct from mart."${String(view)}" as v`,
      );
      expect({ view, ...row }).toEqual({ view, rows: row?.['rows'], distinct: row?.['rows'] });
    }
  });

  it('says which columns refer to which key, and no reference is broken', async () => {
    const links = await mart.ask('select * from mart.relationships');
    expect(links.length).toBeGreaterThan(80);
    const keys = await mart.ask('select view, columns from mart.keys');
    const single = new Set(
      keys.flatMap(({ view, columns }) =>
        (columns as readonly string[]).length === 1 ? [`${String(view)}.${String(columns)}`] : [],
      ),
    );
    for (const link of links) {
      const { from_view, from_column, to_view, to_column } = link as Record<string, string>;
      expect(single).toContain(`${to_view}.${to_column}`);
      const [row] = await mart.ask(
        `select count(*)::int as broken, (select count(f."${from_column}") from mart."${from_view}" as f)::int as set
         from mart."${from_view}" as f
         where f."${from_column}" is not null and not exists (
           select from mart."${to_view}" as t where t."${to_column}" = f."${from_column}")`,
      );
      expect({ from_view, from_column, broken: row?.['broken'] }).toEqual({
        from_view,
        from_column,
        broken: 0,
      });
    }
  });

  it('gives the same numbers as a star as it does table by table', async () => {
    for (const table of MART_TABLES) {
      const [row] = await mart.ask(
        `select
           (select sum(f.verdi) from mart.fact_current as f join mart.dim_table as d using (table_key)
            where d.tabell = 'ssb:${table}') as star,
           (select sum(verdi) from mart.ssb_${table}) as narrow,
           (select sum(f.value) from mart.ssb_${table}_en as f
            join mart.dim_time_en using (time_key) join mart.dim_measure_en using (measure_key)) as joined`,
      );
      expect(row?.['star']).toBe(row?.['narrow']);
      expect(row?.['joined']).toBe(row?.['narrow']);
      expect(row?.['star']).not.toBeNull();
    }
  });

  it('joins tables on the places and periods that they share', async () => {
    const [row] = await mart.ask(
      `select count(*)::int as pairs from mart.ssb_07459 as people
       join mart.ssb_05803 as whole using (time_key)
       where people.region_kode = '0'`,
    );
    expect(row?.['pairs']).toBeGreaterThan(0);
  });

  it.each([
    ['select verdi, år from mart.ssb_07459', 1],
    ['select sum(value) from mart.ssb_07459_en', 1],
    ['select * from mart.ssb_07459_history', 2],
    ['select * from mart.ssb_05803_wide', 1],
  ])('%s reads no partition of another table', async (query, partitions) => {
    const plan = await mart.explain(query);
    expect(new Set(plan.match(/fact_(observation|revision)_\d+/g)).size).toBe(partitions);
    // A union that the planner cannot take apart is read whole, whatever is asked of it.
    expect(plan).not.toContain('Subquery Scan');
  });

  it('reads one partition of all facts when it is told which', async () => {
    const [table] = await mart.ask(
      `select table_key, partisjon from mart.dim_table where tabell = 'ssb:07459'`,
    );
    const plan = await mart.explain(
      `select sum(verdi) from mart.fact_current
       where table_key = ${String(table?.['table_key'])} and partisjon = ${String(table?.['partisjon'])}`,
    );
    expect(new Set(plan.match(/fact_observation_\d+/g)).size).toBe(1);
  });

  it('tells in words what changed, and each number that did', async () => {
    const [last] = await mart.ask(
      `select words_no, words_en from mart.changes where table_id = 'ssb:07459' and vintage = 2`,
    );
    expect(last).toEqual({ words_no: '1 tall revidert', words_en: '1 revised' });
    const cells = await mart.ask(`select * from mart.changed_cells('ssb_07459')`);
    const { workshop } = mart;
    const diff = await diffTable(workshop, { provider: 'ssb', table: '07459' }, null, null, 10);
    expect(
      cells.map(({ codes, value_before, value_after }) => [
        codes,
        Number(value_before),
        Number(value_after),
      ]),
    ).toEqual(diff.changes.map(({ codes, before, after }) => [codes, before?.value, after?.value]));
    const first = await mart.ask(
      `select kind, count(*)::int as cells from mart.changed_cells('ssb_05803', 1) group by kind`,
    );
    expect(first).toEqual([{ kind: 'added', cells: 12 }]);
  });

  it('judges freshness as status does', async () => {
    const { pool, db } = mart.workshop;
    const hours = [null, -30, -0.5, 30];
    for (const [next, seen, taken, looked, held, retired] of cases(hours)) {
      await pool.query(
        `insert into ops.table_look as l (provider, table_id, looked_at, listed_updated, fetched_updated, retired_at, retired_as)
         values ('ssb', '05803', now() + $1 * interval '1 hour', now() + $2 * interval '1 hour',
           now() + $3 * interval '1 hour', $4::timestamptz, case when $4::timestamptz is not null then 'removed' end)
         on conflict (provider, table_id) do update set looked_at = excluded.looked_at,
           listed_updated = excluded.listed_updated, fetched_updated = excluded.fetched_updated,
           retired_at = excluded.retired_at, retired_as = excluded.retired_as`,
        [looked, seen, taken, retired ? new Date() : null],
      );
      await pool.query(
        `update star.dim_dataset set next_update = now() + $1 * interval '1 hour', discontinued = $2
         where table_id = '05803'`,
        [next, held],
      );
      const [sql] = await mart.ask(
        `select state, late_since from mart.freshness where table_id = 'ssb:05803'`,
      );
      const status = (await tableStatus(db)).find(({ table }) => table === 'ssb:05803')!;
      const { state, lateSince } = freshness(status, new Date());
      const moment = (instant: unknown) =>
        typeof instant === 'string' ? Date.parse(instant) : null;
      expect([sql?.['state'], moment(sql?.['late_since'])]).toEqual([state, moment(lateSince)]);
    }
  });
});

/** Every combination of moments that the verdict rests on. */
function* cases(
  hours: readonly (number | null)[],
): Generator<
  readonly [number | null, number | null, number | null, number | null, boolean, boolean]
> {
  for (const next of hours) {
    for (const seen of [null, -30]) {
      for (const taken of [null, -30]) {
        for (const looked of hours) {
          yield [next, seen, taken, looked, seen === null, next === 30 && looked === 30];
        }
      }
    }
  }
}
