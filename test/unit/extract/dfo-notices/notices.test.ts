import { expect, test } from 'vitest';

import { StatbankError } from '../../../../src/errors/statbank-error.ts';
import { readNotices } from '../../../../src/extract/dfo-notices/read-notices.ts';
import type { Cube } from '../../../../src/transform/cube.ts';
import { coordinateOf } from '../../../../src/transform/odometer.ts';

const HEADER = 'skjema_nr;tittel;publisering_dato;tilbudsfrist_dato;cpv_hoved_kode';
const file = (...lines: readonly string[]) =>
  Buffer.from([HEADER, ...lines, ''].join('\r\n'), 'latin1');

function countsOf({ dimensions, values }: Cube): Readonly<Record<string, number | null>> {
  const sizes = dimensions.map(({ categories }) => categories.length);
  if (values.kind !== 'sparse') throw new Error('dense');
  return Object.fromEntries(
    [...values.values].map(([index, value]) => [
      coordinateOf(index, sizes)
        .map((at, axis) => dimensions[axis]?.categories[at]?.code)
        .join(' '),
      value,
    ]),
  );
}

test('notices are counted by month, division and form, in whatever order the columns stand', () => {
  const bytes = file(
    '2;Rådgivning;2022-01-14;2022-02-01;72000000',
    '2;"Drift; støtte";14.01.2022;;72212000-4',
    ';Uten skjema;2022-02-03 10:00;;',
  );
  expect(countsOf(readNotices(bytes, '2022', 'file'))).toEqual({
    '72 2 202201': 2,
    'uten uten 202202': 1,
  });
});

test.each([
  ['2;x;14/01/2022;;72000000', 'line 2, column publisering_dato'],
  ['2;x;2022-13-01;;72000000', 'line 2, column publisering_dato'],
  ['2;x;2022-02-31;;72000000', 'line 2, column publisering_dato'],
  ['2;x;31.04.2022;;72000000', 'line 2, column publisering_dato'],
  ['2 ;x;2022-01-14;;72000000', 'line 2, column skjema_nr'],
  ['2;x;2022-01-14;;72 000 000', 'line 2, column cpv_hoved_kode'],
  ['2;x;2022-01-14;;72000000*', 'line 2, column cpv_hoved_kode'],
  ['2;x;44575;;72000000', 'line 2, column publisering_dato'],
  ['2;x;2022-01-14;;IT', 'line 2, column cpv_hoved_kode'],
])('%s is refused with its place', (line, pointer) => {
  try {
    readNotices(file(line), '2022', 'file');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(StatbankError);
    expect((error as StatbankError).context['findings']).toMatchObject([
      { code: 'NOTICE_FIELD', pointer },
    ]);
  }
});

test('a declared column that is gone is refused, one more is not', () => {
  expect(() => readNotices(Buffer.from('skjema_nr;publisering_dato\r\n'), '2022', 'file')).toThrow(
    'line 1, column tilbudsfrist_dato',
  );
});
