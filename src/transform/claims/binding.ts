import type { TableRef } from '../table.ts';
import type { Words } from './words.ts';

/**
 * Which codes of a variable are meant. Codes only, never positions: a table may be re-sorted.
 * - `code`: this one;
 * - `codes`: all of these;
 * - `between`: every code from `from` to `to` in the order of their characters, both included;
 * - `every`: all that the newest vintage has;
 * - `newest`: the last period that the other codes have a cell for (time only).
 */
export type CodeChoice =
  | { readonly pick: 'code'; readonly code: string }
  | { readonly pick: 'codes'; readonly codes: readonly string[] }
  | { readonly pick: 'between'; readonly from: string; readonly to: string }
  | { readonly pick: 'every' }
  | { readonly pick: 'newest' };

/** What is made of the cells: the one cell itself, their sum, or the place of one among them. */
export type Take =
  | { readonly take: 'cell' }
  /** `cells`: how many there must be, so that a lost or new code is no wrong sum. */
  | { readonly take: 'sum'; readonly cells: number }
  /** Place from the top of the cell whose `variable` has `code`; `cells` are the competitors. */
  | {
      readonly take: 'rank';
      readonly variable: string;
      readonly code: string;
      readonly cells: number;
    };

/** A tie from a number to cells, by codes. */
export interface Binding {
  readonly table: TableRef;
  /** By variable code, the contents code and time included. Every variable of the table must be there. */
  readonly codes: Readonly<Record<string, CodeChoice>>;
  readonly take: Take;
  /** The unit that the table must state; null: not checked. */
  readonly unit: string | null;
  /** Decimal factor from the table's unit to the claim's, such as `1000`. */
  readonly factor: string;
}

/** A binding to data that measures nearly the same, and why it is not the same. */
export interface Proxy {
  readonly binding: Binding;
  readonly reason: Words;
}
