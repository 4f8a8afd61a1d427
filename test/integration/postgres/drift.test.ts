import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/postgres/connection.ts';
import { compareSchemas, type Difference } from '../../../src/postgres/drift.ts';
import { checkServer } from '../../../src/postgres/health-check.ts';
import { expectedSchema } from '../../../src/postgres/schema/expected-schema.ts';
import { introspect } from '../../../src/postgres/schema/introspect.ts';
import { renderSchema } from '../../../src/postgres/schema/render.ts';
import type { SchemaObject } from '../../../src/postgres/schema/schema-object.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

const SCHEMAS = ['mart', 'mart_preview', 'ops', 'raw', 'report', 'star', 'statbank_meta'];

const TAMPERINGS: readonly (readonly [sql: string, object: string, kind: Difference['kind']])[] = [
  ['drop index ops.task_run', 'index ops.task_run', 'missing'],
  [
    'alter table ops.finding drop constraint finding_severity_known',
    'constraint ops.finding.finding_severity_known',
    'missing',
  ],
  [
    'alter table ops.run drop constraint run_outcome_known, add constraint run_outcome_known check (outcome is not null)',
    'constraint ops.run.run_outcome_known',
    'changed',
  ],
  [
    'alter table star.dim_time alter column canonical drop not null',
    'column star.dim_time.canonical',
    'changed',
  ],
  [
    'alter table ops.schedule alter column polls type bigint',
    'column ops.schedule.polls',
    'changed',
  ],
  [
    'alter table star.dim_dataset alter column discontinued drop default',
    'column star.dim_dataset.discontinued',
    'changed',
  ],
  [
    'alter table star.dim_concept alter column concept_key drop identity',
    'column star.dim_concept.concept_key',
    'changed',
  ],
  [
    'alter table ops.call_source drop column pause_reason',
    'column ops.call_source.pause_reason',
    'missing',
  ],
  ['alter table raw.object add column note text', 'column raw.object.note', 'extra'],
  ['drop table ops.finding', 'table ops.finding', 'missing'],
  ['drop table star.fact_revision_7', 'partition star.fact_revision_7', 'missing'],
  [
    `create or replace function star.add_bucket(in_bucket smallint) returns void language sql as 'select'`,
    'function star.add_bucket(smallint)',
    'changed',
  ],
  [
    'drop function ops.take_call(text, text, text, uuid, integer, interval)',
    'function ops.take_call(text, text, text, uuid, integer, interval)',
    'missing',
  ],
  [
    `do $$ begin execute 'create or replace view mart.vintages as '
      || rtrim(pg_get_viewdef('mart.vintages'::regclass), ';') || ' limit 0'; end $$`,
    'view mart.vintages',
    'changed',
  ],
  ['alter sequence star.series_key_seq cycle', 'sequence star.series_key_seq', 'changed'],
  [
    `comment on column ops.run.outcome is 'something else'`,
    'comment column ops.run.outcome',
    'changed',
  ],
  ['create table star.stranger (id integer primary key)', 'table star.stranger', 'extra'],
  ['create index stranger on ops.run (command)', 'index ops.stranger', 'extra'],
  ['create unique index twice on ops.run (run_id)', 'index ops.twice', 'extra'],
];

describe.each(servers())('the schema of $name', (server) => {
  let connection: Connection;
  let expected: readonly SchemaObject[];
  beforeAll(async () => {
    connection = await (await createTestDatabase({ server })).connect();
    expected = await expectedSchema();
  });
  afterAll(() => connection.close());

  const differences = async (): Promise<readonly Difference[]> =>
    compareSchemas(expected, await introspect(connection.kysely, SCHEMAS));

  it('is the committed one after all migrations', async () => {
    expect(await introspect(connection.kysely)).toEqual(expected);
    expect(renderSchema(expected)).toBe(await readFile('sql/schema.sql', 'utf8'));
  });

  it('is made again by the committed dump', async () => {
    const copy = await (await createTestDatabase({ server, empty: true })).connect();
    try {
      await copy.pool.query(await readFile('sql/schema.sql', 'utf8'));
      expect(await introspect(copy.kysely)).toEqual(expected);
    } finally {
      await copy.close();
    }
  });

  it.each(TAMPERINGS)(
    'names what was done by hand, and its remedy mends it: %s',
    async (sql, object, kind) => {
      await connection.pool.query(sql);
      const found = await differences();
      for (const { remedy } of found) await connection.pool.query(remedy);
      expect(found).toMatchObject([{ object, kind }]);
      expect(await differences()).toEqual([]);
    },
  );

  it('is not different for a published table: its views, their comments, and a bucket of its own', async () => {
    await connection.pool.query(`
      create view mart.ssb_07459 as select 1 as verdi;
      comment on view mart.ssb_07459 is 'Befolkning';
      comment on column mart.ssb_07459.verdi is 'Antall';
      create view mart_preview.ssb_07459 as select 1 as verdi;
      comment on view mart_preview.ssb_07459 is 'Folkemengde, forhåndsvisning';
      select star.add_bucket(32::smallint)`);
    expect(await differences()).toEqual([]);
  });

  it('tells of a missing schema as one thing, without all that was in it', async () => {
    const found = compareSchemas(
      expected,
      expected.filter(({ name }) => !/\braw\b/.test(name)),
    );
    expect(found).toMatchObject([{ object: 'schema raw', kind: 'missing' }]);
  });
});

describe.each(servers())('the health of $name', (server) => {
  it('is told with a remedy for what is wrong', async () => {
    const database = await createTestDatabase({ server });
    const connection = await database.connect();
    try {
      await connection.pool.query('grant select on star.dim_time to public');
      const checks = await checkServer(connection.pool, SCHEMAS);
      expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
        ['server version', true],
        ['encoding', true],
        ['durability', false],
        ['role', true],
        ['readers', false],
      ]);
      const readers = checks.find(({ name }) => name === 'readers');
      await connection.pool.query(readers?.remedy ?? '');
      const after = await checkServer(connection.pool, SCHEMAS);
      expect(after.find(({ name }) => name === 'readers')).toMatchObject({ ok: true });
    } finally {
      await connection.close();
    }
  });
});
