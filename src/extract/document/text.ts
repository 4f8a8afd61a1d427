import type { Finding } from '../../errors/finding.ts';
import { documentFinding, documentInvalid } from './invalid.ts';

/** Encodings that files are declared in. */
export type TextEncoding = 'utf-8' | 'windows-1252';

/** The bytes that windows-1252 leaves undefined. */
const UNDEFINED_1252 = /[\u0081\u008d\u008f\u0090\u009d]/;

/** What a UTF-8 decoder puts in the place of bytes that are none; no publisher means to write it. */
const LOST = '\ufffd';

const BEYOND_ASCII = /[\u0080-\u00ff]/;

/** Bytes that mean a sign in windows-1252 and nothing in ISO 8859-1. */
const C1 = /[\u0080-\u009f]/g;

/**
 * Those signs, from 0x80 (the WHATWG's index of windows-1252). Node's `TextDecoder` reads the encoding
 * as ISO 8859-1 in some of its versions: a dash would become a sign that nobody sees.
 */
const C1_SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A letter of UTF-8 that was read as windows-1252, once or before it was encoded again: `Ã¸`, `Ã…`, `Â§`, `â€“`. */
const TWICE_ENCODED = /[ÂÃ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€/;

/**
 * Decodes a text in UTF-8 strictly: what is in another encoding is refused, because a letter that
 * was replaced or misread would become another code. A byte-order mark is removed.
 *
 * @param what Names the file in messages.
 * @throws StatbankError SB_DOCUMENT_INVALID with the line
 */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw documentInvalid(what, [nulFinding(lineOf(text, nul))]);
  const at = foreignAt(text, 'utf-8');
  if (at < 0) return text;
  throw documentInvalid(what, [encodingFinding(lineOf(text, at), 'utf-8')]);
}

/**
 * The text of bytes that stand as one character each (ISO 8859-1); null where they are of another
 * encoding than declared, or were encoded twice.
 */
export function decodeRaw(raw: string, encoding: TextEncoding): string | null {
  const text = encoding === 'utf-8' ? utf8Of(raw) : textOf1252(raw);
  return foreignAt(text, encoding) < 0 ? text : null;
}

function utf8Of(raw: string): string {
  return BEYOND_ASCII.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
}

function textOf1252(raw: string): string {
  return raw.replaceAll(C1, (sign) => C1_SIGNS[sign.charCodeAt(0) - 0x80] ?? sign);
}

/** The fault of a byte that no text has: of a file that was damaged, or written in UTF-16. */
export function nulFinding(place: string): Finding {
  return documentFinding('DOCUMENT_NUL', place, 'a NUL byte: the file is damaged, or UTF-16');
}

/** The fault of a text that is in another encoding than its file. */
export function encodingFinding(place: string, encoding: TextEncoding): Finding {
  const name = encoding === 'utf-8' ? 'UTF-8' : encoding;
  return documentFinding('DOCUMENT_ENCODING', place, `the text is not ${name}`, {
    expected: name,
    actual: 'another encoding, a mixture, or letters that were encoded twice',
  });
}

/** Where a decoded text shows that it was in another encoding; negative where it does not. */
function foreignAt(text: string, encoding: TextEncoding): number {
  const at = encoding === 'utf-8' ? text.indexOf(LOST) : text.search(UNDEFINED_1252);
  return at < 0 ? text.search(TWICE_ENCODED) : at;
}

function lineOf(text: string, at: number): string {
  return `line ${text.slice(0, at).split('\n').length}`;
}
