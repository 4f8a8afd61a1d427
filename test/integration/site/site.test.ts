import { getRequestListener } from '@hono/node-server';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
    report: { exists: async () => report !== null, document: async () => report },
  });
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
    '%s is there in both languages, each naming the other, without a script or a foreign address',
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
        expect(text).not.toMatch(/<script|(?:src|href)="(?:https?:)?\/\//);
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
    expect(text).toMatch(/Region|Kjonn/);
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
