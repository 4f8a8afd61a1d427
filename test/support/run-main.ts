import { main } from '../../src/commands/main.ts';
import { textSink } from './text-sink.ts';

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
  } = {},
): Promise<Ran> {
  const stdout = textSink(options.terminal);
  const stderr = textSink(options.terminal);
  const exitCode = await main(words, {
    variables: options.variables ?? {},
    folder: options.folder ?? process.cwd(),
    stdout,
    stderr,
    signal: options.signal ?? new AbortController().signal,
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}
