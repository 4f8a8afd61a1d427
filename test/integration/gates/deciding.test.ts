import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { prepareRehearsal } from '../../support/prepared-rehearsal.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

const WHO = userInfo().username;

/** The first year of 05803 is gone from its source: that is held. */
function dropFirstYear(simulator: Simulator): void {
  simulator.publish('05803', {
    changes: [{ change: 'remove-values', variable: 'Tid', codes: ['1735'] }],
  });
}

const heldTable = prepareRehearsal(async ({ json, simulator }) => {
  await json('sync', '05803');
  dropFirstYear(simulator);
  const { exitCode, facts } = await json('sync', '05803');
  expect(exitCode).toBe(EXIT.held);
  expect(facts.tables).toMatchObject([
    {
      outcome: 'held',
      vintage: 1,
      error: null,
      findings: [{ code: 'GATE_PERIOD_REMOVED', severity: 'error' }],
    },
  ]);
});

const years = (view: string) =>
  `select min(år), count(distinct år)::int as years from ${view}.ssb_05803`;

describe('a held table', () => {
  it('is not published, and asks again in every sync without writing', async () => {
    const { json, query } = await heldTable();
    const before = await query('select * from ops.held');
    const { exitCode, facts } = await json('sync', '05803');
    expect([exitCode, facts.tables[0]]).toMatchObject([
      EXIT.held,
      { outcome: 'held', again: true, findings: [{ code: 'GATE_PERIOD_REMOVED' }] },
    ]);
    expect(await query('select * from ops.held')).toEqual(before);
    expect(await query('select vintage from star.dim_vintage')).toEqual([{ vintage: 1 }]);
    expect(
      await query(
        'select outcome, finished_at is not null as ended from ops.task order by started_at',
      ),
    ).toEqual([
      { outcome: 'published', ended: true },
      { outcome: 'held', ended: true },
      { outcome: 'held', ended: true },
    ]);
    expect(await query('select distinct outcome from ops.run')).toEqual([{ outcome: 'complete' }]);
  });

  it('stops no other table', async () => {
    const { json, simulator, query } = await startRehearsal();
    await json('sync', '05803', '03024');
    dropFirstYear(simulator);
    const { exitCode, facts } = await json('sync', '05803', '07459', '03024');
    expect(exitCode).toBe(EXIT.held);
    expect(facts.tables.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'held',
      'published',
      'unchanged',
    ]);
    expect(await query('select count(*)::int from mart.ssb_07459')).toEqual([{ count: 4240 }]);
  });

  it('is published when a person releases it, with name and reason', async () => {
    const { json, query, simulator } = await heldTable();
    await simulator.close();
    const { exitCode, facts } = await json('release', '05803', '--reason', 'SSB har ryddet');
    expect([exitCode, facts.tables[0]]).toMatchObject([
      EXIT.ok,
      { outcome: 'published', vintage: 2 },
    ]);
    expect(await query(years('mart'))).toEqual(await query(years('mart_preview')));
    expect(await query('select decision, decided_by, decision_reason from ops.held')).toEqual([
      { decision: 'released', decided_by: WHO, decision_reason: 'SSB har ryddet' },
    ]);
    expect(
      await query(`select command, decided_by, reason, kind from ops.run join ops.task using (run_id)
        where command = 'release'`),
    ).toEqual([{ command: 'release', decided_by: WHO, reason: 'SSB har ryddet', kind: 'release' }]);
    expect(await query('select from star.held_change')).toEqual([]);
  });

  it('finds what was released unchanged in the next sync', async () => {
    const { json } = await heldTable();
    await json('release', '05803');
    const { exitCode, facts } = await json('sync', '05803');
    expect([exitCode, facts.tables[0]]).toMatchObject([
      EXIT.ok,
      { outcome: 'unchanged', vintage: 2 },
    ]);
  });

  it('stays rejected when a person rejects it, however often it comes', async () => {
    const { json, query } = await heldTable();
    const { exitCode, facts } = await json('reject', '05803', '--reason', 'feil hos SSB');
    expect([exitCode, facts.tables[0]]).toMatchObject([
      EXIT.ok,
      { outcome: 'rejected', vintage: 1 },
    ]);
    const again = await json('sync', '05803');
    expect([again.exitCode, again.facts.tables[0]]).toMatchObject([
      EXIT.ok,
      {
        outcome: 'rejected',
        findings: [
          {
            code: 'GATE_REJECTED',
            severity: 'info',
            message: expect.stringContaining(`${WHO} rejected`),
          },
        ],
      },
    ]);
    expect(again.facts.tables[0].findings[0].message).toContain('feil hos SSB');
    expect(await query('select decision from ops.held')).toEqual([{ decision: 'rejected' }]);
    expect(await query(years('mart_preview'))).toEqual(await query(years('mart')));
  });

  it('is asked about anew when another state comes after a rejection', async () => {
    const { json, simulator } = await heldTable();
    await json('reject', '05803');
    simulator.publish('05803', {
      changes: [{ change: 'remove-values', variable: 'Tid', codes: ['1736'] }],
    });
    const { facts } = await json('sync', '05803');
    expect(facts.tables).toMatchObject([{ outcome: 'held' }]);
  });

  it('is let go when its source goes back to what stands', async () => {
    const { json, simulator, query } = await startRehearsal();
    await json('sync', '05803');
    const correct = (value: number, updated: string) =>
      simulator.publish('05803', {
        updated,
        changes: [{ change: 'cell', at: { ContentsCode: 'Personer', Tid: '2026' }, value }],
      });
    correct(1, '2001-01-01T07:00:00Z');
    expect((await json('sync', '05803')).facts.tables).toMatchObject([
      { outcome: 'held', findings: [{ code: 'GATE_UPDATED_BACKWARDS' }] },
    ]);
    correct(5627400, '2001-01-02T07:00:00Z');
    expect((await json('sync', '05803')).facts.tables).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await query('select decision from ops.held')).toEqual([{ decision: 'superseded' }]);
    expect(await query('select from star.held_change')).toEqual([]);
  });

  it('is judged by what the catalogue says of the table', async () => {
    const { json, simulator } = await startRehearsal({
      catalogue: 'tables:\n  - table: ssb:05803\n    gates: { period_removed: warn }\n',
    });
    await json('sync');
    dropFirstYear(simulator);
    const { exitCode, facts } = await json('sync');
    expect([exitCode, facts.tables[0]]).toMatchObject([
      EXIT.ok,
      { outcome: 'published', findings: [{ code: 'GATE_PERIOD_REMOVED', severity: 'warning' }] },
    ]);
  });

  it.each(['release', 'reject'])('is needed for %s', async (command) => {
    const { call, json, query } = await startRehearsal();
    await json('sync', '05803');
    const { exitCode, stderr } = await call(command, '05803');
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('error SB_GATE_NOTHING_HELD: Nothing of ssb:05803 is held');
    expect(await query(`select outcome from ops.run where command = '${command}'`)).toEqual([
      { outcome: 'fail' },
    ]);
  });

  it('tells a person what to do', async () => {
    const { call, json, simulator } = await startRehearsal();
    await json('sync', '05803');
    dropFirstYear(simulator);
    const { stdout, exitCode } = await call('sync', '05803');
    expect(exitCode).toBe(EXIT.held);
    expect(stdout).toContain('The first periods are gone: 1735.');
    expect(stdout).toContain(
      '1 held: see mart_preview, then "statbank release" or "statbank reject"',
    );
  });
});

describe('statbank rollback', () => {
  const correct = (simulator: Simulator, value: number) =>
    simulator.publish('07459', {
      changes: [
        {
          change: 'cell',
          at: { Region: '0', Kjonn: '1', Alder: '000', ContentsCode: 'Personer1', Tid: '2025' },
          value,
        },
      ],
    });
  const cell = `select verdi::float8 as value from mart.ssb_07459
    where region_kode = '0' and kjønn_kode = '1' and alder_kode = '000' and år = '2025'`;

  const corrected = prepareRehearsal(async ({ json, simulator }) => {
    await json('sync', '07459');
    correct(simulator, 1);
    await json('sync', '07459');
  });

  it('publishes the earlier state again as a new vintage and keeps the history', async () => {
    const { json, query } = await corrected();
    expect(await query(cell)).toEqual([{ value: 1 }]);
    const { exitCode, facts } = await json('rollback', '07459', '--to', '1', '--changes', '1');
    expect([exitCode, facts.tables[0]]).toMatchObject([
      EXIT.ok,
      { outcome: 'published', vintage: 3, changed: 1, changes: [{ before: { value: 1 } }] },
    ]);
    expect(await query(cell)).toEqual([{ value: 27962 }]);
    expect(
      await query(`select utgave_fra, utgave_til, verdi::float8 from mart.ssb_07459_history
        where region_kode = '0' and kjønn_kode = '1' and alder_kode = '000' and år = '2025' order by 1`),
    ).toEqual([
      { utgave_fra: 1, utgave_til: 2, verdi: 27962 },
      { utgave_fra: 2, utgave_til: 3, verdi: 1 },
      { utgave_fra: 3, utgave_til: null, verdi: 27962 },
    ]);
    expect(
      await query(`select kind, decided_by from ops.run join ops.task using (run_id)
      where kind = 'rollback'`),
    ).toEqual([{ kind: 'rollback', decided_by: WHO }]);
  });

  it('does not bring the state back that was taken back, and takes the next one', async () => {
    const { json, query, simulator } = await corrected();
    await json('rollback', '07459', '--to', '1');
    expect((await json('sync', '07459')).facts.tables).toMatchObject([
      { outcome: 'rejected', vintage: 3 },
    ]);
    expect(await query(cell)).toEqual([{ value: 27962 }]);
    correct(simulator, 2);
    expect((await json('sync', '07459')).facts.tables).toMatchObject([
      { outcome: 'published', vintage: 4 },
    ]);
  });

  it('goes forward again when a person wants it', async () => {
    const { json, query } = await corrected();
    await json('rollback', '07459', '--to', '1');
    await json('rollback', '07459', '--to', '2');
    expect(await query(cell)).toEqual([{ value: 1 }]);
    expect((await json('sync', '07459')).facts.tables).toMatchObject([
      { outcome: 'unchanged', vintage: 4 },
    ]);
  });

  it('to what stands changes nothing', async () => {
    const { json, query } = await corrected();
    expect((await json('rollback', '07459', '--to', '2')).facts.tables).toMatchObject([
      { outcome: 'unchanged', vintage: 2 },
    ]);
    expect(await query('select from ops.held')).toEqual([]);
  });

  it('to a vintage that is not there says which there are not', async () => {
    const { call } = await corrected();
    const { exitCode, stderr } = await call('rollback', '07459', '--to', '9');
    expect(exitCode).toBe(EXIT.archive);
    expect(stderr).toContain('SB_LOAD_NOTHING_TO_REPLAY: ssb:07459 has no vintage 9');
  });
});
