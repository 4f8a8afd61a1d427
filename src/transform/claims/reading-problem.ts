import { tableName, type TableRef } from '../table.ts';
import type { Reading, ReadingProblem } from './reading.ts';
import type { Words } from './words.ts';

/** A reading without a number: what was looked for, and what was seen. */
export function problemReading(table: TableRef, problem: ReadingProblem, reason: Words): Reading {
  const name = tableName(table);
  return Object.freeze({
    status: 'problem',
    table,
    problem,
    reason: Object.freeze({ no: `${name}: ${reason.no}`, en: `${name}: ${reason.en}` }),
  });
}

/** The first few of what is there, for a person who looks for a code. */
export function someOf(codes: readonly string[]): string {
  const shown = codes.slice(0, 6).join(', ');
  return codes.length > 6 ? `${shown} …` : shown;
}
