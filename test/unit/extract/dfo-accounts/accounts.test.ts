import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Finding } from '../../../../src/errors/finding.ts';
import { StatbankError } from '../../../../src/errors/statbank-error.ts';
import { createAccountsProvider } from '../../../../src/extract/dfo-accounts/provider.ts';
import { accountTable } from '../../../../src/extract/dfo-accounts/tables.ts';
import type { Cube } from '../../../../src/transform/cube.ts';
import { coordinateOf } from '../../../../src/transform/odometer.ts';
import { summingOf } from '../../../../src/transform/measure.ts';
import { accountRows, accountsFile } from '../../../../src/simulator/dfo/accounts.ts';
import {
  accountsText,
  accountsZip,
  documentResponse,
  ROW,
} from '../../../support/account-files.ts';
import { readRecorded, recordedFiles } from '../../../support/recorded.ts';

const provider = createAccountsProvider({
  providerId: 'dfo-accounts',
  baseUrl: 'https://x.example',
});

async function cubesOf(table: string, text: string | Buffer): Promise<readonly Cube[]> {
  const response = documentResponse(await accountsZip(text));
  const description = await provider.streamed!.describe(table, [response]);
  const cubes: Cube[] = [];
  for await (const cube of provider.streamed!.cubes(response, description)) cubes.push(cube);
  return cubes;
}

/** Cells by codes joined with a bar. */
function cellsOf(cubes: readonly Cube[]): ReadonlyMap<string, number> {
  const cells = new Map<string, number>();
  for (const { dimensions, values } of cubes) {
    const sizes = dimensions.map(({ categories }) => categories.length);
    if (values.kind !== 'sparse') throw new Error('dense');
    for (const [index, value] of values.values) {
      const codes = coordinateOf(index, sizes).map(
        (at, axis) => dimensions[axis]?.categories[at]?.code,
      );
      cells.set(codes.join('|'), value ?? Number.NaN);
    }
  }
  return cells;
}

async function findingsOf(
  text: string | Buffer,
  table = 'utgifter_2023',
): Promise<readonly Finding[]> {
  try {
    await cubesOf(table, text);
  } catch (error) {
    if (error instanceof StatbankError) return error.context['findings'] as readonly Finding[];
    throw error;
  }
  return [];
}

const KINDS = ['utgifter', 'inntekter', 'eiendeler', 'gjeld', 'uten_kapittel'] as const;

describe('a row of the accounts', () => {
  test('is in exactly one of the tables, and none is lost: the tables sum to the file', async () => {
    const size = { years: [2022, 2023], rowsPerMonth: 140 };
    const text = Buffer.concat([...accountsFile(size)]);
    let cells = 0;
    let sum = 0;
    for (const kind of KINDS) {
      const found = cellsOf(await cubesOf(kind, text));
      expect(found.size).toBeGreaterThan(0);
      cells += found.size;
      for (const value of found.values()) sum += Math.round(value * 1000);
    }
    const rows = [...accountRows(size)];
    expect(sum).toBe(rows.reduce((all, { thousandths }) => all + thousandths, 0));
    expect(cells).toBeLessThan(rows.length);
  });

  test('is spending below chapter 3000 and income from there, whatever its account class', async () => {
    const text = accountsText(
      { thousandths: 5_000 },
      { kind: 'income', chapter: 1320, account: 2, thousandths: -2_000 },
      { kind: 'income', chapter: 4320, thousandths: -9_000 },
      { kind: 'asset', thousandths: 77_000 },
      { kind: 'debt', thousandths: -77_000 },
    );
    const sums = await Promise.all(
      KINDS.map(async (kind) => [...cellsOf(await cubesOf(kind, text)).values()]),
    );
    expect(sums).toEqual([[5, -2], [-9], [77], [-77], []]);
  });

  test('is added to the others of its cell without a rounding error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 30 }),
        async (amounts) => {
          const text = accountsText(...amounts.map((thousandths) => ({ thousandths })));
          const exact = amounts.reduce((sum, amount) => sum + amount, 0) / 1000;
          expect([...cellsOf(await cubesOf('utgifter', text)).values()]).toEqual([exact + 0]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the tables of the accounts', () => {
  test('say what may be summed: movements over everything, balances not over months', async () => {
    const text = accountsText(
      ...KINDS.map((_, at) => ({
        kind: (['spending', 'income', 'asset', 'debt', 'no chapter'] as const)[at]!,
        chapter: at === 1 ? 4000 : 1320,
      })),
    );
    const additivity = await Promise.all(
      KINDS.map(async (kind) => summingOf((await cubesOf(kind, text))[0]!.measures[0]!).additivity),
    );
    expect(additivity).toEqual(['full', 'full', 'not over time', 'not over time', 'full']);
  });

  test('come year by year, and their labels are the newest', async () => {
    const older = accountsText({ year: 2022, month: 12 }).replaceAll(
      'Syntetisk kapittel',
      'Gammelt navn på',
    );
    const newer = accountsText({ year: 2023, month: 1 }).split('\r\n').slice(1).join('\r\n');
    for (const text of [
      older + newer,
      older.split('\r\n')[0] + '\r\n' + newer + older.split('\r\n').slice(1).join('\r\n'),
    ]) {
      const cubes = await cubesOf('utgifter', text);
      expect(
        cubes.map(({ dimensions }) => dimensions.at(-1)?.categories.map(({ code }) => code)),
      ).toEqual([['202212'], ['202301']]);
      expect(cubes[0]?.dimensions[0]?.categories[0]?.label).toBe(
        'Syntetisk kapittel 1320: Syntetisk post 132001',
      );
    }
  });

  test('are named after what they hold, and others do not exist', () => {
    expect(accountTable('utgifter_2024')).toMatchObject({
      content: 'utgifter',
      file: 'statsregnskapet_aar_2024.zip',
    });
    expect(accountTable('gjeld_siste_maaned')?.file).toBe('statsregnskapet_siste_maaned.zip');
    expect(accountTable('inntekter')?.file).toBe('statsregnskapet_full_historikk.zip');
    expect(accountTable('utgifter_srs_2023')?.file).toBe('statsregnskapet_SRS_aar_2023.zip');
    expect(accountTable('bevilgninger')?.file).toBe('bevilgninger_full_historikk.zip');
    for (const id of [
      'alt_2024',
      'utgifter_24',
      'utgifter_srs',
      'utgifter_srs_siste_maaned',
      '../x',
    ]) {
      expect(accountTable(id)).toBeNull();
    }
  });
});

const good = accountsText({}, { month: 3 });

describe('a file of another form', () => {
  test.each<[string, string | Buffer, string, string]>([
    [
      'a renamed column',
      good.replace('"Kapittel_id"', '"KapittelId"'),
      'CSV_COLUMN_MISSING',
      'line 1, column Kapittel_id',
    ],
    [
      'two columns that changed places',
      good.replace('"År";"Periode"', '"Periode";"År"'),
      'CSV_COLUMN_ORDER',
      'line 1, column 1',
    ],
    [
      'one column more',
      good.replace('"Beløp"', '"Beløp";"Valuta"'),
      'CSV_COLUMN_UNKNOWN',
      'line 1, column Valuta',
    ],
    [
      'another delimiter',
      good.replaceAll(';', '\t').replaceAll('"', ''),
      'CSV_DELIMITER',
      'line 1',
    ],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${good}`), 'DOCUMENT_ENCODING', 'line 1'],
    ['UTF-8 without one', Buffer.from(good), 'DOCUMENT_ENCODING', 'line 1, column 1'],
    ['UTF-16', Buffer.from(`\uFEFF${good}`, 'utf16le'), 'DOCUMENT_ENCODING', 'line 1'],
    ['UTF-16 without a mark', Buffer.from(good, 'utf16le'), 'DOCUMENT_NUL', 'line 1'],
    ['a NUL byte', good.replace('132001";"Synt', '132001";"\0Synt'), 'DOCUMENT_NUL', 'line 2'],
    [
      'another delimiter between names in quotes',
      good.replaceAll(';', ','),
      'CSV_DELIMITER',
      'line 1',
    ],
    [
      'a column that stands twice',
      good.replace('"Kapittel_id"', '"Kapittel_id";"Kapittel_id"'),
      'CSV_COLUMN_TWICE',
      'line 1, column Kapittel_id',
    ],
    ['an end in the middle of a field', good.slice(0, -5), 'CSV_SYNTAX', 'line 3'],
    [
      'a dot between thousands',
      good.replace(/"1,500"\r\n$/, '"1.001,500"\r\n'),
      'ACCOUNTS_FIELD',
      'line 3, column Beløp',
    ],
    [
      'a code with a sign that is no letter',
      good.replace('"970000007"', '"97000\u0096007"'),
      'ACCOUNTS_FIELD',
      'line 2, column Virksomhet_id',
    ],
    [
      'a text in another encoding',
      good.replaceAll('Syntetisk post', 'LÃ¸nn'),
      'DOCUMENT_ENCODING',
      'line 2, column Post',
    ],
    ['a line that is short', good.replace(/;"1,500"\r\n$/, '\r\n'), 'CSV_LENGTH', 'line 3'],
    [
      'a decimal point',
      good.replace(/1,500"\r\n$/, '1.500"\r\n'),
      'ACCOUNTS_FIELD',
      'line 3, column Beløp',
    ],
    [
      'a thousands separator',
      good.replace(/"1,500"\r\n$/, '"1\u00a0001,500"\r\n'),
      'ACCOUNTS_FIELD',
      'line 3, column Beløp',
    ],
    [
      'a footnote mark',
      good.replace(/"1,500"\r\n$/, '"1,500*"\r\n'),
      'ACCOUNTS_FIELD',
      'line 3, column Beløp',
    ],
    [
      'a thirteenth month',
      good.replace('"202303"', '"202313"'),
      'ACCOUNTS_FIELD',
      'line 3, column Periode',
    ],
    [
      'an account class that nobody knows',
      good.replace('"5";"Lønn', '"X";"Lønn'),
      'ACCOUNTS_FIELD',
      'line 2, column Kontoklasse_id',
    ],
    [
      'a code with a space',
      good
        .replace('"132001";"Syntetisk post', '"13 001";"Syntetisk post')
        .replace(
          '"1320";"Syntetisk kapittel 1320";"132001"',
          '"1320";"Syntetisk kapittel 1320";"13 001"',
        ),
      'ACCOUNTS_FIELD',
      'line 2, column Post_id',
    ],
    ['nothing in it', '', 'CSV_EMPTY', ''],
  ])('with %s is refused with its place', async (_, text, code, pointer) => {
    expect((await findingsOf(text))[0]).toMatchObject({ code, pointer });
  });

  test('is read where it is what it should be', async () => {
    expect(await findingsOf(good)).toEqual([]);
  });
});

test('the file of appropriations is a ledger: decisions are kept apart, and add up', async () => {
  const header =
    '"År";"Periode";"Tildelings_periode";"Programområde_id";"Programområde";"Programkategori_id";"Programkategori";"Fagdepartement_id";"Fagdepartement";"Kapittel_id";"Kapittel";"Post_id";"Post";"Post_type";"Bevilgning_beløp";"Bevilgning_overføres_beløp";"Bevilgning_overført_beløp";"Bevilgning"';
  const line = (decision: string, amount: string) =>
    `"2024";"202401";"202401";"21";"Område";"2130";"Kategori";"13";"Departement";"1320";"Kapittel";"132001";"Post";"Drift";"${amount}";"0,000";"0,000";"${decision}"\r\n`;
  const [cube] = await cubesOf(
    'bevilgninger',
    `${header}\r\n${line('Saldert (syntetisk)', '100,000')}${line('Revidert (syntetisk)', '-5,500')}${line('Revidert (syntetisk)', '1,000')}`,
  );
  const amounts = [...cellsOf([cube!])].filter(([codes]) => codes.includes('|belop|'));
  expect(amounts.map(([codes, amount]) => [codes.split('|')[2], amount])).toEqual([
    ['Saldert (syntetisk)', 100],
    ['Revidert (syntetisk)', -4.5],
  ]);
});

const RECORDED = 'dfo/statsregnskapet_aar_quoted_row.csv';

test.skipIf(!recordedFiles.includes(RECORDED))(
  'the recorded row of DFØ loads (1 file)',
  async () => {
    const cells = cellsOf(await cubesOf('utgifter_2023', Buffer.from(readRecorded(RECORDED))));
    expect([...cells]).toEqual([['132001|301|13|971032081|202302', -847_732.87]]);
  },
);

test('a synthetic row is written as the file writes it', () => {
  expect(accountsText(ROW).split('\r\n')[1]).toMatch(/^"2023";"202302";"132001";.*;"1,500"$/);
});
