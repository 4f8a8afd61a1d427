import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { facetNames, hasSpecification, lineageFaults } from '../../support/open-lineage.ts';
import { type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.close()));
});

interface Service {
  readonly url: string;
  readonly events: any[];
  readonly keys: (string | undefined)[];
  /** How it answers: a status, or null to take the event and break off. */
  answer: number | null;
}

/** A lineage service that keeps what it is sent. */
async function startService(): Promise<Service> {
  const events: any[] = [];
  const keys: (string | undefined)[] = [];
  const state = { answer: 201 as number | null };
  const server = await startServer((request, response) => {
    void text(request).then((body) => {
      keys.push(request.headers.authorization);
      if (state.answer === null || state.answer < 300) events.push(JSON.parse(body));
      if (state.answer === null) response.destroy();
      else response.writeHead(state.answer).end();
    });
  });
  servers.push(server);
  return Object.assign(state, { url: `${server.url}/api/v1/lineage`, events, keys });
}

async function withFile(catalogue?: string): Promise<Rehearsal & { events: () => Promise<any[]> }> {
  const rehearsal = await startRehearsal({
    ...(catalogue === undefined ? {} : { catalogue }),
    variables: { STATBANK_OPENLINEAGE_FILE: 'lineage.jsonl' },
  });
  return {
    ...rehearsal,
    events: async () =>
      (await readFile(join(rehearsal.folder, 'lineage.jsonl'), 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}

const types = (events: readonly any[]): readonly string[] =>
  events.map(({ eventType, job }) => `${eventType} ${job.name}`);

describe('OpenLineage events', () => {
  it('tell begin and end of a run and of its table, with all that is known of it', async () => {
    const { call, events } = await withFile();
    expect((await call('sync', '07459')).exitCode).toBe(EXIT.ok);
    const told = await events();
    expect(types(told)).toEqual([
      'START sync',
      'START sync.ssb:07459',
      'COMPLETE sync.ssb:07459',
      'COMPLETE sync',
    ]);
    const [run, start, end] = told;
    expect(end.run.runId).toBe(start.run.runId);
    expect(end.run.facets.parent).toMatchObject({
      run: { runId: run.run.runId },
      job: { namespace: 'statbank', name: 'sync' },
    });
    expect(facetNames(end)).toEqual([
      'columnLineage',
      'dataQualityAssertions',
      'dataSource',
      'jobType',
      'nominalTime',
      'outputStatistics',
      'parent',
      'processing_engine',
      'schema',
      'subset',
      'version',
    ]);
    const [input] = end.inputs;
    const [output] = end.outputs;
    expect(input).toMatchObject({
      name: '07459',
      facets: { version: { datasetVersion: '2025-02-25T07:00:00.000Z' } },
    });
    expect(output.name).toMatch(/\.mart\.ssb_07459$/);
    expect(output).toMatchObject({
      facets: { version: { datasetVersion: '1' } },
      outputFacets: { outputStatistics: { rowCount: 4240 } },
    });
    const columns = output.facets.columnLineage.fields;
    expect(columns['alder_kode'].inputFields).toMatchObject([{ name: '07459', field: 'Alder' }]);
    expect(columns['verdi'].inputFields).toMatchObject([{ field: 'value' }]);
    expect(output.facets.schema.fields.map(({ name }: any) => name)).toContain('verdi');
  });

  it('follow the schemas of the specification, whatever became of run and table', async (context) => {
    if (!hasSpecification) context.skip('the OpenLineage specification is not here');
    const { call, events, query } = await withFile();
    await call('sync', '07459', '99999');
    await query(`
      insert into ops.run (run_id, command, program_version) values
        ('00000000-0000-4000-8000-000000000001', 'sync', '0.0.0');
      insert into ops.task (task_id, run_id, provider, table_id, kind) values
        ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'ssb', '05803', 'sync')`);
    await call('sync', '99999');
    await call('sync', '07459');
    const told = await events();
    expect(
      types(told)
        .toSorted()
        .filter((type) => !type.startsWith('START')),
    ).toEqual([
      'ABORT sync',
      'ABORT sync.ssb:05803',
      'COMPLETE sync',
      'COMPLETE sync',
      'COMPLETE sync.ssb:07459',
      'COMPLETE sync.ssb:07459',
      'FAIL sync',
      'FAIL sync.ssb:99999',
      'FAIL sync.ssb:99999',
    ]);
    for (const event of told) expect(lineageFaults(event)).toEqual([]);
    expect(lineageFaults({ ...told[0], eventTime: 'i går' })).not.toEqual([]);
    const { nominalTime } = told[0].run.facets;
    const broken = { ...told[0].run, facets: { nominalTime: { ...nominalTime, _producer: 1 } } };
    expect(lineageFaults({ ...told[0], run: broken })).not.toEqual([]);
    const failed = told.find(({ eventType }: any) => eventType === 'FAIL');
    expect(failed.run.facets.errorMessage).toMatchObject({
      message: expect.stringContaining('SB_'),
      programmingLanguage: 'TYPESCRIPT',
    });
  });

  it('are one START and one end per run, in this order', async () => {
    const { call, events } = await withFile();
    await call('sync', '07459', '05803');
    await call('replay', '07459');
    await call('lineage', 'ship');
    const byRun = new Map<string, string[]>();
    for (const { eventType, run } of await events()) {
      byRun.set(run.runId, [...(byRun.get(run.runId) ?? []), eventType]);
    }
    expect(byRun.size).toBe(5);
    expect(new Set([...byRun.values()].map(String))).toEqual(new Set(['START,COMPLETE']));
  });
});

describe('a lineage service', () => {
  it('is told with its key, which is never printed', async () => {
    const service = await startService();
    const { call } = await startRehearsal({
      variables: {
        STATBANK_OPENLINEAGE_URL: service.url,
        STATBANK_OPENLINEAGE_API_KEY: 'hemmelig-nokkel',
        STATBANK_LOG_LEVEL: 'trace',
      },
    });
    const { stdout, stderr } = await call('sync', '05803');
    expect(service.events).toHaveLength(4);
    expect(new Set(service.keys)).toEqual(new Set(['Bearer hemmelig-nokkel']));
    expect(stdout + stderr).not.toContain('hemmelig');
  });

  it('that is down stops nothing, and is told later, in order', async () => {
    const service = await startService();
    const { call, json } = await startRehearsal({
      variables: { STATBANK_OPENLINEAGE_URL: service.url },
    });
    service.answer = 503;
    expect((await call('sync', '05803')).exitCode).toBe(EXIT.ok);
    expect(await json('lineage', 'ship')).toEqual({
      exitCode: EXIT.source,
      facts: { shipped: 0, refused: 0, waiting: 4, stopped: 'HTTP 503' },
    });
    service.answer = 201;
    expect(await json('lineage', 'ship')).toEqual({
      exitCode: EXIT.ok,
      facts: { shipped: 4, refused: 0, waiting: 0, stopped: null },
    });
    expect(types(service.events)).toEqual([
      'START sync',
      'START sync.ssb:05803',
      'COMPLETE sync.ssb:05803',
      'COMPLETE sync',
    ]);
  });

  it('whose answer is lost gets the same event again, word for word', async () => {
    const service = await startService();
    const { call } = await startRehearsal({
      variables: { STATBANK_OPENLINEAGE_URL: service.url },
    });
    service.answer = null;
    expect((await call('sync', '05803')).exitCode).toBe(EXIT.ok);
    service.answer = 201;
    await call('lineage', 'ship');
    const [first, again] = service.events;
    expect(again).toEqual(first);
    expect(service.events).toHaveLength(5);
  });

  it('that refuses an event for good does not hold up the others', async () => {
    const service = await startService();
    const { json, query } = await startRehearsal({
      variables: { STATBANK_OPENLINEAGE_URL: service.url },
    });
    service.answer = 422;
    expect((await json('sync', '05803')).exitCode).toBe(EXIT.ok);
    expect(
      await query('select refused_as, count(*)::int from ops.lineage_outbox group by 1'),
    ).toEqual([{ refused_as: 'HTTP 422', count: 4 }]);
  });

  it('is asked for before anything is shipped by hand', async () => {
    const { call } = await startRehearsal();
    const { exitCode, stderr } = await call('lineage', 'ship');
    expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining('OPENLINEAGE_URL')]);
  });
});

describe('an outbox that cannot be written', () => {
  it('stops no publication', async () => {
    const { call, query } = await startRehearsal();
    await call('migrate');
    await query('alter table ops.lineage_outbox rename to lost');
    expect((await call('sync', '05803')).exitCode).toBe(EXIT.ok);
    expect(await query('select count(*)::int from star.dim_vintage')).toEqual([{ count: 1 }]);
    await query('alter table ops.lost rename to lineage_outbox');
    expect(await query('select count(*)::int from ops.lineage_outbox')).toEqual([{ count: 0 }]);
  });
});
