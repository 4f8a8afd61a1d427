import { askOnce } from '../ask-once.ts';
import { packageVersion } from '../config/package.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Provider } from '../extract/provider.ts';
import { type EvidenceReader, evidenceReader } from '../pipeline/evidence/evidence-reader.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { type PageCell, pageCells, seriesChoice } from '../report/page/page-cells.ts';
import type {
  ClaimEvidence,
  ClaimPage,
  ClaimSeries,
  ReportPage,
  TableFacts,
} from '../report/page/page-model.ts';
import { readEvaluatedReport, readReports } from '../report/read-report.ts';
import { readSeries } from '../report/read-series.ts';
import { readTableFacts } from '../report/read-table-facts.ts';
import type { EvaluatedClaim } from '../transform/claims/evaluated-claim.ts';
import type { Words } from '../transform/claims/words.ts';
import { type TableRef, tableName } from '../transform/table.ts';

/**
 * The id of the report that is meant: the one that is named, or the only one there is.
 *
 * @throws SB_USAGE if several are registered and none is named, SB_REPORT_UNKNOWN if none is
 */
export async function reportMeant(
  { db }: Pick<Workshop, 'db'>,
  id: string | null,
): Promise<string> {
  if (id !== null) return id;
  const known = (await readReports(db)).map((report) => report.id);
  const [only] = known;
  if (only === undefined) {
    throw new StatbankError(
      'SB_REPORT_UNKNOWN',
      'No report has been checked in this database. Run "statbank report check" first.',
    );
  }
  if (known.length === 1) return only;
  throw new StatbankError('SB_USAGE', `Several reports are here; name one of ${known.join(', ')}.`);
}

/**
 * Collects everything that a report's page shows: its newest verdicts, the series behind its
 * numbers, and for each cell the chain down to the archived bytes, proven anew. A chain that
 * cannot be followed is told on the page and does not stop the others.
 *
 * @throws SB_REPORT_UNKNOWN
 */
export async function collectReportPage(
  workshop: Workshop,
  providerOf: (providerId: string) => Provider,
  reportId: string,
): Promise<ReportPage> {
  const evaluated = await readEvaluatedReport(workshop.db, reportId);
  const sources = pageSources(workshop, providerOf);
  const claims: ClaimPage[] = [];
  for (const claim of evaluated.claims) {
    workshop.signal.throwIfAborted();
    claims.push(await claimPage(workshop, sources, claim));
  }
  return {
    ...evaluated,
    claims,
    programVersion: packageVersion(),
    renderedAt: workshop.now().toISOString(),
  };
}

/**
 * The same for one claim.
 *
 * @throws SB_REPORT_UNKNOWN if the report has no such claim
 */
export async function collectClaim(
  workshop: Workshop,
  providerOf: (providerId: string) => Provider,
  reportId: string,
  claimId: string,
): Promise<ClaimPage> {
  const evaluated = await requireClaim(workshop, reportId, claimId);
  return claimPage(workshop, pageSources(workshop, providerOf), evaluated.claim);
}

/**
 * A claim of an evaluated report.
 *
 * @throws SB_REPORT_UNKNOWN if the report has no such claim
 */
export async function requireClaim(
  { db }: Pick<Workshop, 'db'>,
  reportId: string,
  claimId: string,
): Promise<{ readonly claim: EvaluatedClaim; readonly title: Words }> {
  const { report, claims } = await readEvaluatedReport(db, reportId);
  const claim = claims.find((one) => one.claim.id === claimId);
  if (claim !== undefined) return { claim, title: report.title };
  throw new StatbankError(
    'SB_REPORT_UNKNOWN',
    `The report ${reportId} has no evaluated claim ${claimId}. "statbank report check --all" lists them.`,
    { context: { report: reportId, claim: claimId } },
  );
}

/** What is read once for all claims of a page. */
interface PageSources {
  readonly reader: EvidenceReader;
  readonly factsOf: (ref: TableRef) => Promise<TableFacts | null>;
}

function pageSources(
  workshop: Workshop,
  providerOf: (providerId: string) => Provider,
): PageSources {
  const tables = askOnce<TableFacts | null>();
  return {
    reader: evidenceReader(workshop, providerOf),
    factsOf: async (ref) => tables(tableName(ref), async () => readTableFacts(workshop.db, ref)),
  };
}

async function claimPage(
  { db }: Workshop,
  { reader, factsOf }: PageSources,
  claim: EvaluatedClaim,
): Promise<ClaimPage> {
  const cells = pageCells(claim);
  const evidence: ClaimEvidence[] = [];
  for (const cell of cells) evidence.push(await evidenceOf(reader, cell));
  const refs = new Map(cells.map(({ table }) => [tableName(table), table]));
  const facts = await Promise.all([...refs.values()].map(factsOf));
  return {
    ...claim,
    series: await seriesOf(db, claim),
    tables: facts.filter((found) => found !== null),
    evidence,
  };
}

async function evidenceOf(
  reader: EvidenceReader,
  { role, operand, table, cell }: PageCell,
): Promise<ClaimEvidence> {
  const codes = new Map(Object.entries(cell.codes));
  try {
    const evidence = await reader.explain(table, codes, {
      kind: 'vintage',
      vintage: cell.vintage,
    });
    return { role, operand, evidence, problem: null };
  } catch (error) {
    if (!(error instanceof StatbankError)) throw error;
    const { code, message } = error;
    return { role, operand, evidence: null, problem: { code, message } };
  }
}

async function seriesOf(
  db: Workshop['db'],
  evaluated: EvaluatedClaim,
): Promise<ClaimSeries | null> {
  const choice = seriesChoice(evaluated);
  if (choice === null) return null;
  const { cell, ...facts } = choice;
  return { ...facts, points: await readSeries(db, cell) };
}
