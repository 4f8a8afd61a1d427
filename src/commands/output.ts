import {
  barProgress,
  lineProgress,
  SILENT_PROGRESS,
  type Progress,
  type ProgressStream,
} from './progress.ts';
import { printable, textTable, type Column } from './text-table.ts';

/** Where a command writes for people. */
export interface Page {
  /** One line; control characters from a source are taken out. */
  line(text?: string): void;
  /** An aligned table. */
  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): void;
}

/**
 * The one writer of a command. Facts go to standard output: as text, or with `--json` as
 * one JSON document. Everything else goes to standard error, so that facts can be piped.
 */
export interface Output {
  readonly json: boolean;
  /** Prints the facts of the command, once: the document as JSON, or what `text` makes of it. */
  facts<Facts>(facts: Facts, text: (facts: Facts, page: Page) => void): void;
  /** Tells a person what is going on, in one line or several; silent with `--quiet` and `--json`. */
  note(text: string): void;
  /** Shows how far a number of units has come: a bar on a terminal, plain lines elsewhere. */
  progress(label: string, total: number): Progress;
}

/** Where the facts and the rest are written, and how much of it. */
export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressStream;
}

/** Makes the writer of one command. */
export function createOutput({ json, quiet, stdout, stderr }: OutputOptions): Output {
  const silent = quiet || json;
  const page: Page = Object.freeze({
    line: (text = '') => void stdout.write(`${printable(text)}\n`),
    table: <Row>(columns: readonly Column<Row>[], rows: readonly Row[]) => {
      for (const line of textTable(columns, rows)) stdout.write(`${line}\n`);
    },
  });
  return Object.freeze({
    json,
    facts: <Facts>(facts: Facts, text: (facts: Facts, page: Page) => void) => {
      if (json) stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
      else text(facts, page);
    },
    note: (text: string) => {
      if (!silent) stderr.write(`${text.split('\n').map(printable).join('\n')}\n`);
    },
    progress: (label: string, total: number) => {
      if (silent) return SILENT_PROGRESS;
      return stderr.isTTY === true
        ? barProgress(stderr, label, total)
        : lineProgress((line) => stderr.write(line), label, total);
    },
  });
}
