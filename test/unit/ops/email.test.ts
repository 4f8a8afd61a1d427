import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailLines } from '../../../src/commands/email.ts';

const MESSAGE = {
  from: 'statbank@example.org',
  to: 'ops@example.org',
  date: new Date('2026-10-05T04:30:00Z'),
  subject: 'StatBank: 1 tabell oppdatert, 12 uendret',
  lines: ['07459: 3 celler endret, største +2 i 2024 Oslo'],
};

describe('an e-mail', () => {
  it('has headers, an empty line and the body', () => {
    expect(emailLines(MESSAGE)).toEqual([
      'Date: Mon, 5 Oct 2026 04:30:00 +0000',
      'From: statbank@example.org',
      'To: ops@example.org',
      'Subject: StatBank: 1 tabell oppdatert, 12 uendret',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      'Auto-Submitted: auto-generated',
      '',
      '07459: 3 celler endret, st=C3=B8rste +2 i 2024 Oslo',
    ]);
  });

  it.each(['', 'nobody', 'a@b.no\nBcc: c@d.no', 'a@b.no, c@d.no', 'Å@b.no'])(
    'is not written from %j',
    (from) => {
      expect(() => emailLines({ ...MESSAGE, from })).toThrow(/is no e-mail address/);
    },
  );

  it('keeps any subject and any line, in short lines of ASCII', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 5 }), (subject, lines) => {
        const message = emailLines({ ...MESSAGE, subject, lines });
        for (const line of message) expect(line).toMatch(/^[\x20-\x7e]{0,76}$/);
        const body = message.indexOf('');
        expect(subjectOf(message.slice(0, body))).toBe(subject);
        expect(unquoted(message.slice(body + 1))).toBe(lines.join('\n'));
      }),
    );
  });
});

function subjectOf(headers: readonly string[]): string {
  const from = headers.findIndex((line) => line.startsWith('Subject: '));
  const folded = headers
    .slice(from)
    .filter((line, index) => index === 0 || line.startsWith(' '))
    .map((line) => line.replace(/^Subject: | /, ''));
  if (!folded[0]!.startsWith('=?UTF-8?B?')) return headers[from]!.slice('Subject: '.length);
  const bytes = folded.map((word) => Buffer.from(word.slice(10, -2), 'base64'));
  return Buffer.concat(bytes).toString('utf8');
}

function unquoted(lines: readonly string[]): string {
  const joined = lines.join('\n').replaceAll('=\n', '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
