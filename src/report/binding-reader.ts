import { askOnce } from '../ask-once.ts';
import type { ReadDb } from '../postgres/read-db.ts';
import type { Binding } from '../transform/claims/binding.ts';
import type { Reading } from '../transform/claims/reading.ts';
import { problemReading, someOf } from '../transform/claims/reading-problem.ts';
import { type FoundCell, takeCells } from '../transform/claims/take-cells.ts';
import { type TableRef, tableName } from '../transform/table.ts';
import { type CellKeys, findCells, hasPeriod } from './bound-cells.ts';
import { chooseKeys, type KnownCode, readCodes } from './bound-codes.ts';
import { type BoundTable, type BoundVariable, findBoundTable } from './bound-table.ts';

/** Reads bindings of one state of the database. */
export interface BindingReader {
  /**
   * Reads the number that a binding means, by codes. Whatever stands in the way (no table, an
   * unknown code, two cells for one, a symbol for the number) is a reading that says so.
   *
   * @param day the state that the publisher had released by the end of this ISO date; null, as by default: the newest
   */
  read(binding: Binding, day?: string | null): Promise<Reading>;
}

/**
 * Opens a reader of bindings. It asks for tables, codes and numbers once each, however many
 * claims are bound to them: a publication waits for it. So it must not outlive its transaction.
 */
export function bindingReader(db: ReadDb): BindingReader {
  const tables = askOnce<BoundTable | null>();
  const codes = askOnce<readonly KnownCode[]>();
  const readings = askOnce<Reading>();
  const known: KnownTables = {
    table: async (ref, day) =>
      tables(`${tableName(ref)} ${day}`, async () => findBoundTable(db, ref, day)),
    codes: async (table, variable) =>
      codes(String(variable.key), async () => readCodes(db, table, variable)),
  };
  return Object.freeze({
    read: async (binding: Binding, day: string | null = null) =>
      readings(JSON.stringify([binding, day]), async () => readBinding(db, known, binding, day)),
  });
}

interface KnownTables {
  readonly table: (ref: TableRef, day: string | null) => Promise<BoundTable | null>;
  readonly codes: (table: BoundTable, variable: BoundVariable) => Promise<readonly KnownCode[]>;
}

async function readBinding(
  db: ReadDb,
  known: KnownTables,
  binding: Binding,
  day: string | null,
): Promise<Reading> {
  const table = await known.table(binding.table, day);
  if (table === null) {
    return problemReading(binding.table, 'no table', {
      no: day === null ? 'tabellen er ikke lastet.' : `ingen utgave fra ${day} er her.`,
      en: day === null ? 'the table has not been loaded.' : `no vintage of ${day} is here.`,
    });
  }
  const keys = await resolve(known, binding, table, day !== null);
  if ('status' in keys) return keys;
  const cells = withinPeriods(binding, table, await findCells(db, table, keys));
  if (cells.length > 0) return takeCells(binding, cells);
  const [period] = keys.periods ?? [];
  if (period !== undefined && !(await hasPeriod(db, table, period))) {
    return problemReading(binding.table, 'no such period', {
      no: `perioden ${period} finnes ikke.`,
      en: `there is no period ${period}.`,
    });
  }
  return takeCells(binding, cells);
}

async function resolve(
  known: KnownTables,
  binding: Binding,
  table: BoundTable,
  past: boolean,
): Promise<CellKeys | Reading> {
  const members = new Map<number, readonly number[]>();
  let measures: readonly number[] | null = null;
  let periods: readonly string[] | null = null;
  for (const [code, choice] of Object.entries(binding.codes)) {
    const variable = table.variables.find((one) => one.code === code);
    if (variable === undefined || !(past || variable.present)) {
      const seen = someOf(table.variables.filter(({ present }) => present).map((one) => one.code));
      const problem = variable === undefined ? 'no such variable' : 'variable gone';
      return problemReading(binding.table, problem, {
        no: `variabelen ${code} finnes ikke${variable === undefined ? '' : ' lenger'}; tabellen har ${seen}.`,
        en: `there is no variable ${code}${variable === undefined ? '' : ' any more'}; the table has ${seen}.`,
      });
    }
    if (variable.role === 'time') {
      periods =
        choice.pick === 'code' ? [choice.code] : choice.pick === 'codes' ? choice.codes : null;
      continue;
    }
    const chosen = chooseKeys(await known.codes(table, variable), choice, past);
    if ('problem' in chosen) {
      const seen = someOf(chosen.seen);
      const gone = chosen.problem === 'code gone';
      return problemReading(binding.table, chosen.problem, {
        no: `${code} har ikke ${gone ? 'lenger ' : ''}koden ${chosen.code}; den har ${seen}.`,
        en: `${code} has no code ${chosen.code}${gone ? ' any more' : ''}; it has ${seen}.`,
      });
    }
    if (variable.role === 'metric') measures = chosen.keys;
    else members.set(variable.slot, chosen.keys);
  }
  return { members, measures, periods };
}

/** Of a span of periods, those in it: codes of one granularity are ordered as they are written. */
function withinPeriods(
  { codes }: Binding,
  { variables }: BoundTable,
  cells: readonly FoundCell[],
): readonly FoundCell[] {
  const time = variables.find(({ role }) => role === 'time');
  const choice = time === undefined ? undefined : codes[time.code];
  if (choice?.pick !== 'between') return cells;
  return cells.filter(({ period }) => period >= choice.from && period <= choice.to);
}
