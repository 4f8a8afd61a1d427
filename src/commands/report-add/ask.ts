import type { NewReport } from '../../config/new-report.ts';
import { parseReport } from '../../config/report-file.ts';
import type { Choices, FoundTable } from '../../report/list-choices.ts';
import type { CodeChoice } from '../../transform/claims/binding.ts';
import type { Report } from '../../transform/claims/claim.ts';
import type { Prompter } from '../prompter.ts';
import { readReportText, type Target } from './target.ts';
import type { AddWords } from './words.ts';

/** Asks which of several tables is meant. */
export async function askTable(
  prompter: Prompter,
  tables: readonly FoundTable[],
  { whichTable }: AddWords,
): Promise<string> {
  return prompter.choose(
    whichTable,
    tables.map(({ table, title }) => ({ value: table, name: `${table}  ${title}` })),
  );
}

/** Asks for one value of each variable, in the table's order; of time the newest comes first. */
export async function askCodes(
  prompter: Prompter,
  open: readonly Choices[],
  words: AddWords,
): Promise<Readonly<Record<string, CodeChoice>>> {
  const chosen: Record<string, CodeChoice> = {};
  for (const { variable, label, role, codes } of open) {
    const values = codes.map(({ code, label: name }) => ({
      value: { pick: 'code', code } as CodeChoice,
      name: code === name ? code : `${code}  ${name}`,
    }));
    const [latest] = codes;
    const newest = {
      value: { pick: 'newest' } as CodeChoice,
      name: words.newest(latest?.code ?? ''),
    };
    chosen[variable] = await prompter.choose(
      words.choose(label),
      role === 'time' ? [newest, ...values] : values,
    );
  }
  return chosen;
}

/** Where to write, as far as the command line says. */
export interface WantedTarget {
  readonly file: string | undefined;
  readonly claim: string | undefined;
  readonly text: string | undefined;
  readonly place: Target['place'];
  /** ISO date, for a file that is begun. */
  readonly today: string;
}

/** Where to write. */
export interface AskedTarget {
  readonly file: string;
  readonly claim: string;
  /** What a claim that is not there yet says. */
  readonly text: string | null;
  /** What a file that is not there begins with. */
  readonly begin: Omit<NewReport, 'id' | 'source'> | null;
}

/**
 * Asks for the report file and the claim, and for what is needed to begin either; null for
 * nowhere.
 *
 * @throws SB_CONFIG_REPORT for a file that is no report
 */
export async function askTarget(
  prompter: Prompter,
  words: AddWords,
  wanted: WantedTarget,
): Promise<AskedTarget | null> {
  const file = wanted.file ?? (await prompter.ask(words.whichFile));
  if (file === '') return null;
  const needed = async (question: string): Promise<string> =>
    prompter.ask(question, (answer) => (answer === '' ? words.needed : null));
  const known = await readReportText(file);
  if (known === null) {
    const begin = {
      title: await needed(words.reportTitle),
      publisher: await needed(words.reportPublisher),
      address: await prompter.ask(words.reportAddress, (answer) =>
        /^https?:/.test(answer) && URL.canParse(answer) ? null : words.badAddress,
      ),
      asOf: wanted.today,
    };
    const text = wanted.text ?? (await needed(words.whatText));
    return { file, claim: wanted.claim ?? 'C001', begin, text };
  }
  const report = parseReport(known, file);
  const claim = wanted.claim ?? (await askClaim(prompter, words, report, wanted.place));
  const isThere = report.claims.some(({ id }) => id === claim);
  const text = isThere ? null : (wanted.text ?? (await needed(words.whatText)));
  return { file, claim, begin: null, text };
}

async function askClaim(
  prompter: Prompter,
  { whichClaim, newClaim }: AddWords,
  report: Report,
  place: Target['place'],
): Promise<string> {
  const fresh = nextId(report);
  return prompter.choose(whichClaim, [
    { value: fresh, name: newClaim(fresh) },
    ...freeClaims(report, place).map(({ id, text }) => ({ value: id, name: `${id}  ${text.no}` })),
  ]);
}

/** Claims about one number that nothing is bound to in this place. */
function freeClaims({ claims }: Report, place: Target['place']): Report['claims'] {
  return claims.filter(
    ({ operands: [only, ...others] }) => only?.[place] === null && others.length === 0,
  );
}

/** The number behind the greatest one, as long as that is written. */
function nextId({ claims }: Report): string {
  const numbers = claims.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? '0'));
  return `C${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}
