import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import type { OfferedCodelist } from '../extract/service.ts';
import { cellCount, cubeSize, type Category, type Dimension } from '../transform/cube.ts';
import { describeTable } from '../extract/read-table.ts';
import { tableName, type TableDescription } from '../transform/table.ts';
import { askSource } from './ask-source.ts';
import type { Command } from './context.ts';
import type { Page } from './output.ts';
import type { Column } from './text-table.ts';

export interface DescribeOptions {
  readonly table: string;
  /** Whether every value is listed. */
  readonly values?: boolean;
}

/** Shows a table's variables, values, measures and groupings. */
export const describe: Command<DescribeOptions> = async (context, options) => {
  const { providers } = await context.catalogue();
  const ref = parseTableName(options.table, [...providers.keys()]);
  const facts = await askSource(context, ref.provider, async ({ service, exchange }) => {
    const { provider } = service;
    const responses = await provider.fetchDescription(ref.table, {}, exchange);
    return describedFacts(
      await describeTable(provider, ref.table, responses),
      service.codelists(responses),
    );
  });
  const shown = options.values === true ? facts : withoutValues(facts);
  context.output.facts(shown, printDescription);
  return EXIT.ok;
};

interface VariableFacts {
  readonly code: string;
  readonly label: string;
  readonly role: string;
  /** Null where the source does not say. */
  readonly eliminable: boolean | null;
  readonly size: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly codelists: readonly string[];
  readonly values?: readonly Pick<Category, 'code' | 'label'>[];
}

type DescriptionFacts = ReturnType<typeof describedFacts>;

function describedFacts(
  { ref, frame, subjectPaths, english: _, ...rest }: TableDescription,
  codelists: readonly OfferedCodelist[],
) {
  return {
    table: tableName(ref),
    ...rest,
    subjects: subjectPaths.map((path) => path.map(({ id }) => id).join('/')),
    cells: cellCount(cubeSize(frame)),
    variables: frame.dimensions.map((dimension) => variableFacts(dimension, codelists)),
    measures: frame.measures,
    notes: frame.notes,
  };
}

function variableFacts(
  { code, label, role, elimination, categories }: Dimension,
  codelists: readonly OfferedCodelist[],
): VariableFacts {
  return {
    code,
    label,
    role,
    eliminable: elimination?.allowed ?? null,
    size: categories.length,
    first: categories.at(0)?.code ?? null,
    last: categories.at(-1)?.code ?? null,
    codelists: codelists.filter(({ variable }) => variable === code).map(({ id }) => id),
    values: categories.map((category) => ({ code: category.code, label: category.label })),
  };
}

function withoutValues(facts: DescriptionFacts): DescriptionFacts {
  return { ...facts, variables: facts.variables.map(({ values: _, ...variable }) => variable) };
}

function printDescription(facts: DescriptionFacts, page: Page): void {
  page.line(`${facts.table}  ${facts.titleNo}`);
  if (facts.titleEn !== null) page.line(facts.titleEn);
  page.line();
  page.table(FIELD_COLUMNS, [
    [
      'periods',
      `${facts.firstPeriod ?? '?'} to ${facts.lastPeriod ?? '?'} (${facts.timeUnit ?? 'unit not stated'})`,
    ],
    ['updated', facts.updated ?? 'not stated'],
    ['next update', facts.nextUpdate ?? 'not stated'],
    ['source', [facts.source, facts.licence].filter((part) => part !== null).join(', ')],
    ['subject', facts.subjects.join(', ')],
    ['cells', String(facts.cells)],
    ...(facts.discontinued ? [['state', 'discontinued'] as const] : []),
  ]);
  page.line();
  page.table(VARIABLE_COLUMNS, facts.variables);
  page.line();
  page.table(MEASURE_COLUMNS, facts.measures);
  for (const { code, label, values } of facts.variables) {
    if (values === undefined) continue;
    page.line();
    page.line(`${code} ${label}`);
    page.table(VALUE_COLUMNS, values);
  }
}

const FIELD_COLUMNS: readonly Column<readonly [string, string]>[] = [
  { title: '', value: ([field]) => field },
  { title: '', value: ([, value]) => value },
];

const VARIABLE_COLUMNS: readonly Column<VariableFacts>[] = [
  { title: 'variable', value: ({ code }) => code },
  { title: 'label', value: ({ label }) => label },
  { title: 'role', value: ({ role }) => role },
  { title: 'values', value: ({ size }) => size, align: 'right' },
  { title: 'first', value: ({ first }) => first },
  { title: 'last', value: ({ last }) => last },
  { title: 'may be left out', value: ({ eliminable }) => (eliminable === true ? 'yes' : 'no') },
  { title: 'codelists', value: ({ codelists }) => codelists.join(', ') },
];

const MEASURE_COLUMNS: readonly Column<DescriptionFacts['measures'][number]>[] = [
  { title: 'measure', value: ({ code }) => code },
  { title: 'label', value: ({ label }) => label },
  { title: 'unit', value: ({ unit }) => unit },
  { title: 'decimals', value: ({ decimals }) => decimals, align: 'right' },
  { title: 'kind', value: ({ measuringType }) => measuringType },
];

const VALUE_COLUMNS: readonly Column<Pick<Category, 'code' | 'label'>>[] = [
  { title: 'code', value: ({ code }) => code },
  { title: 'label', value: ({ label }) => label },
];
