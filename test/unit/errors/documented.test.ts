import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../src/errors/codes.ts';

const PAGE = new URL('../../../docs/errors.md', import.meta.url);

test('every code is explained with its exit code, meaning, cause and remedy, and no other is', async () => {
  const sections = (await readFile(PAGE, 'utf8')).split(/^### /m).slice(1);
  const explained = sections.map((section) => {
    const [code = ''] = section.split('\n', 1);
    const field = (name: string) => new RegExp(`^- ${name}: (.+)$`, 'm').exec(section)?.[1];
    expect([field('Meaning'), field('Likely cause'), field('Remedy')]).not.toContain(undefined);
    return [code, Number(field('Exit code'))];
  });
  expect(Object.fromEntries(explained)).toEqual(ERROR_CODES);
  expect(explained).toHaveLength(Object.keys(ERROR_CODES).length);
});

test('every code is SB_ and upper-case words', () => {
  const codes = Object.keys(ERROR_CODES);
  expect(codes.every((code) => /^SB(_[A-Z]+)+$/.test(code))).toBe(true);
});
