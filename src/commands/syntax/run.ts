import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ExitCode } from '../../errors/codes.ts';
import type { CommandContext } from '../context.ts';

/**
 * Runs what a command line asks for. The work is given as a function that imports its module
 * when it is called, so that `--help` loads none of them.
 */
export type Run = (
  command: Command,
  work: (context: CommandContext) => Promise<ExitCode>,
) => Promise<void>;

/** Parser of an option that is a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least) return number;
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
  };
}

/** Parser of an option that is a decimal number, such as 0.5. */
export function decimalNumber(text: string): string {
  if (/^\d+(?:\.\d+)?$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a number such as 0.5.');
}

/** The option of commands that tell people something in words. */
export function languageOption(): Option {
  return new Option('--language <language>', 'Norwegian or English')
    .choices(['no', 'en'])
    .default('no');
}
