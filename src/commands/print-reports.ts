import type { CellChange, CellState } from '../load/publication.ts';
import { reportsExitCode, type TableReport } from '../pipeline/table-report.ts';
import type { ExitCode } from '../errors/codes.ts';
import { findingLines, findingWords, untold } from './finding-lines.ts';
import type { Output, Page } from './output.ts';
import { counted, type Column } from './text-table.ts';

/**
 * Prints what became of each table, and gives the exit code that says the same.
 *
 * @param nothing what is said where there is no table
 */
export function printReports(
  output: Output,
  reports: readonly TableReport[],
  dryRun: boolean,
  nothing = 'Nothing to do.',
): ExitCode {
  output.facts({ dryRun, tables: reports }, (facts, page) => {
    if (facts.tables.length === 0) page.line(nothing);
    else printReportPage(page, facts.tables, dryRun);
  });
  return reportsExitCode(reports);
}

/** The same for a page that says more. */
export function printReportPage(
  page: Page,
  reports: readonly TableReport[],
  dryRun: boolean,
): void {
  page.table(reportColumns(dryRun), reports);
  for (const report of reports) printDetails(page, report);
  const held = reports.filter(({ outcome }) => outcome === 'held').length;
  const failed = reports.filter(({ error }) => error !== null).length;
  page.line();
  page.line(
    [
      counted(reports.length, 'table'),
      `${reports.filter(({ outcome }) => outcome === 'published').length} ${dryRun ? 'would be published' : 'published'}`,
      `${reports.filter(({ outcome }) => outcome === 'unchanged').length} unchanged`,
      ...(held === 0
        ? []
        : [`${held} held: see mart_preview, then "statbank release" or "statbank reject"`]),
      ...(failed === 0 ? [] : [`${failed} with errors`]),
    ].join(', '),
  );
}

function printDetails(page: Page, report: TableReport): void {
  const { table, error, findings, changes } = report;
  if (error !== null) {
    page.line();
    page.line(`${table}: ${error.code}: ${error.message}`);
  }
  const further = findingLines(untold(findings, error?.message ?? ''), (finding) => {
    const { severity, code, pointer } = finding;
    const place = pointer === '' ? '' : ` at ${pointer}`;
    return `${table}: ${severity} ${code}${place}: ${findingWords(finding)}`;
  });
  for (const line of further) page.line(line);
  if (changes.length > 0) {
    page.line();
    page.line(`${table}, the first differences:`);
    printChanges(page, changes);
  }
}

/** One line a cell: its codes, then what it was and what it is. */
export function printChanges(page: Page, changes: readonly CellChange[]): void {
  page.table(CHANGE_COLUMNS, changes);
}

const CHANGE_COLUMNS: readonly Column<CellChange>[] = [
  {
    title: 'cell',
    value: ({ codes }) =>
      Object.entries(codes)
        .map(([variable, code]) => `${variable}=${code}`)
        .join(' '),
  },
  { title: 'old', value: ({ before }) => stateText(before), align: 'right' },
  { title: '', value: () => '→' },
  { title: 'new', value: ({ after }) => stateText(after) },
];

function stateText(state: CellState | null): string {
  if (state === null) return '(none)';
  return [state.value === null ? '' : String(state.value), state.symbol]
    .filter((part) => part !== '')
    .join(' ');
}

const reportColumns = (dryRun: boolean): readonly Column<TableReport>[] => [
  { title: 'table', value: ({ table }) => table },
  {
    title: 'outcome',
    value: ({ outcome }) => (dryRun && outcome === 'published' ? 'would publish' : outcome),
  },
  { title: 'vintage', value: ({ vintage }) => vintage, align: 'right' },
  { title: 'added', value: ({ added }) => added, align: 'right' },
  { title: 'changed', value: ({ changed }) => changed, align: 'right' },
  { title: 'withdrawn', value: ({ withdrawn }) => withdrawn, align: 'right' },
  { title: 'unchanged', value: ({ unchanged }) => unchanged, align: 'right' },
];
