import { writeFile } from 'node:fs/promises';
import { EXIT } from '../../errors/codes.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { ReadDb } from '../../postgres/read-db.ts';
import { bindingReader } from '../../report/binding-reader.ts';
import { evidenceGatherer } from '../../report/gather-evidence.ts';
import type { Binding } from '../../transform/claims/binding.ts';
import { bindingMarker, bindingYaml } from '../../transform/claims/binding-text.ts';
import { evaluateClaim } from '../../transform/claims/evaluate-claim.ts';
import type { Evaluation } from '../../transform/claims/evaluated-claim.ts';
import { osloDay } from '../../transform/oslo-day.ts';
import { checkMarkedNumbers } from '../check-marked-text.ts';
import type { Command } from '../context.ts';
import { withWorkshop } from '../with-workshop.ts';
import { chooseCells } from './choose-cells.ts';
import { type AddFacts, printAdd } from './print.ts';
import { type Printed, printedNumber } from './printed.ts';
import { openQuestions } from './questions.ts';
import { type Target, withBinding } from './target.ts';
import { type TargetOptions, wantedTarget } from './wanted-target.ts';

export interface ReportAddOptions extends TargetOptions {
  /** Words to search by, or a table and its cells as VARIABLE=CODE. */
  readonly words: readonly string[];
  readonly sum?: number;
  readonly factor?: string;
  /** The number as the text prints it, and the step of one that is printed as "about". */
  readonly printed?: string;
  readonly about?: string;
}

/**
 * Helps to write a binding, step by step: finds a table that is here, shows what can be chosen of
 * the variables that are not chosen yet, shows the number that is bound and how the printed one stands
 * against it, and writes both into a report file. On a terminal it asks for what is missing.
 */
export const reportAdd: Command<ReportAddOptions> = async (context, options) =>
  withWorkshop(context, async ({ db, now }) => {
    const { language, sum, factor = '1' } = options;
    const questions = openQuestions(context);
    const chosen = await chooseCells(context, db, questions, options.words, language);
    if (chosen === null) return EXIT.ok;
    const { table, codes, open } = chosen;
    const take =
      sum === undefined ? ({ take: 'cell' } as const) : ({ take: 'sum', cells: sum } as const);
    const binding: Binding = { table, codes, take, unit: null, factor };
    const reading = await bindingReader(db).read(binding);
    const print = (found: Pick<AddFacts, 'yaml' | 'marker' | 'evaluation' | 'written'>) => {
      const facts = { binding, reading, choices: open, ...found };
      context.output.facts(facts, (_, page) =>
        printAdd(page, facts, { language, asked: questions.opened() !== null }),
      );
      return EXIT.ok;
    };
    if (reading.status === 'problem') {
      if (options.write === undefined) {
        return print({ yaml: null, marker: null, evaluation: null, written: null });
      }
      throw new StatbankError('SB_USAGE', `Nothing was written: ${reading.reason.en}`);
    }
    const { unit, period: year } = reading;
    const printed = await printedNumber(options, questions.opened(), language);
    const draft = { printed: printed?.number ?? null, step: printed?.step ?? null, year, table };
    const target = await wantedTarget(options, draft, questions, db, osloDay(now()));
    const yaml = bindingYaml(binding, unit);
    return print({
      yaml,
      marker: bindingMarker(binding, printed?.step ?? options.about),
      evaluation:
        target === null ? await heldAgainst(db, printed, binding) : await write(db, target, yaml),
      written: target === null ? null : { file: target.file, claim: target.claim },
    });
  });

/**
 * Writes the binding, and evaluates the claim that it is for.
 *
 * @throws SB_USAGE for a claim that cannot take it, SB_CONFIG_REPORT if it would break the file
 */
async function write(db: ReadDb, target: Target, yaml: string): Promise<Evaluation | null> {
  const { text, report } = await withBinding(target, yaml);
  await writeFile(target.file, text);
  const claim = report.claims.find(({ id }) => id === target.claim);
  if (claim === undefined) return null;
  return evaluateClaim(claim, await evidenceGatherer(db, report.asOf)(claim), () => null);
}

async function heldAgainst(
  db: ReadDb,
  printed: Printed | null,
  binding: Binding,
): Promise<Evaluation | null> {
  if (printed === null) return null;
  const { number, step } = printed;
  const test =
    step === undefined ? ({ kind: 'level' } as const) : ({ kind: 'approximate', step } as const);
  const marked = { line: 1, column: 1, printed: number, test, binding };
  const [checked] = await checkMarkedNumbers(db, [marked]);
  return checked?.evaluation ?? null;
}
