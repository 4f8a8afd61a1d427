import type { CellEvidence } from '../lineage/evidence/cell-evidence.ts';
import type { Language } from '../transform/decimal-words.ts';
import { type TableRef, tableName } from '../transform/table.ts';

/** Pages that have one address in each language. */
export type Section = 'front' | 'tables' | 'changes' | 'report' | 'operations';

const SECTIONS: Readonly<Record<Section, Readonly<Record<Language, string>>>> = Object.freeze({
  front: { no: '/', en: '/en' },
  tables: { no: '/tabeller', en: '/en/tables' },
  changes: { no: '/endringer', en: '/en/changes' },
  report: { no: '/rapport', en: '/en/report' },
  operations: { no: '/drift', en: '/en/operations' },
});

const TABLE = Object.freeze({ no: '/tabell', en: '/en/table' });
const VINTAGE = Object.freeze({ no: 'utgave', en: 'vintage' });
const NUMBER = Object.freeze({ no: 'tall', en: 'number' });
const SERIES = Object.freeze({ no: 'rekke.csv', en: 'series.csv' });

/** Address of a section. */
export function sectionAddress(section: Section, language: Language): string {
  return SECTIONS[section][language];
}

/** Pattern of the router for a table, for a series and a number of it, and for a number with its vintage. */
export function tablePatterns(language: Language) {
  const table = `${TABLE[language]}/:table`;
  return Object.freeze({
    table,
    series: `${table}/${SERIES[language]}`,
    number: `${table}/${NUMBER[language]}`,
    numberOfVintage: `${table}/${VINTAGE[language]}/:vintage/${NUMBER[language]}`,
  });
}

/** Address of a table's page, with a choice of values where one is made. */
export function tableAddress(
  ref: TableRef,
  language: Language,
  codes: ReadonlyMap<string, string> = new Map(),
): string {
  return `${TABLE[language]}/${segment(ref)}${query(codes)}`;
}

/** Address of a series as CSV: the table, and the code of every variable but time. */
export function seriesAddress(
  ref: TableRef,
  language: Language,
  codes: ReadonlyMap<string, string>,
): string {
  return `${TABLE[language]}/${segment(ref)}/${SERIES[language]}${query(codes)}`;
}

/** Address of a claim on the report's page. */
export function claimAddress(claim: string, language: Language): string {
  return `${sectionAddress('report', language)}#${encodeURIComponent(claim)}`;
}

/**
 * Permanent address of a number: the table, the vintage in which it stood, and the code of
 * every variable. What stands there never changes.
 */
export function numberAddress(
  ref: TableRef,
  vintage: number,
  codes: ReadonlyMap<string, string>,
  language: Language,
): string {
  const table = `${TABLE[language]}/${segment(ref)}`;
  return `${table}/${VINTAGE[language]}/${vintage}/${NUMBER[language]}${query(codes)}`;
}

/** Permanent address of a number that was explained. */
export function evidenceAddress(evidence: CellEvidence, language: Language): string {
  const ref = refOf(evidence.table);
  if (ref === null) throw new RangeError(`${evidence.table} is no table's name`);
  const codes = evidence.state.coordinates.map(({ variable, code }) => [variable, code] as const);
  return numberAddress(ref, evidence.vintage, new Map(codes), language);
}

/** The table that an address names; null where it names none. */
export function refOf(name = ''): TableRef | null {
  const [, provider, table] = /^([^:]+):(.+)$/.exec(name) ?? [];
  return provider === undefined || table === undefined ? null : { provider, table };
}

function segment(ref: TableRef): string {
  return encodeURIComponent(tableName(ref)).replaceAll('%3A', ':');
}

function query(codes: ReadonlyMap<string, string>): string {
  return codes.size === 0 ? '' : `?${new URLSearchParams([...codes]).toString()}`;
}
