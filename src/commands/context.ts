import type { Logger } from 'pino';
import type { Catalogue } from '../config/catalogue.ts';
import type { Environment } from '../config/environment.ts';
import type { ExitCode } from '../errors/codes.ts';
import type { Output } from './output.ts';
import type { Terminal } from './prompter.ts';

/** What every command is given: settings, the one writer, the logger, and when to stop. */
export interface CommandContext {
  readonly environment: Environment;
  /** Reads the catalogue when it is first asked for, and once. */
  readonly catalogue: () => Promise<Catalogue>;
  readonly output: Output;
  /** A person who can be asked; null in scripts, in pipes, and with `--json`. */
  readonly terminal: () => Terminal | null;
  readonly logger: Logger;
  /** Aborted by SIGINT and SIGTERM, with an SB_INTERRUPTED as its reason. */
  readonly signal: AbortSignal;
}

/**
 * A command: does its work, prints its facts, and says how it went. What it cannot do, it
 * throws as a StatbankError.
 */
export type Command<Options> = (context: CommandContext, options: Options) => Promise<ExitCode>;
