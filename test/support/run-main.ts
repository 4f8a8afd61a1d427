import { main } from '../../src/commands/main.ts';
import { textSink } from './text-sink.ts';
import { type Keystrokes, startTypist } from './typist.ts';

/** What a command line printed, and how it ended. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with its own environment, streams and folder. */
export async function runMain(
  words: readonly string[],
  options: {
    readonly variables?: Readonly<Record<string, string>>;
    readonly folder?: string;
    readonly signal?: AbortSignal;
    readonly terminal?: boolean;
    /** What a person types; stands for a terminal. */
    readonly typed?: readonly Keystrokes[];
  } = {},
): Promise<Ran> {
  const stdout = textSink(options.terminal);
  const typist = options.typed === undefined ? null : startTypist(options.typed);
  const stderr = textSink(options.terminal ?? typist !== null, typist?.see);
  const exitCode = await main(words, {
    variables: options.variables ?? {},
    folder: options.folder ?? process.cwd(),
    stdout,
    stderr,
    ...(typist === null ? {} : { stdin: typist.input }),
    signal: options.signal ?? new AbortController().signal,
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}
