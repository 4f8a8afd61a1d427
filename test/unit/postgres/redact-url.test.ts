import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactUrl } from '../../../src/postgres/redact-url.ts';

describe('a connection URL for people', () => {
  it('keeps who, where and which database', () => {
    expect(redactUrl('postgresql://statbank:s3cret@db.example.no:5433/prod?sslmode=require')).toBe(
      'postgresql://statbank@db.example.no:5433/prod?sslmode=require',
    );
  });

  it('never holds the password, wherever the URL has it', () => {
    const password = fc
      .string({ minLength: 1 })
      .map((text) => `hemmelig${encodeURIComponent(text)}`);
    fc.assert(
      fc.property(password, (secret) => {
        const shown = [
          redactUrl(`postgres://user:${secret}@host/db`),
          redactUrl(`postgres://:${secret}@host/db`),
          redactUrl(`postgres://user@host/db?password=${secret}&sslpassword=${secret}`),
          redactUrl(`user:${secret}@host/db`),
          redactUrl(`https://user:${secret}@host/db`),
          redactUrl(`host=localhost password=${secret}`),
        ];
        for (const text of shown) expect(text).not.toContain('hemmelig');
      }),
    );
  });

  it('repeats nothing of a text that is no URL of PostgreSQL', () => {
    expect(redactUrl('mysql://root@localhost/x')).toBe('(not a URL)');
  });
});
