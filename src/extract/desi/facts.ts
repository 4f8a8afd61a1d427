import type { Finding } from '../../errors/finding.ts';
import { type CsvForm, readCsv } from '../csv/read-csv.ts';
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
    const { value: text, ...rest } = fields;
    for (const column of CODES) {
      if (rest[column] !== '') continue;
      const place = `line ${line}, column ${column}`;
      findings.push(documentFinding('CSV_EMPTY', place, 'a fact without a code has no place'));
    }
    if (text !== '' && !NUMBER.test(text)) {
      findings.push(
        documentFinding('CSV_NUMBER', `line ${line}, column value`, 'this is no number', {
          expected: 'digits with a decimal point',
          actual: JSON.stringify(text.slice(0, 40)),
        }),
      );
    }
    return { ...rest, value: text === '' ? null : Number(text), line };
  });
  refuseFindings(what, findings);
  return facts;
}
