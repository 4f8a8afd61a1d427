import type { ReadDb } from '../postgres/read-db.ts';
import type { CodeChoice } from '../transform/claims/binding.ts';
import type { BoundTable, BoundVariable } from './bound-table.ts';

/** A code of a variable that is not time; `present` is false for one that the newest vintage has no longer. */
export interface KnownCode {
  readonly key: number;
  readonly code: string;
  readonly present: boolean;
}

/** Keys that a choice of codes means, or what is wrong with it. */
export type ChosenKeys =
  | { readonly keys: readonly number[] }
  | {
      readonly problem: 'no such code' | 'code gone';
      readonly code: string;
      readonly seen: readonly string[];
    };

/**
 * Turns codes of one variable into the keys of its values or measures.
 *
 * @param past true: codes that the newest vintage has no longer count as well
 */
export function chooseKeys(
  known: readonly KnownCode[],
  choice: CodeChoice,
  past: boolean,
): ChosenKeys {
  const present = known.filter((code) => past || code.present);
  const seen = present.map(({ code }) => code);
  if (choice.pick === 'every') return { keys: present.map(({ key }) => key) };
  // Only periods have an order that says which is newest.
  if (choice.pick === 'newest') return { problem: 'no such code', code: 'newest', seen };
  if (choice.pick === 'between') {
    const { from, to } = choice;
    const keys = present.filter(({ code }) => code >= from && code <= to).map(({ key }) => key);
    return keys.length > 0 ? { keys } : { problem: 'no such code', code: `${from}–${to}`, seen };
  }
  const wanted = choice.pick === 'code' ? [choice.code] : choice.codes;
  const keys: number[] = [];
  for (const code of wanted) {
    const found = known.find((one) => one.code === code);
    if (found === undefined) return { problem: 'no such code', code, seen };
    if (!past && !found.present) return { problem: 'code gone', code, seen };
    keys.push(found.key);
  }
  return { keys };
}

/** Every code that a variable has or had: its values, or the table's measures. */
export async function readCodes(
  db: ReadDb,
  { datasetKey }: BoundTable,
  variable: BoundVariable,
): Promise<readonly KnownCode[]> {
  const rows =
    variable.role === 'metric'
      ? await db
          .selectFrom('star.dim_measure')
          .select(['measure_key as key', 'code', 'position'])
          .where('dataset_key', '=', datasetKey)
          .where('preview_only', '=', false)
          .orderBy('code')
          .execute()
      : await db
          .selectFrom('star.dim_member')
          .select(['member_key as key', 'code', 'position'])
          .where('variable_key', '=', variable.key)
          .where('preview_only', '=', false)
          .orderBy('code')
          .execute();
  return rows.map(({ position, ...code }) => ({ ...code, present: position !== null }));
}
