import { readFile, writeFile } from 'node:fs/promises';
import { type BindingPlace, insertBinding } from '../config/insert-binding.ts';
import { parseReport } from '../config/report-file.ts';
import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { type Choices, listChoices, searchTables } from '../report/list-choices.ts';
import { bindingReader } from '../report/binding-reader.ts';
import type { Binding } from '../transform/claims/binding.ts';
import { bindingMarker, bindingYaml } from '../transform/claims/binding-text.ts';
import { choiceOf } from '../transform/claims/markers.ts';
import { decimalWords, type Language } from '../transform/decimal-words.ts';
import type { Reading } from '../transform/claims/reading.ts';
import { tableName } from '../transform/table.ts';
import type { Command } from './context.ts';
import type { Page } from './output.ts';
import { knownProviders } from './table-argument.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ReportAddOptions {
  /** Words to search by, or a table and its cells as VARIABLE=CODE. */
  readonly words: readonly string[];
  readonly sum?: number;
  readonly factor?: string;
  /** Report file to write to, with the claim that the binding is for. */
  readonly write?: string;
  readonly claim?: string;
  readonly as: BindingPlace;
  readonly language: Language;
}

/**
 * Helps to write a binding, step by step: finds a table that is here, shows what can be chosen of
 * the variables that are not chosen yet, shows the number that is bound, and writes it.
 */
export const reportAdd: Command<ReportAddOptions> = async (context, options) => {
  const [first = '', ...cells] = options.words;
  return withWorkshop(context, async ({ db }) => {
    if (!first.includes(':') && !/^\d{5}$/.test(first)) {
      const tables = await searchTables(db, options.words);
      context.output.facts({ tables }, (facts, page) => printTables(page, facts.tables));
      return EXIT.ok;
    }
    const table = parseTableName(first, knownProviders(await context.catalogue()));
    const choices = await listChoices(db, table);
    const binding: Binding = { ...bindingOf(cells, options), table };
    const reading = await bindingReader(db).read(binding);
    const yaml = bindingYaml(binding, reading.status === 'read' ? reading.unit : null);
    const written = await writeIfAsked(options, reading, yaml);
    const open = choices.filter(({ variable }) => !(variable in binding.codes));
    const facts = {
      binding,
      reading,
      yaml,
      marker: bindingMarker(binding),
      choices: open,
      written,
    };
    context.output.facts(facts, (_facts, page) => printBinding(page, facts, options.language));
    return EXIT.ok;
  });
};

function bindingOf(
  cells: readonly string[],
  { sum, factor }: ReportAddOptions,
): Omit<Binding, 'table'> {
  const codes = cells.map((cell) => {
    const at = cell.indexOf('=');
    if (at > 0 && at < cell.length - 1) {
      return [cell.slice(0, at), choiceOf(cell.slice(at + 1))] as const;
    }
    throw new StatbankError('SB_USAGE', `Cells are chosen as VARIABLE=CODE, not ${cell}.`);
  });
  return {
    codes: Object.fromEntries(codes),
    take: sum === undefined ? { take: 'cell' } : { take: 'sum', cells: sum },
    unit: null,
    factor: factor ?? '1',
  };
}

/** @throws SB_USAGE if what is asked to be written gives no number, SB_CONFIG_REPORT if it would break the file */
async function writeIfAsked(
  { write, claim, as }: ReportAddOptions,
  reading: Reading,
  yaml: string,
): Promise<string | null> {
  if (write === undefined && claim === undefined) return null;
  if (write === undefined || claim === undefined) {
    throw new StatbankError('SB_USAGE', 'Give both --write FILE and --claim ID, or neither.');
  }
  if (reading.status === 'problem') {
    throw new StatbankError('SB_USAGE', `Nothing was written: ${reading.reason.en}`);
  }
  const text = insertBinding(await readFile(write, 'utf8'), claim, as, yaml);
  parseReport(text, write);
  await writeFile(write, text);
  return `${write}: ${claim}`;
}

function printTables(
  page: Page,
  tables: readonly { readonly table: string; readonly title: string }[],
): void {
  if (tables.length === 0) {
    page.line('No table here has all these words. "statbank search" asks the sources.');
    return;
  }
  page.table(
    [
      { title: 'table', value: ({ table }) => table },
      { title: 'title', value: ({ title }) => title },
    ],
    tables,
  );
}

interface BindingFacts {
  readonly binding: Binding;
  readonly reading: Reading;
  readonly yaml: string;
  readonly marker: string;
  readonly choices: readonly Choices[];
  readonly written: string | null;
}

function printBinding(page: Page, facts: BindingFacts, language: Language): void {
  const { binding, reading, choices } = facts;
  for (const { variable, label, count, codes } of choices) {
    page.line(`${variable} (${label}), ${count}:`);
    for (const { code, label: name } of codes) page.line(`  ${code}  ${name}`);
    if (count > codes.length) page.line('  …');
    page.line();
  }
  if (reading.status === 'problem') {
    page.line(reading.reason[language]);
    return;
  }
  const { value, unit, period, vintage } = reading;
  page.line(
    `${tableName(binding.table)}: ${decimalWords(value, language)} ${unit ?? ''} (${period}, vintage ${vintage})`,
  );
  page.line();
  page.line(facts.yaml);
  page.line(facts.marker);
  if (facts.written !== null) page.line(`written to ${facts.written}`);
}
