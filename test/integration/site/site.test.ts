import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/extract/csv/read-csv.ts';
import { createPxWeb2Provider } from '../../../src/extract/pxweb2/provider.ts';
import { evidenceReader } from '../../../src/pipeline/evidence/evidence-reader.ts';
import { type OpsServer, startOpsServer } from '../../../src/serve/ops-server.ts';
import { loadExampleTables } from '../../../src/simulator/examples.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { listTables } from '../../../src/site/queries/tables.ts';
import { createSite } from '../../../src/site/site.ts';
import { accessibilityFaults, noChromium, startChromium } from '../../support/chromium.ts';
import { agencyOf } from '../../support/extraction.ts';
import { correctOneCell } from '../../support/rehearsal.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

const CELL = 'Region=0&Kjonn=1&Alder=000&ContentsCode=Personer1&Tid=2025';

let simulator: Simulator;
let server: OpsServer;
let workshop: TestWorkshop;
let report: string | null = null;

beforeAll(async () => {
  const tables = await loadExampleTables('examples/tables');
  simulator = await startSimulator({ tables, limits: { calls: null } });
  workshop = await openTestWorkshop();
  await workshop.sync(simulator, '07459', '05803', '03013');
  correctOneCell(simulator, 27_000);
  await workshop.sync(simulator, '07459');
  const provider = createPxWeb2Provider(agencyOf(simulator));
  const site = createSite({
    db: workshop.db,
    logger: workshop.logger,
    explain: async (ref, codes, choice) =>
      evidenceReader(workshop, () => provider).explain(ref, codes, choice),
    report: { document: async () => report },
  });
  await workshop.pool.query(`
    -- A small report: one claim that rests on a table, and was evaluated twice, and one that rests on none.
    insert into report.report (report_id, definition, definition_hash) values ('r', '{}', '');
    insert into report.claim (report_id, claim_id, section, place, kind, text_no, text_en) values
      ('r', 'C1', 's', 1, 'level', 'Det fødes flere gutter.', 'More boys are born.'),
      ('r', 'C2', 's', 2, 'level', 'De er flere.', 'They are more.');
    insert into report.claim_table values ('r', 'C1', 'ssb', '07459');
    insert into report.evaluation
      (report_id, claim_id, verdict, basis, reason_no, reason_en, inputs_hash, details)
    select 'r', claim, verdict, 'source', '', '', '', '{}'
    from (values ('C1', 'drifted'), ('C1', 'holds'), ('C2', 'no open source')) as e (claim, verdict)`);
  const listener = getRequestListener(site.fetch);
  server = await startOpsServer({
    ...workshop,
    port: 0,
    pages: (request, response) => void listener(request, response),
  });
});

afterAll(async () => {
  await server.close();
  await simulator.close();
});

async function page(path: string) {
  const response = await fetch(`${server.url}${path}`, { redirect: 'manual' });
  // White space says nothing in HTML.
  const text = (await response.text())
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=>)|(?<=>) | (?=<\/)/g, '');
  return { response, status: response.status, text };
}

describe('every page', () => {
  const paths = [
    '/',
    '/tabeller',
    '/tabeller?q=befolkning',
    '/tabell/ssb:07459',
    `/tabell/ssb:07459/utgave/2/tall?${CELL}`,
    '/endringer',
    '/drift',
  ];

  test.each(paths)(
    '%s is there in both languages, each naming the other, without a script or anything from elsewhere',
    async (path) => {
      const norwegian = await page(path);
      expect(norwegian.status).toBe(200);
      expect(norwegian.text).toContain('<html lang="nb">');
      const [, other = ''] =
        /rel="alternate" hreflang="en" href="([^"]+)"/.exec(norwegian.text) ?? [];
      const english = await page(other.replaceAll('&amp;', '&'));
      expect(english.status).toBe(200);
      expect(english.text).toContain('<html lang="en">');
      for (const { text, response } of [norwegian, english]) {
        expect(text).not.toMatch(/<script|src="(?:https?:)?\/\/|<link[^>]*href="(?:https?:)?\/\//);
        expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      }
    },
  );

  test.each(['/finnes-ikke', '/tabell/ssb:99999', '/tabell/x', '/rapport'])(
    '%s is a page that says what is missing, with status 404',
    async (path) => {
      const { status, text } = await page(path);
      expect(status).toBe(404);
      expect(text).toContain('<h1>');
    },
  );
});

describe('the catalogue', () => {
  test('finds tables by words in any order and case, in title, number and source', async () => {
    const found = async (q: string): Promise<readonly string[]> => {
      const { text } = await page(`/tabeller?${new URLSearchParams({ q }).toString()}`);
      return [...text.matchAll(/<td class="code">(ssb:\d+)/g)].map(([, id]) => id ?? '');
    };
    expect(await found('KJØNNSFORDELING alders')).toEqual(['ssb:07459']);
    expect(await found('03013')).toEqual(['ssb:03013']);
    expect(await found('enhjørning')).toEqual([]);
    expect(await found('%')).toEqual([]);
    expect(await found('')).toHaveLength(3);
  });

  test('is read a page at a time, each table once', async () => {
    const { db } = workshop;
    const pages = await Promise.all(
      [0, 2, 4].map(async (offset) => listTables(db, { limit: 2, offset })),
    );
    expect(pages.map(({ tables, total }) => [tables.length, total])).toEqual([
      [2, 3],
      [1, 3],
      [0, 0],
    ]);
    const all = await listTables(db, { limit: 10 });
    expect(pages.flatMap(({ tables }) => tables)).toEqual(all.tables);
    expect((await listTables(db, { limit: 10, states: ['held'] })).total).toBe(0);
  });

  test.each(['2', '0', '-1', '1.5', 'x', '99999999999'])(
    'has no page %s where everything fits on one',
    async (number) => {
      expect((await page(`/tabeller?page=${number}`)).status).toBe(404);
      expect((await page('/tabeller?page=1')).status).toBe(200);
    },
  );

  test('repeats a search without trusting it', async () => {
    const { text } = await page(`/tabeller?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
  });
});

describe('a table', () => {
  test('shows the series that was chosen, newest first, as chart and as linked numbers', async () => {
    const { text } = await page('/tabell/ssb:07459?Kjonn=1&Alder=000');
    expect(text).toContain('<svg class="chart" viewBox');
    expect(text).toMatch(/<option value="1" selected>/);
    const [newest] = [...text.matchAll(/<th scope="row">(\d{4})<\/th>/g)].map(([, year]) => year);
    expect(newest).toBe('2025');
    expect(text).toMatch(/Tid=2025"[^>]*>27 000</);
  });

  test('says what the shown series is of, where it was fetched, and what its symbols mean', async () => {
    const { text } = await page('/tabell/ssb:05803?ContentsCode=Skilsmisse');
    const { text: english } = await page('/en/table/ssb:07459?Kjonn=1&Alder=000');
    expect(english).toContain('<p class="shown">The whole country · Males · 0 years · Persons</p>');
    expect(english).toContain(`<dd>${new URL(simulator.url).host}</dd>`);
    expect(english).toContain(
      '<a href="https://www.ssb.no/statbank/table/07459">Statistisk sentralbyrå</a>',
    );
    expect(text).toContain('<p class="symbols">.. Tallgrunnlag mangler</p>');
  });

  test('names the claims of the report that rest on it, with their newest verdict', async () => {
    const { text } = await page('/tabell/ssb:07459');
    expect(text).toMatch(
      /<a class="what" href="\/rapport#C1">Det fødes flere gutter\.<\/a><span class="meta">C1: stemmer</,
    );
    expect(text).not.toContain('#C2');
    expect((await page('/tabell/ssb:05803')).text).not.toContain('I rapporten');
  });

  test('gives the shown series as CSV that spreadsheets of its readers open', async () => {
    const link = /<a href="([^"]+rekke\.csv[^"]*)">/;
    const [, address = ''] = link.exec((await page('/tabell/ssb:03013')).text) ?? [];
    const response = await fetch(`${server.url}${address.replaceAll('&amp;', '&')}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="ssb_03013.csv"',
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const columns = ['periode', 'verdi', 'enhet', 'tegn', 'utgave'] as const;
    const rows = readCsv(bytes, { encoding: 'utf-8', delimiter: ';', columns }, 'the series');
    expect(rows.length).toBeGreaterThan(10);
    for (const { fields } of rows) expect(fields.verdi).toMatch(/^\d+(?:,\d)?$|^$/);
    expect((await page('/tabell/ssb:99999/rekke.csv')).status).toBe(404);
    expect((await page('/en/table/ssb:03013/series.csv')).text).toMatch(/,\d+\.\d,/);
  });

  test('tells what the newest vintage revised, before and after', async () => {
    const { text } = await page('/tabell/ssb:07459');
    expect(text).toContain('1 tall revidert');
    expect(text).toMatch(/27 000/);
  });

  test('offers a query that Postgres answers with the same numbers', async () => {
    const { text } = await page('/tabell/ssb:07459?Kjonn=1&Alder=000');
    const [, query = ''] = /<pre class="sql"><code>([^<]+)</.exec(text) ?? [];
    const other = await openTestWorkshop();
    await other.sync(simulator, '07459');
    const rows = await other.rows(query.replaceAll('&#39;', "'").replaceAll('&quot;', '"'));
    expect(rows.at(-1)).toMatchObject({ år: '2025', verdi: '27000' });
  });
});

test('the front page tells how many claims of the report have which verdict', async () => {
  const { text } = await page('/');
  expect(text).toContain('<li><strong>1</strong>stemmer</li>');
  expect(text).toContain('<li><strong>1</strong>ingen åpen kilde</li>');
  expect(text).toContain('<a class="button" href="/rapport">');
});

describe('a number', () => {
  test('without a vintage leads to its permanent address in the newest', async () => {
    const { status, response } = await page(`/tabell/ssb:07459/tall?${CELL}`);
    expect(status).toBe(302);
    expect(response.headers.get('location')).toBe(`/tabell/ssb:07459/utgave/2/tall?${CELL}`);
  });

  test('is shown as it was in an earlier vintage, with its proof', async () => {
    const earlier = await page(`/tabell/ssb:07459/utgave/1/tall?${CELL}`);
    const newest = await page(`/tabell/ssb:07459/utgave/2/tall?${CELL}`);
    expect(newest.text).toMatch(/<h1 class="headline">27 000 personer/);
    expect(earlier.text).not.toMatch(/<h1 class="headline">27 000 personer/);
    for (const { text } of [earlier, newest]) expect(text).toContain('class="verdict proven"');
  });

  test('that does not exist is not found, with the reason', async () => {
    const { status, text } = await page('/tabell/ssb:07459/utgave/1/tall?Region=9');
    expect(status).toBe(404);
    expect(text).toContain('Tabellen har ikke noe tall med disse kodene.');
    expect(text).toMatch(/<p class="note" lang="en">[^<]*(?:Region|Kjonn)/);
  });
});

describe.skipIf(noChromium)('the site in Chromium', () => {
  const paths = [
    '/',
    '/tabeller?q=befolkning',
    '/tabell/ssb:07459?Kjonn=1&Alder=000',
    `/tabell/ssb:07459/utgave/2/tall?${CELL}`,
    '/endringer',
    '/en/operations',
    '/finnes-ikke',
  ];
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });

  afterAll(async () => browser.close());

  async function look(
    options: BrowserContextOptions,
    work: (opened: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    try {
      await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  test.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)('breaks no rule of accessibility: %s, %i wide', async (colorScheme, width) => {
    const viewport = { width, height: 900 };
    await look({ colorScheme, viewport, bypassCSP: true }, async (opened) => {
      for (const path of paths) {
        await opened.goto(`${server.url}${path}`);
        expect([path, await accessibilityFaults(opened)]).toEqual([path, []]);
      }
    });
  });

  test('fits into windows of all widths', async () => {
    await look({}, async (opened) => {
      for (const path of paths) {
        await opened.goto(`${server.url}${path}`);
        for (const width of [320, 768, 1280]) {
          await opened.setViewportSize({ width, height: 900 });
          const overflow = await opened.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect([path, width, overflow]).toEqual([path, width, 0]);
        }
      }
    });
  });

  test('has a chart whose letters can be read on a phone, and one chart at any width', async () => {
    await look({}, async (opened) => {
      await opened.goto(`${server.url}/tabell/ssb:07459?Kjonn=1&Alder=000`);
      for (const width of [320, 640, 641, 1280]) {
        await opened.setViewportSize({ width, height: 900 });
        const charts = opened.locator('svg.chart:visible');
        expect([width, await charts.count()]).toEqual([width, 1]);
        const heights = await charts
          .locator('text')
          .evaluateAll((letters) => letters.map((each) => each.getBoundingClientRect().height));
        expect(Math.min(...heights)).toBeGreaterThan(11);
        const scrolled = await opened.locator('.scroll.tall').evaluate(
          // How far the numbers reach beyond what is seen of them.
          (part) => part.scrollWidth - part.clientWidth,
        );
        expect([width, scrolled]).toEqual([width, 0]);
      }
    });
  });

  test('is used with the keyboard alone, without JavaScript', async () => {
    await look({ javaScriptEnabled: false }, async (opened) => {
      await opened.goto(server.url);
      await opened.keyboard.press('Tab');
      expect(await opened.locator('a.skip').boundingBox()).toMatchObject({ y: expect.any(Number) });
      await opened.keyboard.press('Enter');
      await opened.waitForURL(/#innhold$/);
      await opened.keyboard.press('Tab');
      await opened.keyboard.type('kjønnsfordeling');
      await opened.keyboard.press('Enter');
      await opened.waitForURL(/tabeller\?q=/);
      await opened.getByRole('link', { name: /Alders- og kjønnsfordeling/ }).press('Enter');
      await opened.waitForURL(/tabell\/ssb:07459/);
      await opened.getByLabel('kjønn', { exact: true }).selectOption('1');
      await opened.getByRole('button', { name: 'Vis' }).press('Enter');
      await opened.waitForURL(/Kjonn=1/);
      await opened.getByRole('link', { name: '27 000' }).press('Enter');
      await opened.waitForURL(/utgave\/2\/tall/);
      expect(await opened.locator('h1').textContent()).toContain('27 000 personer');
    });
  });
});

test('the report is served as it is, with its own styles and nothing else', async () => {
  report = '<!doctype html><title>Rapport</title>';
  const { status, text, response } = await page('/rapport');
  report = null;
  expect([status, text]).toEqual([200, '<!doctype html><title>Rapport</title>']);
  expect(response.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'");
});

test('health and metrics are still there beside the pages', async () => {
  expect((await page('/healthz')).status).toBe(200);
  expect((await page('/metrics')).status).toBe(200);
});
