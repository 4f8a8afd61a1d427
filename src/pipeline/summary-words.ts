import { decimalWords, differenceWords, type Language } from '../transform/decimal-words.ts';
import type { LargestChange, NewVintage, Summary, Trouble } from './summary.ts';

/** A summary for people: one line that says it all, and a line a table. */
export interface SummaryWords {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** Puts a summary into words, in Norwegian or English. */
export function summaryWords(summary: Summary, language: Language): SummaryWords {
  const { vintages, troubles, unchanged } = summary;
  const changed = new Set(vintages.map(({ table }) => table)).size;
  const words = WORDS[language];
  const count = (kind: Trouble['outcome']): number =>
    troubles.filter(({ outcome }) => outcome === kind).length;
  const parts = [
    words.updated(changed),
    ...(count('held') > 0 ? [words.held(count('held'))] : []),
    ...(count('quarantined') > 0 ? [words.refused(count('quarantined'))] : []),
    ...(count('failed') > 0 ? [words.failed(count('failed'))] : []),
    words.unchanged(unchanged),
  ];
  return {
    subject: `StatBank: ${summary.runs === 0 ? words.nothingRan : parts.join(', ')}`,
    lines: [
      ...vintages.map((vintage) => vintageLine(vintage, language)),
      ...troubles.map(({ table, outcome, code }) =>
        words.trouble[outcome](shortName(table), code ?? ''),
      ),
    ],
  };
}

function vintageLine(vintage: NewVintage, language: Language): string {
  const { table, cells, added, changed, withdrawn, largest } = vintage;
  const words = WORDS[language];
  const number = (value: number): string => decimalWords(String(value), language);
  const name = shortName(table);
  if (vintage.vintage === 1) {
    const title = (language === 'en' ? vintage.titleEn : null) ?? vintage.titleNo;
    return `${name}: ${words.first(number(cells), cells === 1)}, ${title}`;
  }
  const parts = [
    ...(changed > 0 ? [words.changed(number(changed), changed === 1)] : []),
    ...(added > 0 ? [words.added(number(added), added === 1)] : []),
    ...(withdrawn > 0 ? [words.withdrawn(number(withdrawn))] : []),
  ];
  if (parts.length === 0) return `${name}: ${words.labelsOnly}`;
  const most = largest === null ? [] : [largestWords(largest, language)];
  return `${name}: ${[...parts, ...most].join(', ')}`;
}

function largestWords(largest: LargestChange, language: Language): string {
  const { period, difference, before, after } = largest;
  const place = (language === 'no' ? largest.placeNo : largest.placeEn).join(', ');
  const where = place === '' ? period : `${period} ${place}`;
  return WORDS[language].largest(
    differenceWords(difference, language),
    where,
    decimalWords(before, language),
    decimalWords(after, language),
  );
}

/** SSB's tables by their number alone, as everybody calls them. */
function shortName(table: string): string {
  return table.replace(/^ssb:/, '');
}

const WORDS = Object.freeze({
  no: {
    updated: (count: number) => `${count} ${count === 1 ? 'tabell' : 'tabeller'} oppdatert`,
    held: (count: number) => `${count} holdt tilbake`,
    refused: (count: number) => `${count} avvist`,
    failed: (count: number) => `${count} feilet`,
    unchanged: (count: number) => `${count} uendret`,
    nothingRan: 'ingenting er kjørt',
    first: (cells: string, single: boolean) =>
      `ny tabell med ${cells} ${single ? 'celle' : 'celler'}`,
    changed: (cells: string, single: boolean) => `${cells} ${single ? 'celle' : 'celler'} endret`,
    added: (cells: string, single: boolean) => `${cells} ${single ? 'ny' : 'nye'}`,
    withdrawn: (cells: string) => `${cells} trukket tilbake`,
    labelsOnly: 'bare navn og beskrivelser er endret',
    largest: (by: string, where: string, before: string, after: string) =>
      `største ${by} i ${where} (fra ${before} til ${after})`,
    trouble: {
      held: (table: string) =>
        `${table}: nye tall holdes tilbake til noen har sett på dem (statbank release eller reject)`,
      quarantined: (table: string, code: string) => `${table}: nye data ble avvist (${code})`,
      failed: (table: string, code: string) => `${table}: kunne ikke oppdateres (${code})`,
    },
  },
  en: {
    updated: (count: number) => `${count} ${count === 1 ? 'table' : 'tables'} updated`,
    held: (count: number) => `${count} held`,
    refused: (count: number) => `${count} refused`,
    failed: (count: number) => `${count} failed`,
    unchanged: (count: number) => `${count} unchanged`,
    nothingRan: 'nothing ran',
    first: (cells: string, single: boolean) =>
      `new table with ${cells} ${single ? 'cell' : 'cells'}`,
    changed: (cells: string, single: boolean) => `${cells} ${single ? 'cell' : 'cells'} revised`,
    added: (cells: string) => `${cells} new`,
    withdrawn: (cells: string) => `${cells} withdrawn`,
    labelsOnly: 'only names and descriptions changed',
    largest: (by: string, where: string, before: string, after: string) =>
      `largest ${by} in ${where} (from ${before} to ${after})`,
    trouble: {
      held: (table: string) =>
        `${table}: new figures are held until somebody has looked (statbank release or reject)`,
      quarantined: (table: string, code: string) => `${table}: new data was refused (${code})`,
      failed: (table: string, code: string) => `${table}: could not be updated (${code})`,
    },
  },
});
