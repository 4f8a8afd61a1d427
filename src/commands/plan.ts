import type { Catalogue } from '../config/catalogue.ts';
import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import type { CallForecast } from '../extract/budget/forecast.ts';
import type { FetchPlan, SourceLimits, TableSelection } from '../extract/provider.ts';
import { planMinutes } from '../extract/query/plan.ts';
import { describeTable } from '../extract/read-table.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import { askSource } from './ask-source.ts';
import type { Command } from './context.ts';
import { forecastText } from './forecast-text.ts';
import type { Page } from './output.ts';
import { counted, type Column } from './text-table.ts';

export interface PlanOptions {
  readonly table: string;
  /** Whether the catalogue's selection is left aside. */
  readonly whole?: boolean;
}

/** Shows the requests, cells and minutes that fetching a table takes, before anything is fetched. */
export const plan: Command<PlanOptions> = async (context, options) => {
  const catalogue = await context.catalogue();
  const ref = parseTableName(options.table, [...catalogue.providers.keys()]);
  const listed = options.whole === true ? null : selectionOf(catalogue, ref);
  const facts = await askSource(context, ref.provider, async ({ service, exchange, forecast }) => {
    const { provider } = service;
    const limits = await service.limits(exchange);
    const responses = await provider.fetchDescription(ref.table, listed ?? {}, exchange);
    const description = await describeTable(provider, ref.table, responses);
    const planned = provider.plan(description, responses, listed ?? {}, limits);
    const calls = responses.length + planned.requests.length;
    return {
      ...planFacts(ref, listed !== null, planned, limits),
      forecast: await forecast(calls, limits),
    };
  });
  context.output.facts(facts, printPlan);
  return EXIT.ok;
};

function selectionOf({ entries }: Catalogue, { provider, table }: TableRef): TableSelection | null {
  for (const entry of entries) {
    if (entry.kind !== 'table') continue;
    if (entry.ref.provider === provider && entry.ref.table === table) return entry.select;
  }
  return null;
}

type PlanFacts = ReturnType<typeof planFacts> & { readonly forecast: CallForecast | null };

function planFacts(
  ref: TableRef,
  fromCatalogue: boolean,
  { requests, cells, frame }: FetchPlan,
  limits: SourceLimits,
) {
  return {
    table: tableName(ref),
    selection: fromCatalogue ? 'catalogue' : 'whole table',
    cells,
    minutes: planMinutes(requests, limits),
    limits,
    variables: frame.dimensions.map(({ code, label, categories }) => ({
      code,
      label,
      values: categories.length,
    })),
    requests: requests.map(({ selection, cells: asked }, index) => ({
      request: index + 1,
      cells: asked,
      values: Object.fromEntries([...selection].map(([code, codes]) => [code, codes.length])),
      part: frame.dimensions.flatMap(({ code, categories }) => {
        const codes = selection.get(code) ?? [];
        return codes.length === categories.length ? [] : [`${code} ${spanOf(codes)}`];
      }),
    })),
  };
}

function spanOf(codes: readonly string[]): string {
  return codes.length === 1 ? String(codes[0]) : `${codes.at(0)}…${codes.at(-1)}`;
}

function printPlan(facts: PlanFacts, page: Page): void {
  const { maxCells, calls, windowSeconds } = facts.limits;
  page.line(
    `${facts.table}, ${facts.selection === 'catalogue' ? 'as the catalogue selects' : facts.selection}`,
  );
  page.line();
  page.table(VARIABLE_COLUMNS, facts.variables);
  page.line();
  page.table(REQUEST_COLUMNS, facts.requests);
  page.line();
  page.line(
    `${counted(facts.requests.length, 'request')}, ${counted(facts.cells, 'cell')}, ${facts.minutes.toFixed(1)} minutes ` +
      `at ${calls} calls in ${windowSeconds} s and ${maxCells} cells a response`,
  );
  if (facts.forecast !== null) page.line(`${facts.table}: ${forecastText(facts.forecast)}`);
}

const VARIABLE_COLUMNS: readonly Column<PlanFacts['variables'][number]>[] = [
  { title: 'variable', value: ({ code }) => code },
  { title: 'label', value: ({ label }) => label },
  { title: 'values', value: ({ values }) => values, align: 'right' },
];

const REQUEST_COLUMNS: readonly Column<PlanFacts['requests'][number]>[] = [
  { title: 'request', value: ({ request }) => request, align: 'right' },
  { title: 'cells', value: ({ cells }) => cells, align: 'right' },
  { title: 'part', value: ({ part }) => (part.length === 0 ? 'everything' : part.join(', ')) },
];
