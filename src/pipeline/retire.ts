import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { createExchange } from '../extract/exchange.ts';
import { readLooks, saveAbsent, type TableLook } from '../lineage/table-looks.ts';
import { osloDay } from '../transform/oslo-day.ts';
import { type TableRef, tableName } from '../transform/table.ts';
import type { Source } from './fetch-table.ts';
import type { Workshop } from './workshop.ts';

/**
 * Days in Oslo on which the entry must be answered with 404 before a table is given up. An
 * index that is being rebuilt loses tables for hours, a failed rebuild for a day; three days
 * outlast a weekend's last night.
 */
const ABSENT_DAYS = 3;

/** Days of absence after another 404 at this moment: several in a day are one. */
export function absentDaysAfter(
  look: Pick<TableLook, 'absentDays' | 'absentAt'> | undefined,
  at: Date,
): number {
  if (look === undefined || look.absentAt === null) return 1;
  return osloDay(look.absentAt) === osloDay(at) ? look.absentDays : look.absentDays + 1;
}

/**
 * Takes note of a failed fetch if the table's own entry was answered with "no such table", and
 * gives the table up when that was so on several days: as replaced where another table has
 * its title and variables, else as removed. Its facts stay. An answer of `/metadata` never
 * counts: the server says there of every fault of its own that the table does not exist.
 *
 * @returns the error to go on with, with what was found in its context
 */
export async function noteAbsence(
  workshop: Workshop,
  source: Source,
  ref: TableRef,
  error: unknown,
): Promise<unknown> {
  if (!isAbsence(error)) return error;
  const { db, now } = workshop;
  const look = (await readLooks(db, ref.provider, [ref.table])).get(ref.table);
  if (look === undefined || look.fetchedAt === null) return error;
  if (look.retiredAt !== null) return withFinding(error, retiredFinding(ref, look));
  const days = absentDaysAfter(look, now());
  if (days < ABSENT_DAYS) {
    await saveAbsent(db, ref, days, null, now());
    return withFinding(error, {
      code: 'SOURCE_ABSENT',
      severity: 'warning',
      pointer: '',
      message: `the source has not had the table for ${days} of the ${ABSENT_DAYS} days after which it is retired`,
    });
  }
  const successor = await successorOf(workshop, source, look);
  const retiredAs = successor === null ? 'removed' : 'replaced';
  await saveAbsent(db, ref, days, { as: retiredAs, successor }, now());
  return withFinding(error, retiredFinding(ref, { retiredAs, successor }));
}

/** Looks for the table that took another's place; not finding one, or not being able to look, is null. */
export async function successorOf(
  { archive, signal, now, logger }: Workshop,
  source: Source,
  { table, title, variables }: Pick<TableLook, 'table' | 'title' | 'variables'>,
): Promise<string | null> {
  const { publications } = source.provider;
  if (publications === null || title === null) return null;
  const exchange = createExchange({
    ...source,
    archive,
    signal,
    now,
    record: async ({ status, request }) => logger.debug({ status, url: request.url }, 'answered'),
  });
  try {
    return await publications.successor({ table, title, variables }, exchange);
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ err: error }, 'no successor could be looked for');
    return null;
  }
}

function retiredFinding(
  { provider }: TableRef,
  { retiredAs, successor }: Pick<TableLook, 'retiredAs' | 'successor'>,
): Finding {
  const taken =
    successor === null
      ? 'no other table has its title and variables'
      : `${tableName({ provider, table: successor })} has its title and variables`;
  return {
    code: 'SOURCE_RETIRED',
    severity: 'warning',
    pointer: '',
    message: `the table is retired as ${retiredAs ?? 'removed'}: ${taken}; its facts stay`,
  };
}

function isAbsence(error: unknown): error is StatbankError {
  return (
    error instanceof StatbankError &&
    error.code === 'SB_SOURCE_NO_SUCH_TABLE' &&
    error.context['purpose'] === 'entry'
  );
}

function withFinding(error: StatbankError, finding: Finding): StatbankError {
  return new StatbankError(error.code, `${error.message} ${sentence(finding.message)}`, {
    context: { ...error.context, findings: [finding] },
    cause: error,
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
