import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { sha256Hex } from '../../../src/extract/archive/object-store.ts';
import type { ReportPage } from '../../../src/report/page/page-model.ts';
import type { EvaluatedClaim } from '../../../src/transform/claims/evaluated-claim.ts';
import type { Reading } from '../../../src/transform/claims/reading.ts';
import { accessibilityFaults, noChromium, startChromium } from '../../support/chromium.ts';
import { loadExampleServices } from '../../../src/simulator/services/examples.ts';
import { loadExampleTables } from '../../../src/simulator/examples.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { freePort } from '../../support/free-port.ts';
import { type Ran, runMain } from '../../support/run-main.ts';

/** What claims are bound to beside the tables of quickstart; the figures of some are synthetic. */
const NEIGHBOURS = Object.freeze([
  'eurostat:isoc_ci_ifp_fu',
  'eurostat:isoc_ci_ifp_iu',
  'eurostat:isoc_sk_dskl_i21',
  'desi:desi-2022',
  'dfo-survey:internettsikkerhet_2024',
]);

let folder = '';
let variables: Record<string, string> = {};
let database: TestDatabase;
let simulator: Simulator;
let call: (...words: readonly string[]) => Promise<Ran>;
let page: ReportPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statbank-page-'));
  database = await createTestDatabase();
  variables = {
    DATABASE_URL: database.url,
    STATBANK_HOME: join(folder, 'home'),
  };
  call = async (...words) => runMain(words, { variables, folder });
  await succeed('quickstart', '--quiet');
  const services = await loadExampleServices('examples');
  simulator = await startSimulator({
    tables: await loadExampleTables('examples/tables'),
    services,
    limits: { calls: null },
  });
  for (const { path, setting } of services) {
    Object.assign(variables, { [setting.variable]: simulator.origin + path + setting.below });
  }
  await succeed('sync', ...NEIGHBOURS);
  await succeed('report', 'check');
  for (const [format, language] of [
    ['html', 'no'],
    ['html', 'en'],
    ['md', 'no'],
    ['json', 'no'],
  ] as const) {
    const file = join(folder, `${language}.${format}`);
    await succeed('report', 'render', '--format', format, '--language', language, '--output', file);
  }
  page = JSON.parse(await readFile(join(folder, 'no.json'), 'utf8'));
  await succeed('export-proof', 'C057', '--output', join(folder, 'C057.zip'));
});

afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

async function succeed(...words: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await call(...words);
  if (exitCode !== EXIT.ok) throw new Error(`${words.join(' ')}: ${stderr}${stdout}`);
}

async function untilServed(address: string): Promise<Response> {
  return vi.waitFor(async () => fetch(address), { timeout: 30_000, interval: 100 });
}

type Read = EvaluatedClaim['evaluation']['evidence'][number];

/** What was read of the sources themselves, and of nearby measures. */
function fromSources({ current, proxies }: Read): readonly Reading[] {
  return [current, ...proxies.map(({ reading }) => reading)].filter((reading) => reading !== null);
}

/** Claims that are bound to more than what the report printed. */
function refreshable(): ReportPage['claims'] {
  return page.claims.filter(
    ({ evaluation }) => evaluation.evidence.flatMap(fromSources).length > 0,
  );
}

describe('the packaged report over the example tables', () => {
  test('has the evidence of every number that was read, and every chain is proven', () => {
    const chains = page.claims.flatMap(({ evidence }) => evidence);
    expect(chains.filter(({ evidence }) => evidence?.proven !== true)).toEqual([]);
    for (const { claim, evaluation, evidence } of page.claims) {
      const readings = evaluation.evidence.flatMap(({ published, current, proxies }) => [
        published,
        current,
        ...proxies.map(({ reading }) => reading),
      ]);
      const read = readings.filter((reading) => reading?.status === 'read');
      if (read.length > 0) expect([claim.id, evidence.length > 0]).toEqual([claim.id, true]);
    }
    expect(chains.length).toBeGreaterThan(40);
    const tables = new Set(chains.map(({ evidence }) => evidence?.table));
    expect(tables.size).toBeGreaterThan(3);
  });

  test('has every claim that a source refreshes, proven by the source’s own bytes', () => {
    const absent = new Set<string>();
    for (const { claim, evaluation, evidence } of refreshable()) {
      const readings = evaluation.evidence.flatMap(fromSources);
      for (const { status, table } of readings) {
        if (status === 'problem') absent.add(`${claim.id} ${table.provider}:${table.table}`);
      }
      const chains = evidence.filter(({ role }) => role !== 'published');
      const proven = chains.filter(({ evidence: chain }) => chain?.proven === true);
      expect([claim.id, proven.length]).toEqual([claim.id, chains.length]);
      if (readings.some(({ status }) => status === 'read')) {
        expect([claim.id, proven.length > 0]).toEqual([claim.id, true]);
      }
    }
    // Eurostat's examples begin after 2013; of the others no real figures are known.
    expect([...absent].toSorted()).toEqual([
      'C003 eurostat:isoc_ci_ifp_fu',
      'C006 eurostat:isoc_ci_ifp_fu',
      'C009 eurostat:isoc_ci_ifp_iu',
      'C017 eurostat:isoc_ci_ifp_iu',
      'C019 eurostat:isoc_ci_ifp_iu',
      'C030 dfo-survey:nettjenester_2024',
      'C048 dfo-survey:selvbetjening_2024',
      'C056 ssb:iktbruks-rekruttering-kommuner',
      'C058 dfo-survey:selvbetjening_2024',
      'C062 dfo-survey:kommunens_nettjenester_2024',
    ]);
  });

  test('is served with links to the site and to the page of each number, which all are there', async () => {
    const port = await freePort();
    const stop = new AbortController();
    const served = runMain(['serve', '--port', String(port)], {
      variables,
      folder,
      signal: stop.signal,
    });
    try {
      for (const [address, numberPath] of [
        ['/rapport', '/utgave/'],
        ['/en/report', '/vintage/'],
      ] as const) {
        const text = await (await untilServed(`http://127.0.0.1:${port}${address}`)).text();
        const links = new Set([...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href));
        const numbers = [...links].filter((href) => href.includes(numberPath));
        expect(numbers.length).toBeGreaterThan(20);
        expect(links).toContain(address === '/rapport' ? '/' : '/en');
        for (const href of links) {
          const { status } = await fetch(
            `http://127.0.0.1:${port}${href.replaceAll('&amp;', '&')}`,
          );
          expect([href, status]).toEqual([href, 200]);
        }
      }
    } finally {
      stop.abort();
      expect((await served).exitCode).toBe(EXIT.ok);
    }
  });

  test('is told in Markdown with every claim and a hash for each chain', async () => {
    const text = await readFile(join(folder, 'no.md'), 'utf8');
    expect(text).toMatch(/^# Digitalt kompetente innbyggere/);
    for (const { claim } of page.claims) expect(text).toContain(`### ${claim.id} `);
    expect(text.match(/SHA-256 `[0-9a-f]{64}`: Kontrollert mot arkivet/g)?.length).toBeGreaterThan(
      40,
    );
  });

  test('is written to standard output as well, and not where nothing can be written', async () => {
    const { stdout } = await call('report', 'render', '--language', 'en');
    expect(stdout).toMatch(/^<!doctype html>/);
    const refused = await call('report', 'render', '--output', join(folder, 'none', 'page.html'));
    expect([refused.exitCode, refused.stderr]).toEqual([
      EXIT.usage,
      expect.stringContaining('cannot be written (ENOENT)'),
    ]);
    const unknown = await call('report', 'render', 'no-such-report');
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      EXIT.usage,
      expect.stringContaining('SB_REPORT_UNKNOWN'),
    ]);
  });
});

describe('the proof of a claim', () => {
  test('holds responses that have the hashes they are named after, and SQL that finds the numbers', async () => {
    const files = unzipSync(await readFile(join(folder, 'C057.zip')));
    const sums = strFromU8(files['SHA256SUMS'] ?? new Uint8Array())
      .trimEnd()
      .split('\n');
    expect(sums).toHaveLength(Object.keys(files).length - 1);
    for (const [sum, name] of sums.map((line) => line.split('  '))) {
      expect([name, sha256Hex(files[name ?? ''] ?? new Uint8Array())]).toEqual([name, sum]);
      if (name?.startsWith('responses/')) expect(name).toBe(`responses/${sum}`);
    }
    const connection = await database.connect();
    try {
      const sql = strFromU8(files['queries.sql'] ?? new Uint8Array());
      const statements = sql.split(/;\n/).filter((text) => text.includes('select'));
      const values: unknown[] = [];
      for (const statement of statements) {
        const { rows } = await connection.pool.query(statement);
        expect(rows.length).toBeGreaterThan(0);
        values.push(...rows.map(({ value }) => value));
      }
      expect(values).toEqual(expect.arrayContaining(['50', '53.1']));
    } finally {
      await connection.close();
    }
  });

  test('is the same whenever it is written', async () => {
    const again = join(folder, 'again.zip');
    await succeed('export-proof', 'C057', '--output', again);
    expect(await readFile(again)).toEqual(await readFile(join(folder, 'C057.zip')));
  });

  test.each([
    [['export-proof', 'C999'], EXIT.usage, 'has no evaluated claim C999'],
    [['export-proof', 'C001'], EXIT.difference, 'No number was read for the claim C001'],
    [['explain', 'C999'], EXIT.usage, 'has no evaluated claim C999'],
  ] as const)('is refused for %j, with the reason', async (words, expected, message) => {
    const { exitCode, stderr } = await call(...words);
    expect([exitCode, stderr]).toEqual([expected, expect.stringContaining(message)]);
  });

  test('is explained on the terminal as well, each number by its own chain', async () => {
    const { exitCode, stdout } = await call('explain', 'C057');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/^C057 .*\nhar endret seg: /);
    expect(stdout.match(/Kontrollert nå/g)).toHaveLength(2);
  });
});

describe.skipIf(noChromium)('the page in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startChromium();
  });

  afterAll(async () => browser.close());

  async function open(
    language: 'no' | 'en',
    options: BrowserContextOptions,
    look: (page: Page, requests: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    try {
      const opened = await context.newPage();
      const requests: string[] = [];
      opened.on('request', (request) => requests.push(request.url()));
      await opened.goto(pathToFileURL(join(folder, `${language}.html`)).href);
      await look(opened, requests);
    } finally {
      await context.close();
    }
  }

  /** What the page of a proof marks as right or wrong, the whole first, and what it leaves to people. */
  async function proofMarks(content: string): Promise<readonly string[]> {
    const file = join(folder, 'proof.html');
    await writeFile(file, content);
    const context = await browser.newContext({ offline: true });
    try {
      const opened = await context.newPage();
      await opened.goto(pathToFileURL(file).href);
      await opened.locator('#all.ok, #all.bad').waitFor();
      return await opened.locator('#all, [id^=n-], [id^=h-]').allInnerTexts();
    } finally {
      await context.close();
    }
  }

  test.each([
    ['no', 'light', 1280],
    ['en', 'dark', 375],
  ] as const)(
    'breaks no rule of accessibility: %s, %s, %i wide',
    async (language, colorScheme, width) => {
      const viewport = { width, height: 900 };
      await open(language, { viewport, colorScheme, bypassCSP: true }, async (opened) => {
        await opened
          .locator('details')
          .first()
          .evaluate((details) => details.setAttribute('open', ''));
        // Claims are alike, and the rules take their time: five of each section are enough.
        await opened.evaluate(
          `for (const claim of document.querySelectorAll('.claim:nth-of-type(n + 6)')) claim.remove()`,
        );
        expect(await accessibilityFaults(opened)).toEqual([]);
      });
    },
  );

  test('fits into windows of all widths', async () => {
    await open('no', {}, async (opened) => {
      for (const width of [320, 375, 768, 1280]) {
        await opened.setViewportSize({ width, height: 900 });
        const overflow = await opened.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([width, overflow]).toEqual([width, 0]);
      }
    });
  });

  test('shows its evidence without JavaScript and asks nobody for anything', async () => {
    await open('no', { javaScriptEnabled: false }, async (opened, requests) => {
      const evidence = opened.locator('details.evidence').first();
      await evidence.locator('summary').click();
      await evidence.locator('text=Kontrollert nå').first().waitFor({ state: 'visible' });
      expect(requests).toEqual([pathToFileURL(join(folder, 'no.html')).href]);
    });
  });

  test('prints its proofs where nothing can unfold', async () => {
    await open('no', {}, async (opened) => {
      await opened.emulateMedia({ media: 'print' });
      expect(await opened.locator('.proof-line').first().isVisible()).toBe(true);
      expect(await opened.locator('details.evidence').first().isVisible()).toBe(false);
      expect((await opened.pdf({ format: 'A4' })).length).toBeGreaterThan(50_000);
    });
  });

  test('recomputes every number of every refreshable claim from the bytes in its proof, offline', async () => {
    const kinds = new Set<string>();
    for (const { claim, evidence } of refreshable()) {
      if (!evidence.some(({ role }) => role !== 'published')) continue;
      const file = join(folder, `${claim.id}.zip`);
      await succeed('export-proof', claim.id, '--output', file);
      const told = await proofMarks(
        strFromU8(unzipSync(await readFile(file))['index.html'] ?? new Uint8Array()),
      );
      expect([claim.id, told.filter((line) => !line.startsWith('✓'))]).toEqual([claim.id, []]);
      for (const { evidence: chain } of evidence)
        kinds.add(chain?.place.document?.in ?? 'JSON-stat');
    }
    expect([...kinds].toSorted()).toEqual(['JSON-stat', 'line', 'lines', 'sheet']);
  });

  test('recomputes a claim’s numbers from the responses in its proof, offline, and sees a change', async () => {
    const files = unzipSync(await readFile(join(folder, 'C057.zip')));
    const text = strFromU8(files['index.html'] ?? new Uint8Array());
    const told = await proofMarks(text);
    expect(told[0]).toMatch(/^✓ Alle kontrollsummer/);
    expect(told).toContain('✓ Regnet ut på nytt fra svaret: 53,1');
    expect(told.filter((line) => line.startsWith('✗'))).toEqual([]);
    const altered = text.replace(
      /(<script type="text\/plain"[^>]*>\s*)(.{40})/,
      (_, start: string, bytes: string) => start + bytes.slice(0, 30) + 'AAAA' + bytes.slice(34),
    );
    expect((await proofMarks(altered))[0]).toMatch(/^✗ Beviset holder ikke/);
    const other = text.replace('"value":"53.1"', '"value":"53.2"');
    expect((await proofMarks(other))[0]).toMatch(/^✗ Beviset holder ikke/);
  });
});
