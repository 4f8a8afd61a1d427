import { type Context, Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { StatbankError } from '../errors/statbank-error.ts';
import type { CellCodes, CellEvidence } from '../lineage/evidence/cell-evidence.ts';
import { pastFindings } from '../lineage/finding-history.ts';
import { pastRuns } from '../lineage/run-history.ts';
import type { Language } from '../transform/decimal-words.ts';
import type { VintageChoice } from '../pipeline/vintage-task.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { TableRef } from '../transform/table.ts';
import { numberAddress, refOf, sectionAddress, tablePatterns } from './addresses.ts';
import { chooseSeries } from './choice.ts';
import { layout, type SitePage } from './layout.ts';
import { changesPage } from './pages/changes-page.ts';
import { frontPage } from './pages/front-page.ts';
import { messagePage } from './pages/message-page.ts';
import { numberPage } from './pages/number-page.ts';
import { ATTENTION, operationsPage } from './pages/operations-page.ts';
import { tablePage } from './pages/table-page.ts';
import { TABLES_A_PAGE, tablesPage } from './pages/tables-page.ts';
import { largestRevisions, listChanges } from './queries/changes.ts';
import { claimsOfTable, countVerdicts } from './queries/claims.ts';
import { readSeries } from './queries/series.ts';
import { tableFacts } from './queries/table.ts';
import { countTables, listTables } from './queries/tables.ts';
import { seriesChart } from './series-chart.ts';
import { seriesCsv } from './series-csv.ts';
import { STYLE_SHEET } from './styles.ts';

/** What the site shows, and who explains its numbers. */
export interface SiteOptions {
  readonly db: Kysely<Database>;
  readonly logger: Logger;
  readonly explain: (
    ref: TableRef,
    codes: CellCodes,
    choice: VintageChoice,
  ) => Promise<CellEvidence>;
  readonly report: SiteReport;
}

/** The report that the site shows: the one whose claims were evaluated last. */
export interface SiteReport {
  /** A whole document with its own styles; null without a report. */
  document(language: Language): Promise<string | null>;
}

const LANGUAGES: readonly Language[] = ['no', 'en'];

/** Publications on the front page, and on the page of changes. */
const FEW = 8;
const MANY = 200;

/** Tables on the front page, where a search stands above them. */
const FEW_TABLES = 20;

/** A page of the list beyond this can only be asked for by hand. */
const LAST_PAGE = 10_000;

/**
 * The report's document carries its styles and pictures with it; nothing else may: no page
 * runs a script, and none asks another host for anything.
 */
const OWN_STYLES =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const INLINE_STYLES = OWN_STYLES.replace("'self'", "'unsafe-inline'");

/** Words of the pages that only say something. */
const MESSAGES = Object.freeze({
  no: {
    missing: ['Fant ikke siden', 'Det er ingenting her. Prøv søket eller listen over tabeller.'],
    noReport: ['Ingen rapport', 'Rapporten er ikke regnet ut ennå. Kjør statbank report check.'],
    noNumber: ['Fant ikke tallet', 'Tabellen har ikke noe tall med disse kodene. Grunnen:'],
    failed: ['Noe gikk galt', 'Siden kunne ikke lages. Prøv igjen om litt.'],
  },
  en: {
    missing: ['Page not found', 'There is nothing here. Try the search or the list of tables.'],
    noReport: ['No report', 'The report has not been evaluated yet. Run statbank report check.'],
    noNumber: ['Number not found', 'The table has no number with these codes. The reason:'],
    failed: ['Something went wrong', 'The page could not be made. Try again in a while.'],
  },
} as const);

/** A small site for people, rendered here: catalogue, tables, numbers with their sources, report, operations. */
export function createSite(options: SiteOptions): Hono {
  const { db, logger } = options;
  const site = new Hono();
  site.use(async (context, next) => {
    await next();
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'same-origin');
    if (!context.res.headers.has('content-security-policy')) {
      context.header('content-security-policy', OWN_STYLES);
    }
  });
  site.get('/statbank.css', (context) =>
    context.body(STYLE_SHEET, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'max-age=300',
    }),
  );
  for (const language of LANGUAGES) addPages(site, options, language);
  site.notFound((context) => {
    const language = languageOf(context);
    return show(context, messagePage(MESSAGES[language].missing, language), language, 404);
  });
  site.onError((error, context) => {
    const language = languageOf(context);
    const { noNumber, failed } = MESSAGES[language];
    if (error instanceof StatbankError && NOT_FOUND.has(error.code)) {
      return show(context, messagePage(noNumber, language, error.message), language, 404);
    }
    logger.error({ err: error, path: context.req.path }, 'a page could not be made');
    return show(context, messagePage(failed, language), language, 500);
  });
  return site;

  function addPages(to: Hono, { explain, report }: SiteOptions, language: Language): void {
    to.get(sectionAddress('front', language), async (context) => {
      const [counted, { tables }, changes, verdicts] = await Promise.all([
        countTables(db),
        listTables(db, { limit: FEW_TABLES }),
        listChanges(db, { view: null, limit: FEW }),
        countVerdicts(db),
      ]);
      return show(context, frontPage(counted, tables, changes, verdicts, language), language);
    });
    to.get(sectionAddress('tables', language), async (context) => {
      const query = context.req.query('q')?.trim() ?? '';
      const page = Number(context.req.query('page') ?? 1);
      if (!Number.isInteger(page) || page < 1 || page > LAST_PAGE) return context.notFound();
      const found = await listTables(db, {
        words: query,
        limit: TABLES_A_PAGE,
        offset: (page - 1) * TABLES_A_PAGE,
      });
      if (page > 1 && found.total === 0) return context.notFound();
      return show(context, tablesPage(found, { query, page }, language), language);
    });
    to.get(sectionAddress('changes', language), async (context) => {
      const changes = await listChanges(db, { view: null, limit: MANY });
      return show(context, changesPage(changes, language), language);
    });
    to.get(sectionAddress('operations', language), async (context) => {
      const [{ tables }, runs, findings] = await Promise.all([
        listTables(db, { states: ATTENTION, limit: MANY }),
        pastRuns(db, { since: null, limit: 30 }),
        pastFindings(db, null, { since: null, limit: 30 }),
      ]);
      return show(context, operationsPage(tables, runs, findings, language), language);
    });
    to.get(sectionAddress('report', language), async (context) => {
      const text = await report.document(language);
      if (text === null) {
        return show(context, messagePage(MESSAGES[language].noReport, language), language, 404);
      }
      context.header('content-security-policy', INLINE_STYLES);
      return context.html(text);
    });
    const patterns = tablePatterns(language);
    to.get(patterns.table, async (context) => {
      const ref = refOf(context.req.param('table'));
      const facts = ref === null ? null : await tableFacts(db, ref);
      if (ref === null || facts === null) return context.notFound();
      const chosen = chooseSeries(facts, askedCodes(context));
      const [series, changes, revised, claims] = await Promise.all([
        readSeries(db, facts, chosen),
        listChanges(db, { view: facts.view, limit: FEW }),
        facts.vintage === 1 ? [] : largestRevisions(db, facts.view, facts.vintage, FEW),
        claimsOfTable(db, ref),
      ]);
      const chart = seriesChart(series, language);
      const view = { ref, facts, chosen, series, chart, changes, revised, claims };
      return show(context, tablePage(view, language), language);
    });
    to.get(patterns.series, async (context) => {
      const ref = refOf(context.req.param('table'));
      const facts = ref === null ? null : await tableFacts(db, ref);
      if (ref === null || facts === null) return context.notFound();
      const series = await readSeries(db, facts, chooseSeries(facts, askedCodes(context)));
      return context.body(seriesCsv(series, language), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${facts.view}.csv"`,
      });
    });
    to.get(patterns.number, async (context) => {
      const ref = refOf(context.req.param('table'));
      const facts = ref === null ? null : await tableFacts(db, ref);
      if (ref === null || facts === null) return context.notFound();
      return context.redirect(numberAddress(ref, facts.vintage, askedCodes(context), language));
    });
    to.get(patterns.numberOfVintage, async (context) => {
      const ref = refOf(context.req.param('table'));
      const vintage = Number(context.req.param('vintage'));
      if (ref === null || !Number.isInteger(vintage) || vintage < 1) return context.notFound();
      const evidence = await explain(ref, askedCodes(context), { kind: 'vintage', vintage });
      return show(context, numberPage(ref, evidence, language), language);
    });
  }
}

/** What a visitor may ask for that is not there. */
const NOT_FOUND: ReadonlySet<string> = new Set([
  'SB_EVIDENCE_CELL',
  'SB_EVIDENCE_BROKEN',
  'SB_LOAD_NOTHING_TO_REPLAY',
]);

async function show(
  context: Context,
  page: SitePage,
  language: Language,
  status: 200 | 404 | 500 = 200,
): Promise<Response> {
  return context.html(await layout(page, language), status);
}

function languageOf(context: Context): Language {
  return /^\/en(?:\/|$)/.test(context.req.path) ? 'en' : 'no';
}

/** Each variable's code as the address has it; the first where one is given twice. */
function askedCodes(context: Context): ReadonlyMap<string, string> {
  return new Map(Object.entries(context.req.query()));
}
