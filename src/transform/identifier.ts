import { StatbankError } from '../errors/statbank-error.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

// NAMEDATALEN − 1: Postgres cuts longer names silently.
export const MOST_BYTES = 63;

const PLAIN = /^[\p{Ll}\p{Lo}\p{Lm}][\p{Ll}\p{Lo}\p{Lm}\p{M}0-9_]*$/u;

/**
 * Readable snake_case from any text: letters in lower case (æ, ø, å and every other
 * script included, normalised to NFC), digits, and single underscores for all the rest.
 * May be empty or begin with a digit.
 */
export function slug(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}0-9]+/gu, '_')
    .replaceAll(/(?<![\p{L}\p{M}])\p{M}+/gu, '')
    .replaceAll(/_{2,}/g, '_')
    .replaceAll(/^_+|_+$/g, '');
}

/** Cuts a name to a number of bytes in UTF-8, at a character boundary and without a trailing underscore. */
export function cutToBytes(name: string, bytes: number): string {
  let cut = '';
  let length = 0;
  for (const character of name) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    cut += character;
  }
  return cut.replace(/_+$/, '');
}

/**
 * An identifier for SQL text, in quotes only where it needs them.
 *
 * @throws StatbankError `SB_UNEXPECTED` for text that cannot name anything in Postgres
 */
export function quoteIdentifier(name: string): string {
  if (name === '' || name.includes('\0')) {
    throw new StatbankError('SB_UNEXPECTED', 'An SQL identifier is empty or contains a zero byte.');
  }
  return PLAIN.test(name) && !RESERVED_WORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
