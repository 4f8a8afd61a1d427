import type { DocumentPlace } from '../../transform/document-place.ts';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import type { Place } from './cell-evidence.ts';

/** Says where in its response a number stands, so that a person finds it there. */
export function placeWords(
  { index, cells, pointer, document }: Omit<Place, 'value' | 'symbol'>,
  language: Language,
): string {
  const words = WORDS[language];
  if (document !== null) return documentWords(document, words);
  const count = (number: number): string => decimalWords(String(number), language);
  const position = words.position(count(index + 1), count(cells));
  return pointer === null ? position : `${position}, ${words.pointer} ${pointer}`;
}

function documentWords(place: DocumentPlace, words: PlaceWords): string {
  switch (place.in) {
    case 'sheet':
      return words.sheet(place.sheet, place.cell);
    case 'line':
      return words.line(place.line, place.column);
    case 'lines': {
      const { line, lines, column } = place;
      return line === null
        ? words.count(lines.length, column)
        : words.rank(line, lines.length, column);
    }
    default:
      return place satisfies never;
  }
}

interface PlaceWords {
  readonly pointer: string;
  readonly position: (nth: string, cells: string) => string;
  readonly sheet: (sheet: string, cell: string) => string;
  readonly line: (line: number, column: string) => string;
  readonly rank: (line: number, among: number, column: string) => string;
  readonly count: (lines: number, column: string) => string;
}

const WORDS: Readonly<Record<Language, PlaceWords>> = Object.freeze({
  no: {
    pointer: 'JSON-peker',
    position: (nth, cells) => `celle ${nth} av ${cells} i svaret`,
    sheet: (sheet, cell) => `regnearket «${sheet}», celle ${cell}`,
    line: (line, column) => `linje ${line}, kolonnen «${column}»`,
    rank: (line, among, column) =>
      `plassen til linje ${line} blant ${among} linjer, etter kolonnen «${column}»`,
    count: (lines, column) => `antallet linjer som er rangert etter kolonnen «${column}»: ${lines}`,
  },
  en: {
    pointer: 'JSON pointer',
    position: (nth, cells) => `cell ${nth} of ${cells} in the response`,
    sheet: (sheet, cell) => `sheet "${sheet}", cell ${cell}`,
    line: (line, column) => `line ${line}, column "${column}"`,
    rank: (line, among, column) =>
      `the place of line ${line} among ${among} lines, by the column "${column}"`,
    count: (lines, column) => `the number of lines ranked by the column "${column}": ${lines}`,
  },
});
