import { isAscii, isUtf8 } from 'node:buffer';

import { StatbankError } from '../../errors/statbank-error.ts';
import { hasDuplicateKeys } from './duplicate-keys.ts';
import { findJsonFault } from './fault.ts';
import { pointerTo } from './pointer.ts';
import { findUnstorableText } from './unstorable-text.ts';
import { show } from './value.ts';

/**
 * Parses the bytes of a JSON text (RFC 8259) in UTF-8, with or without a byte order mark.
 *
 * @throws StatbankError `SB_JSON_SYNTAX` if the bytes are not UTF-8 or not JSON, with
 *   line and column (from 1) and what the body begins with; `SB_JSON_DUPLICATE_KEY`
 *   with a JSON pointer if an object has a key twice; `SB_JSON_TEXT` with a JSON pointer if
 *   a text cannot be stored
 */
export function parseJson(bytes: Uint8Array): unknown {
  const body = withoutByteOrderMark(bytes);
  if (!isUtf8(body)) {
    throw new StatbankError(
      'SB_JSON_SYNTAX',
      'The body is not UTF-8, so it is not JSON. Ask the source for JSON in UTF-8.',
    );
  }
  // ASCII is worth a look: as Latin-1 it is copied instead of decoded, several times faster.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString(
    isAscii(body) ? 'latin1' : 'utf8',
  );
  const root = parseText(text);
  if (hasDuplicateKeys(body, root)) throw duplicateKey(text);
  refuseUnstorable(text, root);
  return root;
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

// The platform's own error quotes the text around the fault, which may be contact details.
function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw syntaxError(text);
  }
}

function syntaxError(text: string): StatbankError {
  if (text.trim() === '') {
    return new StatbankError('SB_JSON_SYNTAX', 'The body is empty; a JSON document was expected.', {
      context: { line: 1, column: 1 },
    });
  }
  const fault = findJsonFault(text);
  const offset = fault?.offset ?? 0;
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const pointer = pointerTo('', ...(fault?.path ?? []));
  const begins = show(text.trimStart().slice(0, 40));
  const where = `line ${line}, column ${column}`;
  return new StatbankError(
    'SB_JSON_SYNTAX',
    offset >= text.length
      ? `The JSON ends too early, at ${where}: the body was cut off. Fetch it again.`
      : `The body is not JSON at ${where}; it begins with ${begins}. Look at the address and at the status of the answer.`,
    { context: { line, column, pointer } },
  );
}

function duplicateKey(text: string): StatbankError {
  const fault = findJsonFault(text);
  const pointer = pointerTo('', ...(fault?.path ?? []));
  return new StatbankError(
    'SB_JSON_DUPLICATE_KEY',
    `The key at ${pointer} occurs twice in one object, so one of its values would be lost. Report it to the source.`,
    { context: { pointer } },
  );
}

function refuseUnstorable(text: string, root: unknown): void {
  const found = findUnstorableText(text, root);
  if (found === null) return;
  const pointer = pointerTo('', ...found.path);
  throw new StatbankError(
    'SB_JSON_TEXT',
    `The text ${found.text} at ${pointer} holds U+0000 or half of a surrogate pair, which no database can store. Report it to the source.`,
    { context: { pointer } },
  );
}
