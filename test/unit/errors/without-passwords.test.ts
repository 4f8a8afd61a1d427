import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutPasswords } from '../../../src/errors/without-passwords.ts';

test('the password of every address in a text is hidden, the rest stays', () => {
  expect(withoutPasswords('from https://a:b@c.no/x to postgres://me:s%40t@[::1]:5432/d?x=1.')).toBe(
    'from https://a:***@c.no/x to postgres://me:***@[::1]:5432/d?x=1.',
  );
  expect(withoutPasswords('redis://:only@host')).toBe('redis://:***@host');
});

test('addresses without a password stay as they are', () => {
  for (const text of ['http://host:8080/a@b', 'time 12:34 me@host', 'postgres://me@host:5432/d']) {
    expect(withoutPasswords(text)).toBe(text);
  }
});

test('no password survives, whatever it is made of', () => {
  const password = fc.stringMatching(/^[A-Za-z0-9!$&'()*+,;=._~%:-]{6,30}$/);
  fc.assert(
    fc.property(password, (secret) => {
      expect(withoutPasswords(`x postgres://me:${secret}@host/db y`)).toBe(
        'x postgres://me:***@host/db y',
      );
    }),
  );
});
