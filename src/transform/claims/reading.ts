import type { TableRef } from '../table.ts';
import type { Words } from './words.ts';

/** Why a binding gives no number, and what that means for a claim. */
export const READING_PROBLEMS = Object.freeze({
  /** The table, or its state at the date asked for, is not here. */
  'no table': 'waiting',
  'no such variable': 'waiting',
  'no such code': 'waiting',
  'no such period': 'waiting',
  'no cell': 'waiting',
  /** A symbol stands instead of the number. */
  suppressed: 'waiting',
  /** It was in an earlier vintage. */
  'variable gone': 'changed',
  'code gone': 'changed',
  'several cells': 'changed',
  'other number of cells': 'changed',
  'unit changed': 'changed',
} as const);

export type ReadingProblem = keyof typeof READING_PROBLEMS;

/** One cell that went into a number: enough to find its fact, vintage and bytes. */
export interface ReadCell {
  readonly datasetKey: number;
  readonly seriesKey: number;
  readonly timeKey: number;
  /** Vintage that brought the cell's present state. */
  readonly vintage: number;
  readonly codes: Readonly<Record<string, string>>;
  readonly value: string | null;
  readonly symbol: string;
}

/** What a binding gave. */
export type Reading =
  | {
      readonly status: 'read';
      readonly table: TableRef;
      /** Plain decimal, in the claim's unit. */
      readonly value: string;
      /** Competitors, where the number is a rank. */
      readonly of: number | null;
      /** Unit as the table states it. */
      readonly unit: string | null;
      /** The period read. */
      readonly period: string;
      /** Newest vintage among the cells, and when it was observed and committed (ISO instants). */
      readonly vintage: number;
      readonly observedAt: string;
      readonly committedAt: string;
      /** True if a cell is marked preliminary or estimated. */
      readonly preliminary: boolean;
      readonly cells: readonly ReadCell[];
    }
  | {
      readonly status: 'problem';
      readonly table: TableRef;
      readonly problem: ReadingProblem;
      /** What was looked for, what was seen. */
      readonly reason: Words;
    };
