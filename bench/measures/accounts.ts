import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { ACCOUNT_COLUMNS } from '../../src/extract/dfo-accounts/columns.ts';
import { accountsFile } from '../../src/simulator/dfo/accounts.ts';
import { zipOf } from '../../src/simulator/dfo/zip.ts';
import { informed, judged, type Measure, timed } from '../measure.ts';
import type { Stage } from '../stage.ts';

/** Size of the synthetic file; the file of all years is as large. */
const MEGABYTES = Number(process.env['STATBANK_BENCH_ACCOUNTS_MB'] ?? 1500);

/** As the synthetic lines come out. */
const BYTES_A_ROW = 473;

const YEARS = Array.from({ length: 11 }, (_, place) => 2014 + place);

/**
 * A synthetic accounts file of spending alone, in the true shape of columns: zip to committed facts
 * in a process of its own, against `psql \copy` of the same rows into a table of 28 texts.
 */
export async function measureAccounts(stage: Stage): Promise<readonly Measure[]> {
  const rowsPerMonth = Math.ceil((MEGABYTES * 1e6) / BYTES_A_ROW / YEARS.length / 12);
  const size = { years: YEARS, rowsPerMonth, kinds: ['spending'] } as const;
  const [csv, zip] = [join(stage.folder, 'accounts.csv'), join(stage.folder, 'accounts.zip')];
  await pipeline(accountsFile(size), createWriteStream(csv));
  await writeFile(zip, await zipOf('accounts.csv', accountsFile(size)));
  const rows = YEARS.length * 12 * rowsPerMonth;

  const columns = ACCOUNT_COLUMNS.map((name) => `"${name}" text`).join(', ');
  await stage.psql(`create table public.accounts (${columns})`);
  const copied = await timed(async () =>
    stage.psql(
      `\\copy public.accounts from '${csv}' with (format csv, delimiter ';', header, encoding 'win1252')`,
    ),
  );
  await stage.psql('drop table public.accounts');

  const child = new URL('../peers/publish-accounts.ts', import.meta.url).pathname;
  const home = join(stage.folder, 'home');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    child,
    zip,
    stage.databaseUrl,
    home,
  ]);
  const own = JSON.parse(stdout) as { ms: number; peak: number; cells: number };
  return [
    judged('accounts, speed', copied.ms / own.ms, '×', '>= 0.5', 'psql \\copy of the same rows'),
    judged('accounts, peak memory', own.peak / 2 ** 20, 'MB', '<= 350'),
    informed('accounts', rows / (own.ms / 1000), 'rows/s'),
    informed('accounts, psql \\copy', rows / (copied.ms / 1000), 'rows/s'),
    informed('accounts, file', (await stat(csv)).size / 1e6, 'MB'),
    informed('accounts, packed', (await stat(zip)).size / 1e6, 'MB'),
    informed('accounts, cells', own.cells, 'cells'),
  ];
}
