import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT, type ErrorCode } from '../../../src/errors/codes.ts';
import { reportsExitCode } from '../../../src/pipeline/table-report.ts';
import type { Fault } from '../../../src/simulator/faults/fault.ts';
import type { RequestKind } from '../../../src/simulator/routes/route.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import type { Change } from '../../../src/simulator/table/revision.ts';
import { servers } from '../../support/database.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { openTestWorkshop, type Row, type TestWorkshop } from '../../support/workshop.ts';

const BAD = '03024';
const GOOD = '05803';

interface BadInput {
  readonly name: string;
  readonly arm: (simulator: Simulator) => void;
  readonly error: ErrorCode;
  readonly finding: string;
  readonly pointer: string;
  /** What the refused bytes answered; null where none arrived whole. */
  readonly purpose: string | null;
}

const faulty =
  (kind: RequestKind, fault: Fault) =>
  (simulator: Simulator): void =>
    simulator.faults.always({ kind, table: BAD }, fault);

const body = (kind: RequestKind, replace: (text: string) => string) =>
  faulty(kind, {
    kind: 'body',
    replace: (text) => {
      const spoilt = replace(text);
      if (spoilt === text) throw new Error('The fault changed nothing.');
      return spoilt;
    },
  });

const published =
  (...changes: readonly Change[]) =>
  (simulator: Simulator): void =>
    simulator.publish(BAD, { changes: [...changes] });

const refusedData = (
  name: string,
  fault: Fault | ((text: string) => string),
  error: ErrorCode,
  finding: string,
  pointer: string,
): BadInput => ({
  name,
  arm: typeof fault === 'function' ? body('data', fault) : faulty('data', fault),
  error,
  finding,
  pointer,
  purpose: 'data',
});

const withStatus = (status: string) => (text: string) =>
  text.replace(/"value":\[/, `"status":${status},"value":[`);

const CASES: readonly BadInput[] = [
  refusedData(
    'an HTML page with status 200',
    { kind: 'html-with-200' },
    'SB_PXWEB_RESPONSE',
    'PXWEB_NOT_JSON',
    '',
  ),
  refusedData('truncated gzip', { kind: 'truncated-gzip' }, 'SB_HTTP_BODY', 'SB_HTTP_BODY', ''),
  refusedData(
    'a key twice',
    { kind: 'duplicate-key' },
    'SB_JSON_DUPLICATE_KEY',
    'SB_JSON_DUPLICATE_KEY',
    '/value',
  ),
  refusedData(
    'NaN',
    { kind: 'figure', text: 'NaN' },
    'SB_JSON_SYNTAX',
    'SB_JSON_SYNTAX',
    '/value/0',
  ),
  refusedData(
    '1e400',
    { kind: 'figure', text: '1e400' },
    'SB_CUBE_INVALID',
    'JSONSTAT_VALUE_NOT_FINITE',
    '/value/0',
  ),
  refusedData(
    'sizes that contradict values',
    { kind: 'contradicting-size' },
    'SB_CUBE_INVALID',
    'JSONSTAT_SIZE_MISMATCH',
    '/size/0',
  ),
  refusedData(
    'a status that is a number',
    withStatus('7'),
    'SB_CUBE_INVALID',
    'JSONSTAT_STATUS_TYPE',
    '/status',
  ),
  refusedData(
    'a status with too few symbols',
    withStatus('[":","."]'),
    'SB_CUBE_INVALID',
    'JSONSTAT_STATUS_LENGTH',
    '/status',
  ),
  refusedData(
    'a status for a cell that does not exist',
    withStatus('{"192":":"}'),
    'SB_CUBE_INVALID',
    'JSONSTAT_STATUS_INDEX',
    '/status/192',
  ),
  refusedData(
    'a symbol that is half of a character',
    withStatus(String.raw`{"3":"\ud83d"}`),
    'SB_JSON_TEXT',
    'SB_JSON_TEXT',
    '/status/3',
  ),
  refusedData(
    'data with another period than was asked for',
    (text) => text.replaceAll('2025U07', '2026U07'),
    'SB_PXWEB_RESPONSE',
    'PXWEB_VALUE_MISSING',
    '/dimension/Tid/category/index',
  ),
  refusedData(
    'data that lack a variable',
    (text) => text.replaceAll('VareGrupper2', 'VareGrupper9'),
    'SB_PXWEB_RESPONSE',
    'PXWEB_VARIABLE_MISSING',
    '/id',
  ),
  {
    name: 'a variable renamed between metadata and data',
    arm: faulty('data', {
      kind: 'publish',
      table: BAD,
      revision: {
        changes: [{ change: 'rename-variable', variable: 'VareGrupper2', to: 'VareGrupper3' }],
      },
    }),
    error: 'SB_PXWEB_SELECTION',
    finding: 'SB_PXWEB_SELECTION',
    pointer: '',
    purpose: 'data',
  },
  {
    name: 'a Content-Length that is too large',
    arm: faulty('data', { kind: 'wrong-length', difference: 10 }),
    error: 'SB_HTTP_NETWORK',
    finding: 'SB_HTTP_NETWORK',
    pointer: '',
    purpose: null,
  },
  {
    name: 'a Content-Length that is too small',
    arm: faulty('data', { kind: 'wrong-length', difference: -10 }),
    error: 'SB_HTTP_NETWORK',
    finding: 'SB_HTTP_NETWORK',
    pointer: '',
    purpose: null,
  },
  {
    name: 'a label with U+0000',
    arm: body('metadata', (text) => text.replace('"01":"', String.raw`"01":"\u0000`)),
    error: 'SB_JSON_TEXT',
    finding: 'SB_JSON_TEXT',
    pointer: '/dimension/VareGrupper2/category/label/01',
    purpose: 'metadata:no',
  },
  {
    name: 'a code with U+0000',
    arm: body('metadata', (text) => text.replaceAll('"02":', String.raw`"0\u00002":`)),
    error: 'SB_JSON_TEXT',
    finding: 'SB_JSON_TEXT',
    pointer: String.raw`/dimension/VareGrupper2/category/index/0\u00002`,
    purpose: 'metadata:no',
  },
  {
    name: 'a title with U+0000 in the catalogue',
    arm: body('entry', (text) => text.replace('oppalen', String.raw`oppalen\u0000`)),
    error: 'SB_JSON_TEXT',
    finding: 'SB_JSON_TEXT',
    pointer: '/label',
    purpose: 'entry',
  },
  {
    name: 'a code that is half of a surrogate pair',
    arm: body('metadata', (text) => text.replaceAll('"02":', String.raw`"\udc00":`)),
    error: 'SB_JSON_TEXT',
    finding: 'SB_JSON_TEXT',
    pointer: String.raw`/dimension/VareGrupper2/category/index/\udc00`,
    purpose: 'metadata:no',
  },
  {
    name: 'a table without any period',
    arm: (simulator) => {
      const time = simulator.tables.get(BAD)?.variables.find(({ role }) => role === 'time');
      published({
        change: 'remove-values',
        variable: 'Tid',
        codes: (time?.values ?? []).map(({ code }) => code),
      })(simulator);
    },
    error: 'SB_LOAD_EMPTY',
    finding: 'SB_LOAD_EMPTY',
    pointer: '',
    purpose: null,
  },
  {
    name: 'a table that is withdrawn',
    arm: published({ change: 'withdraw' }),
    error: 'SB_PXWEB_NO_SUCH_TABLE',
    finding: 'SB_PXWEB_NO_SUCH_TABLE',
    pointer: '',
    purpose: 'entry',
  },
];

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

describe.each(servers())('bad input on $name', (server) => {
  let workshop: TestWorkshop;

  beforeAll(async () => {
    workshop = await openTestWorkshop({ server });
  });

  it.each(CASES)('$name is refused and kept, and nothing else suffers', async (bad) => {
    const simulator = await exampleSimulator();
    const healthy = await workshop.sync(simulator, BAD, GOOD);
    expect(healthy).toMatchObject([{ error: null }, { error: null }]);
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
    expect(finding).toMatchObject({ code: bad.finding, pointer: bad.pointer, severity: 'error' });
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
