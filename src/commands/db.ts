import { EXIT, type ExitCode } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { startEmbedded, stopEmbedded } from '../postgres/embedded.ts';
import { redactUrl } from '../postgres/redact-url.ts';
import type { Command, CommandContext } from './context.ts';
import { findPsql, runPsql } from './psql.ts';
import { runStatements, sqlPrompt } from './sql-prompt.ts';

/** Starts the embedded server if it is not running, and prints where it is. */
export const dbStart: Command<object> = async (context) => {
  requireEmbedded(context, 'start');
  const { url, started, data } = await startEmbedded({ home: context.environment.home });
  context.output.facts({ started, url: redactUrl(url), data }, (facts, page) => {
    page.line(`${facts.started ? 'started' : 'already running'}: ${facts.url}`);
    page.line(`data: ${facts.data}`);
  });
  return EXIT.ok;
};

/** Stops the embedded server; its data stay. */
export const dbStop: Command<object> = async (context) => {
  requireEmbedded(context, 'stop');
  const stopped = await stopEmbedded({ home: context.environment.home });
  context.output.facts({ stopped }, (facts, page) => {
    page.line(facts.stopped ? 'stopped' : 'not running');
  });
  return EXIT.ok;
};

/** Prints the database's address for BI tools and other programs: with its password, which is the point. */
export const dbUrl: Command<object> = async (context) => {
  const url = await databaseUrl(context);
  context.output.facts({ url }, (facts, page) => page.line(facts.url));
  return EXIT.ok;
};

/** Opens psql on the database, or a plain SQL prompt where no psql is installed. */
export const dbPsql: Command<{ readonly args: readonly string[] }> = async (
  context,
  { args },
): Promise<ExitCode> => {
  const url = await databaseUrl(context);
  const psql = await findPsql();
  if (psql !== null) return runPsql(psql, url, args);
  const statements = commandArguments(args);
  if (statements.length > 0) return runStatements(url, statements);
  context.output.note('psql is not installed: a plain prompt instead. End each statement with ;');
  return sqlPrompt(context, url);
};

/** The statements of psql's `-c`: what examples are written with, and all that the prompt takes. */
function commandArguments(args: readonly string[]): readonly string[] {
  if (args.length % 2 === 1) throw needsPsql();
  return args.flatMap((word, index) => {
    if (index % 2 === 0 && !/^(-c|--command)$/.test(word)) throw needsPsql();
    return index % 2 === 0 ? [] : [word];
  });
}

function needsPsql(): StatbankError {
  return new StatbankError(
    'SB_USAGE',
    'No psql is installed that could take these arguments; without it there is -c "SQL", or SQL on standard input.',
  );
}

async function databaseUrl({ environment }: CommandContext): Promise<string> {
  return environment.databaseUrl ?? (await startEmbedded({ home: environment.home })).url;
}

function requireEmbedded({ environment }: CommandContext, verb: string): void {
  if (environment.databaseUrl === null) return;
  throw new StatbankError(
    'SB_USAGE',
    `DATABASE_URL names a server that is not this program's to ${verb}. Unset it to use the embedded one.`,
  );
}
