import { z } from 'zod';

import type { Finding } from '../../errors/finding.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { CsvForm } from '../csv/table-reader.ts';
import { isExact } from '../../transform/number-text.ts';
import { documentFinding, refuseFindings } from '../document/invalid.ts';

const COLUMNS = [
  'figure',
  'figure_label',
  'table',
  'table_title',
  'answer',
  'answer_label',
  'population',
  'population_label',
  'base',
  'base_label',
  'measure',
  'measure_label',
  'unit',
  'year',
  'value',
  'qualifier',
  'section',
  'source',
  'claims',
  'note',
] as const;

/** The file's form: UTF-8, `;`, decimal point, no thousands separator. */
export const FIGURES_FORM: CsvForm<(typeof COLUMNS)[number]> = Object.freeze({
  encoding: 'utf-8',
  delimiter: ';',
  columns: COLUMNS,
});

/** What stands in the text beside the number. `avledet`: not printed, it follows from others that are. */
const QUALIFIERS = ['', 'om lag', 'minst', 'avledet'] as const;

const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'a code is small letters, digits and hyphens');
const words = z.string().min(1, 'it must not be empty');

const figure = z.object({
  figure: code,
  figure_label: words,
  // No hyphens: the table's view is named by it.
  table: z.string().regex(/^[a-z0-9]+(?:_[a-z0-9]+)*$/, 'a table is small letters, digits and _'),
  table_title: words,
  answer: code,
  answer_label: words,
  population: code,
  population_label: words,
  base: code,
  base_label: words,
  measure: code,
  measure_label: words,
  unit: words,
  year: z.string().regex(/^\d{4}$/, 'a year has four digits'),
  value: z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/, 'a number has digits and at most a decimal point')
    .transform(Number)
    .refine(isExact, 'so large a number cannot be held exactly'),
  qualifier: z.enum(QUALIFIERS, 'a qualifier is empty, "om lag", "minst" or "avledet"'),
  section: words,
  source: words,
  claims: z.string().regex(/^(?:C\d{3}(?: C\d{3})*)?$/, 'claims are ids with a space between'),
  note: z.string(),
});

/** One figure of a report in one year. */
export type PublishedFigure = z.output<typeof figure> & {
  /** Line of the file that it ends on, from 1. */
  readonly line: number;
};

/** Columns whose code must have the same text wherever it stands. */
const LABELLED = [
  ['figure', 'figure_label'],
  ['table', 'table_title'],
  ['answer', 'answer_label'],
  ['population', 'population_label'],
  ['base', 'base_label'],
  ['measure', 'measure_label'],
  ['measure', 'unit'],
] as const;

/**
 * Reads the figures of a report.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID with the lines and columns that are wrong
 */
export function readFigures(bytes: Uint8Array): readonly PublishedFigure[] {
  const what = 'file of published figures';
  const findings: Finding[] = [];
  const figures: PublishedFigure[] = [];
  const texts = new Map<string, string>();
  for (const { line, fields } of readCsv(bytes, FIGURES_FORM, what)) {
    const read = figure.safeParse(fields);
    if (!read.success) {
      for (const { path, message } of read.error.issues) {
        const column = String(path[0]);
        const actual = JSON.stringify(fields[column as keyof typeof fields].slice(0, 80));
        findings.push(
          documentFinding(
            'FIGURE_FIELD',
            `line ${line}, column ${column}`,
            `${message}, not ${actual}`,
          ),
        );
      }
      continue;
    }
    figures.push({ ...read.data, line });
    for (const [name, label] of LABELLED) {
      const key = `${name} ${label} ${read.data[name]}`;
      const expected = texts.get(key) ?? read.data[label];
      texts.set(key, expected);
      if (expected === read.data[label]) continue;
      findings.push(
        documentFinding(
          'FIGURE_LABEL',
          `line ${line}, column ${label}`,
          `${name} ${read.data[name]} has another text than above`,
          { expected, actual: read.data[label] },
        ),
      );
    }
  }
  refuseFindings(what, findings);
  return figures;
}
