import { ACCOUNT_COLUMNS } from './columns.ts';
import type { AccountKind } from './tables.ts';

/** Place of a column in a record. */
export function columnAt(name: string, columns: readonly string[] = ACCOUNT_COLUMNS): number {
  const at = columns.indexOf(name);
  if (at < 0) throw new TypeError(`There is no column ${name}.`);
  return at;
}

/** From here on chapters are income; below it they are spending (bevilgningsreglementet, § 3). */
const FIRST_INCOME_CHAPTER = 3000;

/**
 * What a row is, by its account class and chapter; null where they say nothing that is known.
 *
 * Classes 1 and 2 of the state's chart of accounts are assets, and capital and debt: running
 * balances at the end of each month. Everything else is a movement, and belongs to spending or
 * income by its *chapter*, not by its class: an agency's own income may be booked on its
 * spending chapter, with the sign of income.
 */
export function kindOf(accountClass: string, chapter: string): AccountKind | null {
  if (!/^[1-9]$/.test(accountClass)) return null;
  if (accountClass === '1') return 'eiendeler';
  if (accountClass === '2') return 'gjeld';
  if (chapter === '') return 'uten_kapittel';
  if (!/^\d{4}$/.test(chapter)) return null;
  return Number(chapter) < FIRST_INCOME_CHAPTER ? 'utgifter' : 'inntekter';
}
