import type { Finding } from '../../errors/finding.ts';
import type { Cube, Dimension } from '../../transform/cube.ts';
import { cubeOfCells, type NamedCell } from '../../transform/cube-of-cells.ts';
import { plainDimension, plainMeasure } from '../../transform/plain-dimension.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { CsvForm } from '../csv/table-reader.ts';
import { documentFinding, refuseFindings } from '../document/invalid.ts';

type Column = 'publisering_dato' | 'tilbudsfrist_dato' | 'cpv_hoved_kode' | 'skjema_nr';

/** The columns that users of the files name; the files have more, which are not read. */
const FORM: CsvForm<Column> = Object.freeze({
  encoding: 'windows-1252',
  delimiter: ';',
  columns: ['publisering_dato', 'tilbudsfrist_dato', 'cpv_hoved_kode', 'skjema_nr'] as const,
  byName: true,
});

/** The first two digits of a CPV code are its division; a check digit may follow the eight. */
const CPV = /^(\d{2})\d{6}(?:-\d)?$/;

/** A form's number; white space at its end would make another form of it. */
const FORM_CODE = /^(?:|\S(?:.{0,38}\S)?)$/;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$/;
const NORWEGIAN_DATE = /^(\d{2})\.(\d{2})\.(\d{4})(?: .*)?$/;

const EXPECTED = Object.freeze({
  publisering_dato: '2022-01-31 or 31.01.2022',
  cpv_hoved_kode: 'eight digits',
  skjema_nr: 'a number without white space around it',
});

const NONE = 'uten';

const MEASURE = Object.freeze(
  plainMeasure({
    code: 'kunngjoringer',
    label: 'Kunngjøringer',
    unit: 'antall',
    decimals: 0,
    measuringType: 'flow',
  }),
);

/**
 * Counts the procurement notices of a year's file by month of publication, CPV division and form.
 * A notice without CPV code or form is counted as such.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID with line and column
 */
export function readNotices(bytes: Uint8Array, year: string, what: string): Cube {
  const counts = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { line, fields } of readCsv(bytes, FORM, what)) {
    const month = monthOf(fields.publisering_dato);
    const cpv = fields.cpv_hoved_kode === '' ? NONE : CPV.exec(fields.cpv_hoved_kode)?.[1];
    const wrong =
      month === null
        ? 'publisering_dato'
        : cpv === undefined
          ? 'cpv_hoved_kode'
          : FORM_CODE.test(fields.skjema_nr)
            ? null
            : 'skjema_nr';
    if (wrong !== null) {
      findings.push(
        documentFinding(
          'NOTICE_FIELD',
          `line ${line}, column ${wrong}`,
          'another form than known',
          { expected: EXPECTED[wrong], actual: JSON.stringify(fields[wrong].slice(0, 40)) },
        ),
      );
      continue;
    }
    const key = JSON.stringify([cpv, fields.skjema_nr || NONE, month]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  refuseFindings(what, findings);
  const cells = [...counts].map(([key, value]): NamedCell => ({
    codes: JSON.parse(key) as string[],
    value,
    symbol: '',
  }));
  return cubeOfCells(
    {
      label: `Kunngjøringer av konkurranser på Doffin (${year})`,
      source: 'DFØ',
      updated: null,
      notes: ['Antall kunngjøringer i filen, talt etter måneden de er publisert.'],
      dimensions: [
        dimension('CPV', 'CPV-hovedgruppe', 'classification', 0, cells),
        dimension('Skjema', 'Skjema', 'classification', 1, cells),
        dimension('Tid', 'Måned', 'time', 2, cells),
      ],
      measures: [MEASURE],
    },
    cells,
  );
}

/** `202201`, or null for what is no day in a known form. */
function monthOf(text: string): string | null {
  const [, isoYear, isoMonth, isoDay] = ISO_DATE.exec(text) ?? [];
  const [, day = isoDay, month = isoMonth, year = isoYear] = NORWEGIAN_DATE.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  const moment = new Date(`${date}T00:00:00Z`);
  // JavaScript takes 31 February for 3 March.
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date);
  return isDay ? `${year}${month}` : null;
}

function dimension(
  code: string,
  label: string,
  role: Dimension['role'],
  place: number,
  cells: readonly NamedCell[],
): Dimension {
  const codes = [...new Set(cells.map((cell) => cell.codes[place] ?? ''))].toSorted();
  return plainDimension(
    { code, label, role },
    codes.map((each) => [each, each === NONE ? 'Uten verdi i kilden' : each]),
  );
}
