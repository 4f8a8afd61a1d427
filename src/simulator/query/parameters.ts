import { UnreadableRequest } from '../problem.ts';

/** Query parameters in order; names are compared without regard to case. */
export interface QueryParameters {
  /** First value of a parameter, or null. */
  get(name: string): string | null;
  /** Parameters of the form `name[key]=value`, with the keys spelt as they were sent. */
  keyed(name: string): ReadonlyMap<string, string>;
  /** An integer parameter; throws UnreadableRequest for other text. */
  integer(name: string): number | null;
}

const KEYED = /^([^[\]]+)\[([^\]]*)\]$/;

/** Reads a raw query string (without `?`). Unknown parameters are kept and never complained about. */
export function parseParameters(query: string): QueryParameters {
  const entries = [...new URLSearchParams(query)];
  const get = (name: string): string | null =>
    entries.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
  return {
    get,
    keyed: (name) => {
      const found = new Map<string, string>();
      for (const [key, value] of entries) {
        const match = KEYED.exec(key);
        if (match?.[1]?.toLowerCase() !== name.toLowerCase()) continue;
        const inner = match[2] ?? '';
        const earlier = found.get(inner);
        found.set(inner, earlier === undefined ? value : `${earlier},${value}`);
      }
      return found;
    },
    integer: (name) => {
      const text = get(name);
      if (text === null || text === '') return null;
      if (!/^-?\d+$/.test(text)) {
        throw new UnreadableRequest(name, `The value '${text}' is not valid.`);
      }
      return Number(text);
    },
  };
}

/**
 * Splits a GET list of codes and expressions at its commas. An element that begins with
 * `[` runs to the `]` before the next comma or the end, and loses that one pair of
 * brackets: `[range(2020,2022)]` is one element, `[[ME01]]` is the code `[ME01]`.
 * Anything before the bracket, a space included, makes it an ordinary element.
 */
export function splitCodes(text: string): readonly string[] {
  const elements: string[] = [];
  let start = 0;
  while (start <= text.length) {
    const bracketed = text[start] === '[' ? closingBracket(text, start) : -1;
    if (bracketed > 0) {
      elements.push(text.slice(start + 1, bracketed));
      start = bracketed + 2;
    } else {
      const comma = text.indexOf(',', start);
      const end = comma === -1 ? text.length : comma;
      elements.push(text.slice(start, end));
      start = end + 1;
    }
  }
  return elements.filter((element) => element !== '');
}

function closingBracket(text: string, start: number): number {
  for (let end = text.indexOf(']', start); end !== -1; end = text.indexOf(']', end + 1)) {
    const next = text[end + 1];
    if (next === undefined || next === ',') return end;
  }
  return -1;
}
