#!/usr/bin/env node
import { describeError, exitCodeOf } from './commands/describe-error.ts';
import { main } from './commands/main.ts';
import { EXIT } from './errors/codes.ts';
import { StatbankError } from './errors/statbank-error.ts';
import { keepHeapSmall } from './heap.ts';

keepHeapSmall();

const stopping = new AbortController();

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // Whoever asks twice does not want to wait for the work to be wound up.
    if (stopping.signal.aborted) process.exit(EXIT.interrupted);
    stopping.abort(
      new StatbankError('SB_INTERRUPTED', `Stopped by ${name}. Run it again to go on.`),
    );
  });
}

// A reader that closes the pipe early, as `| head` does, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.unexpected);
});

process.on('uncaughtException', (error) => {
  process.stderr.write(describeError(error, true));
  process.exit(exitCodeOf(error));
});

const exitCode = await main(process.argv.slice(2), {
  variables: process.env,
  folder: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  get stdin() {
    return process.stdin;
  },
  signal: stopping.signal,
});
// Both writes are empty: they call back when everything before them has left the process.
process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
