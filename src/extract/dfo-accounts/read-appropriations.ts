import { readThousandths } from '../csv/decimal-comma.ts';
import { createTableReader } from '../csv/table-reader.ts';
import { documentInvalid } from '../document/invalid.ts';
import { decodeRaw, encodingFinding } from '../document/text.ts';
import type { Cube } from '../../transform/cube.ts';
import { cubeOfCells, type NamedCell } from '../../transform/cube-of-cells.ts';
import { plainDimension } from '../../transform/plain-dimension.ts';
import { NO_CODE, NO_CODE_LABEL } from './axes.ts';
import { createCodeList } from './code-list.ts';
import { APPROPRIATION_COLUMNS, APPROPRIATIONS_FORM } from './columns.ts';
import { fieldFault } from './field-fault.ts';
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

const CONTENTS = plainDimension(
  { code: 'ContentsCode', label: 'Statistikkvariabel', role: 'metric' },
  MEASURES.map(({ code, label }) => [code, label]),
);

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
  const reader = createTableReader(APPROPRIATIONS_FORM, what, (record) => {
    const field = (column: number, message: string): Error =>
      fieldFault(APPROPRIATION_COLUMNS, record, column, message, what);
    const text = (column: number): string => {
      const { encoding } = APPROPRIATIONS_FORM;
      const decoded = decodeRaw(record.raw(column), encoding);
      if (decoded !== null) return decoded;
      const name = APPROPRIATION_COLUMNS[column] ?? '';
      throw documentInvalid(what, [
        encodingFinding(`line ${record.line}, column ${name}`, encoding),
      ]);
    };
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
