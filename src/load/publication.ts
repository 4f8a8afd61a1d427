import type { GateFinding } from './gates/judge.ts';
import type { Cube, CubeFrame } from '../transform/cube.ts';
import type { TableDescription } from '../transform/table.ts';

/** A complete state of a table, ready to become a vintage. */
export interface Publication {
  readonly description: TableDescription;
  /** The variables and values that were fetched, and the same in English. */
  readonly frame: CubeFrame;
  readonly english: CubeFrame | null;
  /** The cells in blocks that do not overlap; may be asked for twice. */
  readonly chunks: () => AsyncIterable<Cube> | Iterable<Cube>;
  /** The task that fetched or replayed it: `ops.task.task_id`. */
  readonly taskId: string;
  /** ISO instants: when the publisher's calendar promised it, and when it was first received. */
  readonly releasedAt: string | null;
  readonly observedAt: string;
  /** When it became visible, for a rebuild of the past; null: now. */
  readonly committedAt: string | null;
}

/** Numbers of cells by what happened to them. */
export interface CellCounts {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

/** A cell's number and symbol. */
export interface CellState {
  readonly value: number | null;
  readonly symbol: string;
}

/** One cell that differs, named by codes; `before` is null for a new cell, `after` for a withdrawn one. */
export interface CellChange {
  readonly codes: Readonly<Record<string, string>>;
  readonly before: CellState | null;
  readonly after: CellState | null;
}

/** What publishing did, or would do. */
export interface PublicationResult {
  /**
   * held: a gate wants a person to decide, or one still does; rejected: a person has refused
   * this very state. In both cases the earlier vintage stands.
   */
  readonly outcome: 'published' | 'unchanged' | 'held' | 'rejected';
  /** The vintage that now stands; null if a dry run would make the first. */
  readonly vintage: number | null;
  /** ISO instant: when a new vintage became visible; null where there is none. */
  readonly committedAt: string | null;
  readonly counts: CellCounts;
  /** True if a value or measure that was there before has another label, unit or kind now. */
  readonly labelsChanged: boolean;
  /** What the gates found; reasons of an earlier decision where the state is still held or rejected. */
  readonly gates: readonly GateFinding[];
  /** True if an earlier publication had this very state, and it was held or rejected then. */
  readonly again?: boolean;
  /** Who refused this state, and why; only with the outcome rejected. */
  readonly rejection?: {
    readonly by: string | null;
    readonly at: string;
    readonly reason: string | null;
  };
  /** The first differences, at most as many as asked for. */
  readonly changes: readonly CellChange[];
}
