import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { reportsExitCode } from '../../../src/pipeline/table-report.ts';
import { newestServer, servers } from '../../support/database.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { openTestWorkshop, type Row, type TestWorkshop } from '../../support/workshop.ts';
import { BAD, BAD_INPUTS } from './bad-inputs.ts';

const GOOD = '05803';

const FIRST_CELL = { VareGrupper2: '01', ContentsCode: 'Vekt', Tid: '2025U01' };

async function stateOf(workshop: TestWorkshop, table: string): Promise<readonly unknown[]> {
  return Promise.all(
    [
      `select * from mart.ssb_${table} as t order by t::text`,
      `select * from mart.ssb_${table}_history as t order by t::text`,
      `select * from mart.vintages where view = 'ssb_${table}'`,
      `select * from mart.tables where view = 'ssb_${table}'`,
    ].map(async (query) => workshop.rows(query)),
  );
}

async function only(rows: Promise<readonly Row[]>): Promise<Row> {
  const [row, ...others] = await rows;
  if (row === undefined || others.length > 0) throw new Error('One row was expected.');
  return row;
}

// What a source sends wrong is judged before Postgres sees it: older servers get a sample.
const SAMPLE = BAD_INPUTS.filter((_, place) => place % 6 === 0);

describe.each(servers())('bad input on $name', (server) => {
  const inputs = server.major === newestServer().major ? BAD_INPUTS : SAMPLE;

  it.each(inputs)('$name is refused and kept, and nothing else suffers', async (bad) => {
    const workshop = await openTestWorkshop({ server });
    const simulator = await exampleSimulator();
    const healthy = await workshop.sync(simulator, BAD, GOOD);
    expect(healthy.map(({ outcome }) => outcome)).toEqual(['published', 'published']);
    const before = await stateOf(workshop, BAD);
    expect(before[0]).toHaveLength(192);

    simulator.publish(BAD, { changes: [{ change: 'cell', at: FIRST_CELL, value: 1 }] });
    simulator.publish(GOOD, {
      changes: [{ change: 'cell', at: { ContentsCode: 'Personer', Tid: '2026' }, value: 1 }],
    });
    bad.arm(simulator);
    const reports = await workshop.sync(simulator, BAD, GOOD);

    const refused = EXIT.data === reportsExitCode(reports.slice(0, 1));
    expect(reports).toMatchObject([
      {
        table: `ssb:${BAD}`,
        outcome: refused ? 'quarantined' : 'failed',
        error: { code: bad.error },
      },
      { table: `ssb:${GOOD}`, outcome: 'published', changed: 1, error: null },
    ]);
    expect(reportsExitCode(reports)).toBe(EXIT.partial);
    expect(await stateOf(workshop, BAD)).toEqual(before);

    const task = await only(
      workshop.rows(`select task_id, outcome, error_code from ops.task
        where table_id = '${BAD}' order by started_at desc limit 1`),
    );
    expect(task).toMatchObject({ error_code: bad.error });
    const [finding] = await workshop.rows(
      `select code, pointer, severity, encode(sha256, 'hex') as sha256 from ops.finding
       where task_id = $1 order by finding_id`,
      [task['task_id']],
    );
    expect(finding).toMatchObject({
      code: bad.finding,
      pointer: bad.pointer,
      severity: bad.severity ?? 'error',
    });
    if (bad.purpose === null) {
      expect(finding?.['sha256']).toBeNull();
    } else {
      const requests = await workshop.rows(
        `select purpose from raw.request where task_id = $1 and encode(sha256, 'hex') = $2`,
        [task['task_id'], finding?.['sha256']],
      );
      expect(requests.map(({ purpose }) => purpose)).toContain(bad.purpose);
      expect(await workshop.archive.has(String(finding?.['sha256']))).toBe(true);
    }
    const run = await only(
      workshop.rows(`select outcome from ops.run order by started_at desc limit 1`),
    );
    expect(run).toEqual({ outcome: 'partial' });
  });
});
