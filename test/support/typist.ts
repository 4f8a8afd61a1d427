import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** Keys as a terminal sends them. */
export const ENTER = '\r';
export const DOWN = '\u001B[B';
export const CONTROL_C = '\u0003';

/** What is typed once a text stands on the screen. */
export type Keystrokes = readonly [seen: string, keys: string];

/** A person at a terminal. */
export interface Typist {
  readonly input: PassThrough & { readonly isTTY: true };
  /** Told of everything that appears on the screen. */
  readonly see: (text: string) => void;
}

/** Opens a terminal with somebody who types these, each after the one before. */
export function startTypist(strokes: readonly Keystrokes[]): Typist {
  const input = Object.assign(new PassThrough(), { isTTY: true as const });
  let screen = '';
  let next = 0;
  return {
    input,
    see: (text) => {
      screen += stripVTControlCharacters(text);
      const [seen, keys] = strokes[next] ?? [];
      if (seen === undefined || !screen.includes(seen)) return;
      next += 1;
      screen = '';
      setImmediate(() => input.write(keys));
    },
  };
}
