import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createAccountsProvider } from '../../../src/extract/dfo-accounts/provider.ts';
import { evidenceReader } from '../../../src/pipeline/evidence/evidence-reader.ts';
import { accountRows, accountsFile } from '../../../src/simulator/dfo/accounts.ts';
import { zipOf } from '../../../src/simulator/dfo/zip.ts';
import { accountsText, accountsZip } from '../../support/account-files.ts';
import { servers } from '../../support/database.ts';
import { syncFrom } from '../../support/documents.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: Uint8Array;
}

const answers: Answer[] = [];
const asked: string[] = [];
let server: TestServer;

beforeAll(async () => {
  server = await startServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    response.writeHead(answer?.status ?? 200, {
      'content-type': answer?.type ?? 'application/zip',
      'retry-after': '0',
      'last-modified': 'Wed, 21 Feb 2024 08:00:00 GMT',
    });
    response.end(answer?.body);
  });
});

afterAll(async () => server.close());

const serve = (...next: readonly Answer[]) => answers.splice(0, answers.length, ...next);
const provider = () => createAccountsProvider({ providerId: 'dfo-accounts', baseUrl: server.url });

describe.each(servers())('the accounts on $name', (postgres) => {
  test('are loaded year by year without their product, and a corrected month is a vintage', async () => {
    const workshop = await openTestWorkshop({ server: postgres });
    const size = { years: [2022, 2023], rowsPerMonth: 900 };
    const text = Buffer.concat([...accountsFile(size)]).toString('latin1');
    serve({ body: await accountsZip(text) });
    const [first] = await syncFrom(workshop, provider(), ['utgifter']);
    expect(first?.error).toBeNull();
    const spending = [...accountRows(size)].filter(({ kind }) => kind === 'spending');
    const sum = spending.reduce((all, { thousandths }) => all + thousandths, 0);
    const total = `select sum(verdi)::text as sum, count(*)::int as cells from mart.dfo_accounts_utgifter`;
    const [before] = await workshop.rows(total);
    expect(Number(before?.['sum'])).toBe(sum / 1000);
    expect(first).toMatchObject({ outcome: 'published', added: before?.['cells'] });

    const again = await syncFrom(workshop, provider(), ['utgifter']);
    expect(again).toMatchObject([{ outcome: 'unchanged', vintage: 1 }]);

    const lines = text.split('\r\n');
    const at = lines.findIndex(
      (line) => line.startsWith('"2022";"202211"') && line.includes('Lønnskostnad'),
    );
    lines[at] = (lines[at] ?? '').replace(/"[^"]*"$/, '"123,000"');
    serve({ body: await accountsZip(lines.join('\r\n')) });
    const [corrected] = await syncFrom(workshop, provider(), ['utgifter']);
    expect(corrected).toMatchObject({
      outcome: 'published',
      vintage: 2,
      added: 0,
      changed: 1,
      withdrawn: 0,
    });
    expect(corrected?.changes).toMatchObject([{ codes: { Tid: '202211' } }]);

    // From the number back to the row's archive: the chain holds for a file in pieces, too.
    const evidence = evidenceReader(workshop, () => provider());
    const codes = new Map(Object.entries(corrected?.changes[0]?.codes ?? {}));
    const explained = await evidence.explain(
      { provider: 'dfo-accounts', table: 'utgifter' },
      codes,
    );
    expect(explained).toMatchObject({ proven: true, place: { value: 123, pointer: null } });

    // The series of a row that is gone is known from before: its cell is withdrawn.
    serve({ body: await accountsZip(lines.toSpliced(at, 1).join('\r\n')) });
    const [withdrawn] = await syncFrom(workshop, provider(), ['utgifter']);
    expect(withdrawn).toMatchObject({ outcome: 'published', added: 0, changed: 0, withdrawn: 1 });
    expect(await workshop.rows(`select count(*)::int as states from star.fact_revision`)).toEqual([
      { states: 2 },
    ]);
  });

  test('have a view for each kind, with names, and say what may be summed', async () => {
    const workshop = await openTestWorkshop({ server: postgres });
    const text = accountsText({}, { kind: 'income', chapter: 4320 }, { kind: 'asset' });
    serve({ body: await accountsZip(text) });
    const tables = ['utgifter_2023', 'inntekter_2023', 'eiendeler_2023'];
    const reports = await syncFrom(workshop, provider(), tables);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['published', 'published', 'published']);
    expect(
      await workshop.rows(
        `select kapittel_og_post, fagdepartement, virksomhet_kode, artskonto_kode, måned, verdi::float, enhet
         from mart.dfo_accounts_utgifter_2023`,
      ),
    ).toEqual([
      {
        kapittel_og_post: 'Syntetisk kapittel 1320: Syntetisk post 132001',
        fagdepartement: 'Syntetisk departement 11',
        virksomhet_kode: '970000007',
        artskonto_kode: '501',
        måned: '202302',
        verdi: 1.5,
        enhet: 'kroner',
      },
    ]);
    expect(
      await workshop.rows(
        `select d.table_id, m.additivity from star.dim_measure m join star.dim_dataset d using (dataset_key)
         order by d.table_id`,
      ),
    ).toEqual([
      { table_id: 'eiendeler_2023', additivity: 'not over time' },
      { table_id: 'inntekter_2023', additivity: 'full' },
      { table_id: 'utgifter_2023', additivity: 'full' },
    ]);
    expect(
      await workshop.rows(`select distinct source_updated_at::text as updated, licence
        from star.dim_vintage join star.dim_dataset using (dataset_key)`),
    ).toEqual([{ updated: expect.stringContaining('2024-02-21'), licence: 'NLOD' }]);
  });
});

test('what passes is asked for again; a page or something else in place of the file is kept and refused', async () => {
  const workshop = await openTestWorkshop();
  const page = Buffer.from('<!doctype html><title>Vedlikehold</title>');
  const file = { body: await accountsZip(accountsText({})) };
  serve(
    { status: 429, type: 'text/html', body: page },
    { status: 503, type: 'text/html', body: page },
    file,
  );
  asked.length = 0;
  const [retried] = await syncFrom(workshop, provider(), ['utgifter_2023']);
  expect([retried?.outcome, asked]).toEqual([
    'published',
    Array.from({ length: 3 }, () => '/statsregnskapet_aar_2023.zip'),
  ]);

  const other = { body: await zipOf('a.txt', [Buffer.from('x')]) };
  for (const answer of [{ type: 'text/html', body: page }, other]) {
    serve(answer);
    const [refused] = await syncFrom(workshop, provider(), ['utgifter_2023']);
    expect(refused).toMatchObject({
      outcome: 'quarantined',
      error: { code: 'SB_DOCUMENT_INVALID' },
    });
  }
  expect(await workshop.rows('select count(*)::int as vintages from star.dim_vintage')).toEqual([
    { vintages: 1 },
  ]);
  serve({ status: 404, body: Buffer.alloc(0) });
  const [gone] = await syncFrom(workshop, provider(), ['utgifter_2031']);
  expect(gone?.error).toMatchObject({ code: 'SB_SOURCE_NO_SUCH_TABLE' });
});
