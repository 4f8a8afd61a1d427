import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { ACCOUNT_COLUMNS } from '../../src/extract/dfo-accounts/columns.ts';
import { accountsFile } from '../../src/simulator/dfo/accounts.ts';
import { zipOf } from '../../src/simulator/dfo/zip.ts';
import { informed, judged, type Measure, timed } from '../measure.ts';
import { runProgram } from '../night/program-run.ts';
import type { Stage } from '../stage.ts';

/** Size of the synthetic file; the file of all years is as large. */
const MEGABYTES = Number(process.env['STATBANK_BENCH_ACCOUNTS_MB'] ?? 1500);

/** As the synthetic lines come out. */
const BYTES_A_ROW = 473;

const YEARS = Array.from({ length: 11 }, (_, place) => 2014 + place);

/**
 * A synthetic accounts file of spending alone, in the true shape of columns: one `statbank sync`, from
 * the first byte of the zip file to committed facts, against `psql \copy` of the same rows into a table of 28 texts.
 * csv-parse only splits the lines of the unpacked file, which is what docs/decisions/0009 rests on.
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

  const split = await timed(async () => splitWithCsvParse(csv));
  const server = await serveFile(zip);
  const own = await runProgram(['sync', 'dfo-accounts:utgifter'], {
    DATABASE_URL: stage.databaseUrl,
    STATBANK_HOME: join(stage.folder, 'home'),
    STATBANK_DFO_ACCOUNTS_URL: server.url,
  }).finally(server.close);
  const published = await stage.connection.pool.query<{ cells: number }>(
    `select cells from mart.vintages where view = 'dfo_accounts_utgifter'`,
  );
  const ms = own.wallSeconds * 1000;
  return [
    judged('accounts, speed', copied.ms / ms, '×', '>= 0.5', 'psql \\copy of the same rows'),
    informed(
      'accounts, csv-parse alone',
      copied.ms / split.ms,
      '×',
      'psql \\copy of the same rows',
    ),
    judged('accounts, peak memory', own.peakBytes / 2 ** 20, 'MB', '<= 350'),
    informed('accounts', rows / own.wallSeconds, 'rows/s'),
    informed('accounts, psql \\copy', rows / (copied.ms / 1000), 'rows/s'),
    informed('accounts, file', (await stat(csv)).size / 1e6, 'MB'),
    informed('accounts, packed', (await stat(zip)).size / 1e6, 'MB'),
    informed('accounts, cells', published.rows[0]?.cells ?? 0, 'cells'),
  ];
}

/** Reads a file as csv-parse does, and throws what it gives away. */
async function splitWithCsvParse(path: string): Promise<void> {
  const lines = parse({ delimiter: ';', encoding: 'latin1', from_line: 2 });
  lines.on('data', () => undefined);
  await pipeline(createReadStream(path), lines);
}

/** Answers every request with one file, as a folder of downloads does. */
async function serveFile(
  path: string,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const { size } = await stat(path);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/zip', 'content-length': size });
    createReadStream(path).pipe(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
    },
  };
}
