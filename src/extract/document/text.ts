import { documentFinding, documentInvalid } from './invalid.ts';

/** Encodings that files are declared in. */
export type TextEncoding = 'utf-8' | 'windows-1252';

/** The bytes that windows-1252 leaves undefined; `TextDecoder` turns them into control characters. */
const UNDEFINED_1252 = /[\u0081\u008d\u008f\u0090\u009d]/;

/** Bytes that mean a sign in windows-1252 and nothing in ISO 8859-1. */
const C1 = /[\u0080-\u009f]/;

/** A letter of UTF-8 that was read as windows-1252: `Ã¸`, `Ã…`, `Â§`, `â€“`. */
const TWICE_ENCODED = /[ÂÃ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€/;

/**
 * Decodes the text of a file strictly: what is not in the declared encoding is refused, because
 * a letter that was replaced or misread would become another code. A byte-order mark is
 * removed where the encoding has one.
 *
 * @param what Names the file in messages.
 * @throws StatbankError SB_DOCUMENT_INVALID
 */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding, what: string): string {
  if (encoding === 'utf-8') {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      const fault = documentFinding('DOCUMENT_ENCODING', '', 'a byte sequence that is not UTF-8', {
        expected: 'UTF-8',
        actual: 'another or a mixed encoding',
      });
      throw documentInvalid(what, [fault]);
    }
  }
  const text = new TextDecoder('windows-1252').decode(bytes);
  const fault = faultOf1252(text);
  if (fault === null) return text;
  throw documentInvalid(what, [
    documentFinding('DOCUMENT_ENCODING', lineOf(text, fault.at), fault.message, {
      expected: 'windows-1252',
      actual: fault.actual,
    }),
  ]);
}

/**
 * A text whose bytes stand as one character each (ISO 8859-1), as windows-1252; null where its
 * bytes are of another encoding.
 */
export function decode1252(raw: string): string | null {
  const text = C1.test(raw)
    ? new TextDecoder('windows-1252').decode(Buffer.from(raw, 'latin1'))
    : raw;
  return faultOf1252(text) === null ? text : null;
}

/** Where a text that was decoded as windows-1252 shows that it is not; null where it does not. */
function faultOf1252(
  text: string,
): { readonly at: number; readonly message: string; readonly actual: string } | null {
  const undefinedAt = text.search(UNDEFINED_1252);
  if (undefinedAt >= 0) {
    return {
      at: undefinedAt,
      message: 'a byte that the encoding does not have',
      actual: 'another encoding',
    };
  }
  if (text.startsWith('ï»¿'))
    return { at: 0, message: 'a byte-order mark of UTF-8', actual: 'UTF-8' };
  const twiceAt = text.search(TWICE_ENCODED);
  return twiceAt < 0
    ? null
    : { at: twiceAt, message: 'a letter in another encoding', actual: 'UTF-8, or a mixture' };
}

function lineOf(text: string, at: number): string {
  return `line ${text.slice(0, at).split('\n').length}`;
}
