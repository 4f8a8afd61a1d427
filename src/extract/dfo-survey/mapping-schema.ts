import { z } from 'zod';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'a code is letters, digits, _ and -');
const words = z.string().min(1, 'it must not be empty');
const reference = z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/, 'a cell is written B4');
const area = z
  .string()
  .regex(/^[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?$/, 'cells are written B4 or B4:D4');
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'a month is written 2023-10');

/** Codes by variable: what a row, a column or the whole block says of its cells. */
const codes = z.record(code, code);

const variable = z.strictObject({
  code,
  label: words,
  role: z.enum(['classification', 'time', 'geo', 'metric']).default('classification'),
  values: z.record(code, words),
});

const measure = z.strictObject({
  code,
  label: words,
  unit: words,
  decimals: z
    .string()
    .regex(/^[0-9]$/, 'decimals are 0 to 9')
    .transform(Number),
  type: z.enum(['average', 'stock', 'flow', 'other']),
});

const table = z.strictObject({
  table: z.string().regex(/^[a-z0-9]+(?:_[a-z0-9]+)*$/, 'a table is small letters, digits and _'),
  title: words,
  question: z.strictObject({ id: code, text: words }),
  /** Name of the sheet as its tab shows it. */
  sheet: words,
  /** Every text that must stand where it stands, the table's title and headings among them. */
  headers: z.record(area, words),
  /** Cells whose text may change without changing the figures: sources, dates of the printout. */
  ignored: z.array(reference).default([]),
  codes: codes.default({}),
  rows: z.array(z.strictObject({ at: z.string().regex(/^[1-9]\d{0,6}$/), codes })).min(1),
  columns: z.array(z.strictObject({ at: z.string().regex(/^[A-Z]{1,3}$/), codes })).min(1),
  variables: z.array(variable).min(1),
  measures: z.array(measure).min(1),
  numbers: z
    .strictObject({
      decimal: z.enum([',', '.']),
      /** Signs between thousands in numbers that are texts: a space (also the narrow and the fixed one) or a dot. */
      thousands: z.enum(['none', 'space', 'dot']).default('none'),
      /** Marks behind a number, kept as its symbol. */
      marks: z.array(words).default([]),
    })
    .refine(
      ({ decimal, thousands }) => decimal !== '.' || thousands !== 'dot',
      'a dot separates thousands or decimals, not both: 1.234 would be two numbers',
    )
    .optional(),
  /** Symbols instead of a number, with their meaning. */
  symbols: z.record(words, words).default({}),
});

const checkedTable = table.superRefine(({ variables, measures }, context) => {
  const metric = variables.find(({ role }) => role === 'metric');
  const counted = metric === undefined ? [] : Object.keys(metric.values);
  const same =
    metric === undefined
      ? measures.length === 1
      : counted.join() === measures.map((each) => each.code).join();
  if (!same) {
    context.addIssue({
      code: 'custom',
      path: ['measures'],
      message: 'one measure for each value of the metric variable, in its order, or one without it',
    });
  }
});

/** What is declared of one edition's workbook. Every scalar is text, as it stands in the YAML. */
export const MAPPING_SCHEMA = z.strictObject({
  edition: code,
  title: words,
  fieldwork: z.strictObject({ from: month, to: month }),
  /** Address of the workbook, or its name in the folder of this file. */
  workbook: words,
  source: words,
  licence: words.optional(),
  /** True for made-up figures. */
  synthetic: z.enum(['true', 'false']).default('false'),
  /** Sheets that hold no table that is read. */
  ignored_sheets: z.array(words).default([]),
  tables: z
    .array(checkedTable)
    .min(1)
    .refine(
      (tables) => new Set(tables.map(({ sheet }) => sheet)).size === tables.length,
      'a sheet holds one table: what nobody declared in it is then seen',
    )
    .refine(
      (tables) => new Set(tables.map((each) => each.table)).size === tables.length,
      'every table has a name of its own',
    ),
});

export type SurveyMapping = z.output<typeof MAPPING_SCHEMA>;
export type SurveyTable = SurveyMapping['tables'][number];
