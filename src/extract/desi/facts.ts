import type { Finding } from '../../errors/finding.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { CsvForm } from '../csv/table-reader.ts';
import { isExact } from '../../transform/number-text.ts';
import { documentFinding, refuseFindings } from '../document/invalid.ts';

/** Columns are found by name: the file has had others beside them. */
const FORM = Object.freeze<CsvForm<Column>>({
  encoding: 'utf-8',
  delimiter: ',',
  columns: ['period', 'country', 'indicator', 'breakdown', 'unit', 'value', 'flags'],
  byName: true,
});

type Column = 'period' | 'country' | 'indicator' | 'breakdown' | 'unit' | 'value' | 'flags';

/** One published score or share. */
export interface Fact {
  readonly indicator: string;
  readonly breakdown: string;
  readonly unit: string;
  readonly country: string;
  readonly period: string;
  /** Null where the file has no number. */
  readonly value: number | null;
  /** As printed; empty for none. */
  readonly flags: string;
  /** Line of the file that it ends on, from 1. */
  readonly line: number;
}

/** With a point; a comma or a space in a number is another form than is known. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A year; a date that a spreadsheet turned into its serial number has five digits. */
const PERIOD = /^(?:19|20)\d\d$/;

const CODES = ['indicator', 'breakdown', 'unit', 'country', 'period'] as const;

/**
 * Reads the file of facts of a group of charts.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID with the line and column of each fault
 */
export function readFacts(bytes: Uint8Array): readonly Fact[] {
  const what = 'file of DESI facts';
  const findings: Finding[] = [];
  const facts = readCsv(bytes, FORM, what).map(({ line, fields }): Fact => {
    const { value: number, ...rest } = fields;
    for (const column of CODES) {
      const text = rest[column];
      const message = codeFault(column, text);
      if (message === null) continue;
      const code = text === '' ? 'CSV_EMPTY' : 'CSV_CODE';
      const seen = text === '' ? {} : { expected: 'a code', actual: shown(text) };
      findings.push(documentFinding(code, `line ${line}, column ${column}`, message, seen));
    }
    if (number !== '' && !(NUMBER.test(number) && isExact(Number(number)))) {
      findings.push(
        documentFinding('CSV_NUMBER', `line ${line}, column value`, 'this is no number', {
          expected: 'digits with a decimal point',
          actual: shown(number),
        }),
      );
    }
    return { ...rest, value: number === '' ? null : Number(number), line };
  });
  refuseFindings(what, findings);
  return facts;
}

/** What is wrong with a code; null where nothing is. */
function codeFault(column: (typeof CODES)[number], text: string): string | null {
  if (text === '') return 'a fact without a code has no place';
  if (/\s/.test(text)) return 'a code with white space is another code';
  return column === 'period' && !PERIOD.test(text) ? 'this is no year' : null;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
