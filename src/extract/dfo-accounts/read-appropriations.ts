import { readThousandths } from '../csv/decimal-comma.ts';
import { headerFindings } from '../csv/header.ts';
import { createRecordReader } from '../csv/record-reader.ts';
import { documentFinding, documentInvalid, refuseFindings } from '../document/invalid.ts';
import { decode1252 } from '../document/text.ts';
import type { Cube, Dimension } from '../../transform/cube.ts';
import { cubeOfCells, type NamedCell } from '../../transform/cube-of-cells.ts';
import { NO_CODE, NO_CODE_LABEL } from './axes.ts';
import { createCodeList } from './code-list.ts';
import { APPROPRIATION_COLUMNS } from './columns.ts';
import { amountMeasure, dimensionOf } from './frame.ts';
import { columnAt } from './row.ts';

const at = (name: string): number => columnAt(name, APPROPRIATION_COLUMNS);

/** Variables, and the columns of their codes and labels. The decision is a text without a code. */
const AXES = [
  {
    code: 'Post',
    label: 'Kapittel og post',
    role: 'classification',
    of: at('Post_id'),
    by: [at('Kapittel'), at('Post')],
  },
  {
    code: 'Fagdepartement',
    label: 'Fagdepartement',
    role: 'classification',
    of: at('Fagdepartement_id'),
    by: [at('Fagdepartement')],
  },
  { code: 'Vedtak', label: 'Vedtak', role: 'classification', of: at('Bevilgning'), by: [] },
  {
    code: 'Tildelingsperiode',
    label: 'Tildelingsperiode',
    role: 'classification',
    of: at('Tildelings_periode'),
    by: [],
  },
  { code: 'Tid', label: 'Måned', role: 'time', of: at('Periode'), by: [] },
] as const;

const MEASURES = [
  { code: 'belop', label: 'Bevilget beløp', of: at('Bevilgning_beløp') },
  { code: 'overfores', label: 'Beløp som kan overføres', of: at('Bevilgning_overføres_beløp') },
  { code: 'overfort', label: 'Overført beløp', of: at('Bevilgning_overført_beløp') },
] as const;

const CONTENTS: Dimension = {
  code: 'ContentsCode',
  label: 'Statistikkvariabel',
  role: 'metric',
  categories: MEASURES.map(({ code, label }) => ({ code, label, parent: null, notes: [] })),
  classifications: [],
  elimination: null,
  notes: [],
};

/**
 * Reads the appropriations: a ledger of decisions, each with its own amounts. The appropriation of
 * a year is the sum of its decisions; no single row is one.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID with line and column
 */
export async function readAppropriations(
  pieces: AsyncIterable<Buffer>,
  what: string,
): Promise<Cube> {
  const lists = AXES.map(() => createCodeList());
  const sums = new Map<string, number>();
  let headed = false;
  const reader = createRecordReader(';', APPROPRIATION_COLUMNS.length, what, (record) => {
    const field = (column: number, message: string): Error =>
      documentInvalid(what, [
        documentFinding(
          'ACCOUNTS_FIELD',
          `line ${record.line}, column ${APPROPRIATION_COLUMNS[column] ?? ''}`,
          message,
          {
            expected: 'what docs/dfo.md tells',
            actual: JSON.stringify(record.raw(column).slice(0, 80)),
          },
        ),
      ]);
    const text = (column: number): string => {
      const decoded = decode1252(record.raw(column));
      if (decoded === null) throw field(column, 'the text is not windows-1252');
      return decoded;
    };
    if (!headed || record.length !== APPROPRIATION_COLUMNS.length) {
      const shown = Math.min(record.length, APPROPRIATION_COLUMNS.length + 1);
      const seen = Array.from({ length: shown }, (_, column) => record.raw(column));
      const findings = headed
        ? [
            documentFinding(
              'CSV_LENGTH',
              `line ${record.line}`,
              'another number of fields than columns',
            ),
          ]
        : headerFindings(seen, APPROPRIATION_COLUMNS, ';');
      refuseFindings(what, findings);
      headed = true;
      return;
    }
    const period = record.raw(at('Periode'));
    if (!/^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/.test(period))
      throw field(at('Periode'), 'this is no month');
    const codes = AXES.map(({ of, by }, axis) => {
      const code = text(of) || NO_CODE;
      const list = lists[axis];
      const number = list?.add(code) ?? 0;
      if (list?.wantsLabel(number, period) === true) {
        const label = code === NO_CODE ? NO_CODE_LABEL : by.map(text).join(': ');
        list.label(number, period, label || code);
      }
      return code;
    });
    for (const measure of MEASURES) {
      const amount = readThousandths(
        record.bytes,
        record.start(measure.of),
        record.end(measure.of),
      );
      if (amount === null) throw field(measure.of, 'this is no amount with decimal comma');
      const key = JSON.stringify([...codes.slice(0, -1), measure.code, codes.at(-1)]);
      sums.set(key, (sums.get(key) ?? 0) + amount);
    }
  });
  for await (const piece of pieces) reader.push(piece);
  reader.end();
  if (!headed) throw documentInvalid(what, [documentFinding('CSV_EMPTY', '', 'the file is empty')]);
  const dimensions = AXES.map((axis, place) => dimensionOf(axis, lists[place] ?? createCodeList()));
  const frame = {
    label: 'Bevilgninger etter vedtak',
    source: 'statsregnskapet.no (DFØ)',
    updated: null,
    notes: ['En rad for hvert vedtak: årets bevilgning er summen av vedtakene.'],
    dimensions: dimensions.toSpliced(-1, 0, CONTENTS),
    measures: MEASURES.map(({ code, label }) => amountMeasure(code, label, 'flow')),
  };
  return cubeOfCells(frame, cellsOf(sums));
}

function* cellsOf(sums: ReadonlyMap<string, number>): Generator<NamedCell> {
  for (const [key, sum] of sums) {
    yield { codes: JSON.parse(key) as string[], value: sum / 1000, symbol: '' };
  }
}
