import { CommanderError } from 'commander';
import { packageVersion } from '../config/package.ts';
import { EXIT, type ExitCode } from '../errors/codes.ts';
import type { GlobalOptions, Surroundings } from './create-context.ts';
import { describeError, exitCodeOf } from './describe-error.ts';
import { createProgram } from './program.ts';

/**
 * Runs one command line and says how the process should end. Never throws: what went wrong
 * is printed to standard error as `error CODE: message`.
 *
 * @param words the command line without the program's own name
 */
export async function main(words: readonly string[], around: Surroundings): Promise<ExitCode> {
  let outcome: ExitCode = EXIT.ok;
  const program = createProgram(
    packageVersion(),
    async (command, work) => {
      const { createContext } = await import('./create-context.ts');
      outcome = await work(createContext(command.optsWithGlobals<GlobalOptions>(), around));
    },
    {
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text),
    },
  );
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    // Commander has printed its own message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const reason: unknown = around.signal.aborted ? around.signal.reason : error;
    around.stderr.write(describeError(reason, wantsStack(words, around)));
    return exitCodeOf(reason);
  }
  return outcome;
}

/** Read apart from the settings: a wrong setting may be the very error. */
function wantsStack(words: readonly string[], { variables }: Surroundings): boolean {
  return words.includes('--debug') || /^(1|true|yes|on)$/i.test(variables['STATBANK_DEBUG'] ?? '');
}
