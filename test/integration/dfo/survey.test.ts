import { afterAll, beforeAll, expect, test } from 'vitest';

import { createSurveyProvider } from '../../../src/extract/dfo-survey/provider.ts';
import { evidenceReader } from '../../../src/pipeline/evidence/evidence-reader.ts';
import { SYNTHETIC_MAPPING, syntheticSheets } from '../../../src/simulator/dfo/survey.ts';
import { writeWorkbook, type WrittenSheet } from '../../../src/simulator/dfo/workbook.ts';
import { syncFrom } from '../../support/documents.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { firstSheet } from '../../support/survey-files.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

let sheets: readonly WrittenSheet[] = syntheticSheets();
let server: TestServer;

beforeAll(async () => {
  server = await startServer((request, response) => {
    void (async () => {
      if (request.url === '/2024.yaml') response.end(SYNTHETIC_MAPPING);
      else if (request.url === '/syntetisk-2024.xlsx') response.end(await writeWorkbook(sheets));
      else response.writeHead(404).end();
    })();
  });
});

afterAll(async () => server.close());

test('an edition is published, explained, corrected, and quarantined when its form changes', async () => {
  const workshop = await openTestWorkshop();
  const provider = createSurveyProvider({ providerId: 'dfo-survey', baseUrl: server.url });
  const sync = async (table = 'internettsikkerhet_2024') =>
    (await syncFrom(workshop, provider, [table]))[0];

  expect(await sync()).toMatchObject({ outcome: 'published', vintage: 1, added: 12, error: null });
  expect(
    await workshop.rows(`select gruppe, svar, grunnlag, utgave, år, verdi::float, symbol
      from mart.dfo_survey_internettsikkerhet_2024 where gruppe_kode = '67-pluss' and svar_kode = 'lav' order by år`),
  ).toEqual([
    {
      gruppe: '67 år og eldre',
      svar: 'Lav vurdering',
      grunnlag: 'Med «vet ikke»',
      utgave: '2021',
      år: '2021',
      verdi: 36,
      symbol: '*',
    },
    {
      gruppe: '67 år og eldre',
      svar: 'Lav vurdering',
      grunnlag: 'Uten «vet ikke»',
      utgave: '2024',
      år: '2023',
      verdi: null,
      symbol: ':',
    },
  ]);
  expect(await sync()).toMatchObject({ outcome: 'unchanged', vintage: 1 });

  sheets = firstSheet((cells) => Object.assign(cells, { B4: 34 }));
  const corrected = await sync();
  expect(corrected).toMatchObject({ outcome: 'published', vintage: 2, changed: 1 });
  const codes = new Map(Object.entries(corrected?.changes[0]?.codes ?? {}));
  const ref = { provider: 'dfo-survey', table: 'internettsikkerhet_2024' };
  expect(await evidenceReader(workshop, () => provider).explain(ref, codes)).toMatchObject({
    proven: true,
    place: { value: 34, document: { in: 'sheet', sheet: 'Sikkerhet', cell: 'B4' } },
  });

  sheets = firstSheet((cells) => Object.assign(cells, { D3: 'Lav 2025', A7: 'Kvinner' }));
  const refused = await sync();
  expect(refused).toMatchObject({ outcome: 'quarantined', error: { code: 'SB_DOCUMENT_INVALID' } });
  expect(
    await workshop.rows(
      `select distinct code, pointer from ops.finding where code like 'SURVEY%' order by pointer`,
    ),
  ).toEqual([
    { code: 'SURVEY_UNDECLARED', pointer: 'Sikkerhet!A7' },
    { code: 'SURVEY_HEADER', pointer: 'Sikkerhet!D3' },
  ]);
  expect(await workshop.rows('select max(vintage) as vintage from star.dim_vintage')).toEqual([
    { vintage: 2 },
  ]);
  expect(await sync('internettsikkerhet_1999')).toMatchObject({
    error: { code: 'SB_SOURCE_NO_SUCH_TABLE' },
  });
});

test('the verdicts that ship with the package are a table with a view', async () => {
  const workshop = await openTestWorkshop();
  const provider = createSurveyProvider({ providerId: 'dfo-survey', baseUrl: 'packaged:surveys' });
  const [report] = await syncFrom(workshop, provider, ['sammenlignbarhet']);
  expect(report).toMatchObject({ outcome: 'published', error: null });
  const rows =
    await workshop.rows(`select spørsmål_kode, fra_utgave, til_utgave, begrunnelse, verdi::int, symbol
    from mart.dfo_survey_sammenlignbarhet where spørsmål_kode = 'alle'`);
  expect(rows).toMatchObject([
    {
      fra_utgave: '2021',
      til_utgave: '2024',
      verdi: 1,
      symbol: 'med forbehold',
      begrunnelse: expect.stringContaining('0–10'),
    },
  ]);
});
