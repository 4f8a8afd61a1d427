import { Big } from 'big.js';
import type { Binding } from './binding.ts';
import { placeOf } from './evaluators/rank.ts';
import type { Reading, ReadCell } from './reading.ts';
import { problemReading } from './reading-problem.ts';

/** A cell as it stood in one vintage, with what tells its meaning and its age. */
export interface FoundCell extends ReadCell {
  readonly period: string;
  /** Orders periods of one granularity. */
  readonly sortKey: string;
  readonly unit: string | null;
  /** ISO instants of the vintage that brought the cell's state. */
  readonly observedAt: string;
  readonly committedAt: string;
}

/** Symbols beside a number that say it may still change (SSB, Eurostat). */
const PRELIMINARY: readonly string[] = Object.freeze(['*', 'p', 'e', 'f']);

/**
 * Makes one number of the cells that a binding found, or says why there is none. Never guesses:
 * two cells where one is asked for, or a sum with a cell missing, are no number.
 */
export function takeCells(binding: Binding, found: readonly FoundCell[]): Reading {
  const { table, take, unit } = binding;
  const cells = newestOnly(binding, found);
  const [first] = cells;
  if (first === undefined) {
    return problemReading(table, 'no cell', {
      no: 'ingen celle har disse kodene.',
      en: 'no cell has these codes.',
    });
  }
  const stated = cells.find((cell) => !sameUnit(cell.unit, unit));
  if (stated !== undefined) {
    return problemReading(table, 'unit changed', {
      no: `måleenheten er «${stated.unit ?? 'ikke oppgitt'}», bundet til «${unit ?? ''}».`,
      en: `the unit is "${stated.unit ?? 'not stated'}", bound to "${unit ?? ''}".`,
    });
  }
  const expected = take.take === 'cell' ? 1 : take.cells;
  if (cells.length !== expected) return wrongCount(binding, cells.length, expected);
  const empty = cells.find(({ value }) => value === null);
  if (empty !== undefined) {
    return problemReading(table, 'suppressed', {
      no: `tegnet «${empty.symbol}» står i stedet for et tall (${empty.period}).`,
      en: `the symbol "${empty.symbol}" stands instead of a number (${empty.period}).`,
    });
  }
  const number = numberOf(binding, cells);
  if (number === null) {
    return problemReading(table, 'no such code', {
      no: 'koden som skal plasseres, er ikke blant cellene.',
      en: 'the code to be ranked is not among the cells.',
    });
  }
  const newest = cells.reduce((best, cell) => (cell.vintage > best.vintage ? cell : best), first);
  return Object.freeze({
    status: 'read',
    table,
    value: number.value,
    of: number.of,
    unit: first.unit,
    period: first.period,
    vintage: newest.vintage,
    observedAt: newest.observedAt,
    committedAt: newest.committedAt,
    preliminary: cells.some(({ symbol }) => PRELIMINARY.includes(symbol)),
    cells: cells.map(({ datasetKey, seriesKey, timeKey, vintage, codes, value, symbol }) => ({
      datasetKey,
      seriesKey,
      timeKey,
      vintage,
      codes,
      value,
      symbol,
    })),
  });
}

/** Of the cells that a binding to the newest period found, those of the last one with numbers; of others, all. */
function newestOnly({ codes }: Binding, cells: readonly FoundCell[]): readonly FoundCell[] {
  if (!Object.values(codes).some(({ pick }) => pick === 'newest')) return cells;
  const numbers = cells.filter(({ value }) => value !== null);
  const candidates = numbers.length > 0 ? numbers : cells;
  const last = candidates.reduce((best, { sortKey }) => (sortKey > best ? sortKey : best), '');
  return cells.filter(({ sortKey }) => sortKey === last);
}

function sameUnit(stated: string | null, bound: string | null): boolean {
  return bound === null || stated?.trim().toLowerCase() === bound.trim().toLowerCase();
}

function wrongCount({ table, take }: Binding, seen: number, expected: number): Reading {
  if (take.take === 'cell') {
    return problemReading(table, 'several cells', {
      no: `${seen} celler har disse kodene, bundet til én.`,
      en: `${seen} cells have these codes, bound to one.`,
    });
  }
  return problemReading(table, 'other number of cells', {
    no: `${seen} celler har disse kodene, bundet til ${expected}.`,
    en: `${seen} cells have these codes, bound to ${expected}.`,
  });
}

function numberOf(
  { take, factor }: Binding,
  cells: readonly FoundCell[],
): { readonly value: string; readonly of: number | null } | null {
  const values = cells.map(({ value }) => value ?? '0');
  if (take.take === 'rank') {
    const own = cells.find(({ codes }) => codes[take.variable] === take.code)?.value ?? null;
    return own === null ? null : { value: String(placeOf(own, values)), of: cells.length };
  }
  const sum = values.reduce((total, value) => total.plus(value), new Big(0));
  return { value: sum.times(factor).toFixed(), of: null };
}
