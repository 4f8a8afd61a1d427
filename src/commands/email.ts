import { StatbankError } from '../errors/statbank-error.ts';

/** A message for a mail program, such as `sendmail -t`. */
export interface Email {
  readonly from: string;
  readonly to: string | null;
  readonly date: Date;
  readonly subject: string;
  readonly lines: readonly string[];
}

/** RFC 2047: 76 characters a line. `Subject: =?UTF-8?B??=` takes 21 of them; 39 bytes are 52 in base64. */
const ENCODED_BYTES = 39;

/** RFC 2045: at most 76 characters a line, the soft break's `=` included. */
const LINE_LENGTH = 76;

/** One plain address: what RFC 5322 calls addr-spec, without comments, quotes or line breaks. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+$/;

/**
 * The lines of a message as RFC 5322 wants them: headers, an empty line, the body. All ASCII:
 * the subject as encoded words, the body quoted-printable.
 *
 * @throws StatbankError SB_USAGE for an address that is none
 */
export function emailLines({ from, to, date, subject, lines }: Email): readonly string[] {
  return [
    `Date: ${rfcDate(date)}`,
    `From: ${address(from)}`,
    ...(to === null ? [] : [`To: ${address(to)}`]),
    ...foldedSubject(subject),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    'Auto-Submitted: auto-generated',
    '',
    ...lines.flatMap(quotedPrintable),
  ];
}

function address(text: string): string {
  if (ADDRESS.test(text)) return text;
  throw new StatbankError(
    'SB_USAGE',
    `${JSON.stringify(text)} is no e-mail address: write it plain, as name@example.org.`,
  );
}

/** `Mon, 5 Oct 2026 20:00:00 +0000` */
function rfcDate(date: Date): string {
  return date
    .toUTCString()
    .replace(/ 0(\d) /, ' $1 ')
    .replace('GMT', '+0000');
}

function foldedSubject(subject: string): readonly string[] {
  if (/^[\x20-\x7e]{0,66}$/.test(subject)) return [`Subject: ${subject}`];
  const words: string[] = [];
  let word = '';
  for (const character of subject) {
    if (Buffer.byteLength(word + character) > ENCODED_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((text, index) => {
    const encoded = `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
    return index === 0 ? `Subject: ${encoded}` : ` ${encoded}`;
  });
}

/** RFC 2045, section 6.7: one line of text as one or more lines. */
function quotedPrintable(line: string): readonly string[] {
  const units = [...Buffer.from(line)].map((byte, index, all) => {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x3d;
    const trailing = byte === 0x20 && index === all.length - 1;
    return plain && !trailing
      ? String.fromCodePoint(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  const lines: string[] = [];
  let current = '';
  for (const unit of units) {
    if (current.length + unit.length > LINE_LENGTH - 1) {
      lines.push(`${current}=`);
      current = '';
    }
    current += unit;
  }
  return [...lines, current];
}
