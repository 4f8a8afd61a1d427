import { PassThrough } from 'node:stream';
import { StatbankError } from '../errors/statbank-error.ts';
import { hasWords } from '../transform/has-words.ts';

/** The streams of a person who sits at a terminal. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Something to choose, as it is listed; typing narrows the list to lines that have every word. */
export interface Option<Value> {
  readonly value: Value;
  readonly name: string;
}

/** Asks a person. */
export interface Prompter {
  /** One of a list. */
  choose<Value>(message: string, options: readonly Option<Value>[]): Promise<Value>;
  /**
   * A text.
   *
   * @param check what is wrong with an answer; null if nothing is
   */
  ask(message: string, check?: (answer: string) => string | null): Promise<string>;
}

/** Lines of a list that are seen at once. */
const PAGE = 12;

/**
 * Opens questions on a terminal.
 *
 * @throws (its functions) SB_INTERRUPTED if the person stops answering
 */
export async function openPrompter(
  { input, output }: Terminal,
  signal: AbortSignal,
): Promise<Prompter> {
  const [{ default: search }, { default: text }] = await Promise.all([
    import('@inquirer/search'),
    import('@inquirer/input'),
  ]);
  // A question ends its stream when it is answered; the terminal stays open for the next one.
  const context = () => {
    const screen = new PassThrough();
    screen.pipe(output, { end: false });
    return { input, output: screen, signal };
  };
  return Object.freeze<Prompter>({
    choose: async (message, options) =>
      answered(
        search(
          {
            message,
            pageSize: PAGE,
            source: (term) => options.filter(({ name }) => hasWords(name, term ?? '')),
          },
          context(),
        ),
      ),
    ask: async (message, check) =>
      answered(
        text({ message, validate: (answer) => check?.(answer.trim()) ?? true }, context()),
      ).then((answer) => answer.trim()),
  });
}

async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof Error && /^(?:Exit|Abort)PromptError$/.test(cause.name)) {
      throw new StatbankError('SB_INTERRUPTED', 'No more answers came. Nothing was written.', {
        cause,
      });
    }
    throw cause;
  }
}
