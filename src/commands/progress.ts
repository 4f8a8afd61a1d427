import { SingleBar } from 'cli-progress';
import { printable } from './text-table.ts';

/** The stream that progress is shown on; a bar is drawn only where it is a terminal. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** How far a piece of work has come. */
export interface Progress {
  /** Adds finished units. */
  advance(units?: number): void;
  /** Names what is being worked on. */
  note(text: string): void;
  /** Ends the display; calling it again does nothing. */
  stop(): void;
}

/** Shows nothing: for `--quiet` and `--json`. */
export const SILENT_PROGRESS: Progress = Object.freeze({
  advance: () => {},
  note: () => {},
  stop: () => {},
});

/** A bar that a terminal redraws in place. */
export function barProgress(stream: ProgressStream, label: string, total: number): Progress {
  const bar = new SingleBar({
    stream,
    format: `${label} [{bar}] {value}/{total} {note}`,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: null,
  });
  bar.start(total, 0, { note: '' });
  return Object.freeze({
    advance: (units = 1) => bar.increment(units),
    note: (text: string) => bar.update({ note: printable(text) }),
    stop: () => bar.stop(),
  });
}

/** One plain line for each tenth of the work, for files, pipes and schedulers. */
export function lineProgress(
  write: (text: string) => unknown,
  label: string,
  total: number,
): Progress {
  let done = 0;
  let current = '';
  let tenths = 0;
  return Object.freeze({
    advance: (units = 1) => {
      done += units;
      const reached = total === 0 ? 10 : Math.floor((done * 10) / total);
      if (reached === tenths) return;
      tenths = reached;
      write(`${label} ${done}/${total}${current === '' ? '' : ` ${current}`}\n`);
    },
    note: (text: string) => {
      current = printable(text);
    },
    stop: () => {},
  });
}
