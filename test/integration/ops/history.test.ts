import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();

describe.each(servers())('on $name', (server) => {
  it('status tells freshness, next look, held and quarantined', async () => {
    const rehearsal = await startRehearsal({ database: await createTestDatabase({ server }) });
    await rehearsal.call('sync', '05803', '07459');
    await rehearsal.query(
      `insert into ops.schedule (provider, table_id, rhythm, due_at, reason, next_update)
       values ('ssb', '05803', 'release', '2030-01-02T07:16:00Z', 'release', '2030-01-02T07:00:00Z')`,
    );
    rehearsal.simulator.faults.always(
      { kind: 'data', table: '07459' },
      { kind: 'contradicting-size' },
    );
    rehearsal.simulator.publish('07459', { changes: [] });
    await rehearsal.call('sync', '07459');
    const { facts } = await rehearsal.json('status');
    expect(facts.tables).toMatchObject([
      {
        table: 'ssb:05803',
        nextDueAt: '2030-01-02T07:16:00Z',
        nextDueReason: 'release',
        quarantined: false,
        freshness: { state: 'current', words: 'up to date; next release 2030-01-02 07:00Z' },
      },
      { table: 'ssb:07459', vintage: 1, quarantined: true, lastOutcome: 'quarantined' },
    ]);
    const { stdout } = await rehearsal.call('status');
    expect(stdout).toContain('up to date; next release 2030-01-02 07:00Z');
  });

  it('runs and findings are listed newest first, as text and as JSON, within their limits', async () => {
    const rehearsal = await startRehearsal({ database: await createTestDatabase({ server }) });
    await rehearsal.call('sync', '05803');
    rehearsal.simulator.faults.always(
      { kind: 'data', table: '07459' },
      { kind: 'contradicting-size' },
    );
    await rehearsal.call('sync', '07459');
    const { facts } = await rehearsal.json('runs');
    expect(facts.runs).toMatchObject([
      { command: 'sync', outcome: 'fail', tables: 1, published: 0, failed: 1 },
      { command: 'sync', outcome: 'complete', tables: 1, published: 1, cellsAdded: 12 },
    ]);
    expect((await rehearsal.json('runs', '--limit', '1')).facts.runs).toHaveLength(1);
    expect((await rehearsal.json('runs', '--since', TOMORROW)).facts.runs).toEqual([]);
    expect((await rehearsal.call('runs')).stdout).toContain(facts.runs[0].runId);

    const found = (await rehearsal.json('findings', '07459')).facts.findings;
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ table: 'ssb:07459', severity: 'error' });
    expect(found[0].runId).toBe(facts.runs[0].runId);
    expect((await rehearsal.json('findings', '05803')).facts.findings).toEqual([]);
    expect((await rehearsal.json('findings', '--since', '1h')).facts.findings).toEqual(found);
    expect((await rehearsal.json('findings', '--since', TOMORROW)).facts.findings).toEqual([]);
  });

  it('a wrong moment and an unknown table are usage errors', async () => {
    const { call } = await startRehearsal({ database: await createTestDatabase({ server }) });
    expect(await call('runs', '--since', 'soon')).toMatchObject({ exitCode: EXIT.usage });
    expect(await call('findings', 'nonsense')).toMatchObject({ exitCode: EXIT.usage });
  });
});
