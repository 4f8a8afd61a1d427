import type { Catalogue } from '../config/catalogue.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadCatalogue } from '../config/load-catalogue.ts';
import { createLogger } from '../logger.ts';
import type { CommandContext } from './context.ts';
import { createOutput } from './output.ts';
import type { ProgressStream } from './progress.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
  readonly databaseUrl?: string;
  readonly home?: string;
  readonly archive?: string;
  readonly catalogue?: string;
  readonly logLevel?: string;
}

/** The process around a command, as far as commands may know it. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
  /** Opened when it is first asked for; absent where nobody can answer. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly signal: AbortSignal;
}

/**
 * Settings, writer and logger for one command. Options win over the environment.
 *
 * @throws SB_CONFIG_ENVIRONMENT for a wrong variable or option
 */
export function createContext(options: GlobalOptions, around: Surroundings): CommandContext {
  const environment = readEnvironment(
    { ...around.variables, ...asVariables(options) },
    around.folder,
  );
  let catalogue: Promise<Catalogue> | undefined;
  return Object.freeze({
    environment,
    catalogue: async () => (catalogue ??= loadCatalogue(environment, around.folder)),
    output: createOutput({
      json: options.json === true,
      quiet: options.quiet === true,
      stdout: around.stdout,
      stderr: around.stderr,
    }),
    terminal: () => {
      const { stdin: input, stderr: output } = around;
      const isPerson = options.json !== true && output.isTTY === true && input?.isTTY === true;
      return isPerson ? { input, output } : null;
    },
    logger: createLogger({
      level: environment.logLevel,
      terminal: around.stderr.isTTY === true,
      debug: environment.debug,
      write: (text) => around.stderr.write(text),
    }),
    signal: around.signal,
  });
}

function asVariables(options: GlobalOptions): Readonly<Record<string, string>> {
  const named = {
    DATABASE_URL: options.databaseUrl,
    STATBANK_HOME: options.home,
    STATBANK_ARCHIVE: options.archive,
    STATBANK_CATALOGUE: options.catalogue,
    STATBANK_LOG_LEVEL: options.logLevel,
    STATBANK_DEBUG: options.debug === true ? 'true' : undefined,
  };
  return Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
