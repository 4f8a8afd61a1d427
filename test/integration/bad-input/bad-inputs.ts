import type { ErrorCode } from '../../../src/errors/codes.ts';
import type { Severity } from '../../../src/errors/finding.ts';
import type { Fault } from '../../../src/simulator/faults/fault.ts';
import type { RequestKind } from '../../../src/simulator/routes/route.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import type { Change } from '../../../src/simulator/table/revision.ts';

/** The table that goes wrong: 2 goods × 2 measures × 48 weeks. */
export const BAD = '03024';

/** A way in which a source goes wrong, and how that is told. */
export interface BadInput {
  readonly name: string;
  readonly arm: (simulator: Simulator) => void;
  readonly error: ErrorCode;
  readonly finding: string;
  readonly pointer: string;
  /** `error` unless something else is said. */
  readonly severity?: Severity;
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

export const BAD_INPUTS: readonly BadInput[] = [
  refusedData(
    'an HTML page with status 200',
    { kind: 'html-with-200' },
    'SB_SOURCE_RESPONSE',
    'SOURCE_NOT_JSON',
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
    'SB_SOURCE_RESPONSE',
    'SOURCE_VALUE_MISSING',
    '/dimension/Tid/category/index',
  ),
  refusedData(
    'data that lack a variable',
    (text) => text.replaceAll('VareGrupper2', 'VareGrupper9'),
    'SB_SOURCE_RESPONSE',
    'SOURCE_VARIABLE_MISSING',
    '/id',
  ),
  refusedData(
    'data of another table',
    (text) => text.replace('"tableid":"03024"', '"tableid":"03025"'),
    'SB_SOURCE_RESPONSE',
    'SOURCE_TABLE_ID',
    '/extension/px/tableid',
  ),
  {
    name: 'a Content-Length that is too large',
    arm: faulty('data', { kind: 'wrong-length', difference: 10 }),
    error: 'SB_HTTP_BODY',
    finding: 'SB_HTTP_BODY',
    pointer: '',
    purpose: 'data',
  },
  {
    name: 'a Content-Length that is too small',
    arm: faulty('data', { kind: 'wrong-length', difference: -10 }),
    error: 'SB_HTTP_BODY',
    finding: 'SB_HTTP_BODY',
    pointer: '',
    purpose: 'data',
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
    name: 'a code of 10,000 characters',
    arm: published({
      change: 'recode-value',
      variable: 'VareGrupper2',
      code: '02',
      to: 'laks'.repeat(2500),
    }),
    error: 'SB_CUBE_INVALID',
    finding: 'JSONSTAT_CODE_LENGTH',
    pointer: '/dimension/VareGrupper2/category/index',
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
    error: 'SB_SOURCE_NO_SUCH_TABLE',
    finding: 'SOURCE_ABSENT',
    severity: 'warning',
    pointer: '',
    purpose: 'entry',
  },
];
