import { describe, expect, test } from 'vitest';

import { createPublishedProvider } from '../../../src/extract/dfo-published/provider.ts';
import { archivedTable } from '../../../src/pipeline/archived-table.ts';
import { publish } from '../../../src/load/publish.ts';
import { servers } from '../../support/database.ts';
import { syncFrom } from '../../support/documents.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

const provider = createPublishedProvider({
  providerId: 'dfo-published',
  baseUrl: 'packaged:reports/digital-competence-2021',
});

describe.each(servers())('published figures on $name', (server) => {
  test('are tables with views, lineage and a vintage like any other', async () => {
    const workshop = await openTestWorkshop({ server });
    const reports = await syncFrom(workshop, provider, ['tall', 'internettbruk']);
    expect(reports.map(({ outcome, vintage }) => [outcome, vintage])).toEqual([
      ['published', 1],
      ['published', 1],
    ]);
    expect(
      await workshop.rows(
        `select år, verdi::float as verdi, enhet, symbol from mart.dfo_published_internettbruk
         where svar_kode = 'minst-daglig' and gruppe_kode = '18-pluss' order by år`,
      ),
    ).toEqual([
      { år: '2013', verdi: 78, enhet: 'prosent', symbol: '' },
      { år: '2019', verdi: 92, enhet: 'prosent', symbol: '' },
      { år: '2021', verdi: 93, enhet: 'prosent', symbol: 'avledet' },
    ]);
    expect(
      await workshop.rows(
        'select distinct unit from mart.dfo_published_internettbruk_en order by unit',
      ),
    ).toEqual(['per cent', 'percentage points', 'place', 'years'].map((unit) => ({ unit })));
    expect(
      await workshop.rows(
        `select tall, verdi::float as verdi from mart.dfo_published_tall
         where tall_kode = 'nettjenester-stor-erfaring' and år = '2021'`,
      ),
    ).toEqual([{ tall: 'Har stor erfaring med nettjenester', verdi: 63 }]);
    expect(await workshop.rows('select distinct url, purpose, status from raw.request')).toEqual([
      {
        url: 'packaged:reports/digital-competence-2021/published-figures.csv',
        purpose: 'document',
        status: 200,
      },
    ]);
  });

  test('are unchanged when they come again, and replay to what stands', async () => {
    const workshop = await openTestWorkshop({ server });
    const [first] = await syncFrom(workshop, provider, ['tall']);
    const [second] = await syncFrom(workshop, provider, ['tall']);
    expect([first?.outcome, second?.outcome]).toEqual(['published', 'unchanged']);
    const [task] = await workshop.rows('select task_id from ops.task order by started_at limit 1');
    const fetch = await workshop.journal.readFetch(String(task?.['task_id']));
    const replayed = await publish(
      workshop.pool,
      await archivedTable(workshop, provider, fetch, fetch.taskId),
    );
    expect([replayed.outcome, replayed.vintage]).toEqual(['unchanged', 1]);
  });
});

test('a table that the file does not have, and a selection, are refused with what there is', async () => {
  const workshop = await openTestWorkshop();
  const [unknown] = await syncFrom(workshop, provider, ['tal']);
  expect(unknown?.error).toMatchObject({ code: 'SB_SOURCE_NO_SUCH_TABLE' });
  expect(unknown?.error?.message).toContain('tall, internettbruk');
  const [selected] = await syncFrom(workshop, provider, ['tall'], { Tid: { values: ['2021'] } });
  expect(selected?.error).toMatchObject({ code: 'SB_SOURCE_SELECTION' });
});
