import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingLines, findingWords, untold } from '../../../src/commands/finding-lines.ts';
import type { Finding } from '../../../src/errors/finding.ts';

const finding = (pointer: string, message: string): Finding => ({
  code: 'C',
  severity: 'error',
  pointer,
  message,
});

describe('findings below a message', () => {
  test('are all but the one that it tells, whatever they are called', () => {
    const messages = fc.array(fc.constantFrom('a blank', 'an error', 'a date'), { minLength: 1 });
    fc.assert(
      fc.property(messages, (told) => {
        const findings = told.map((message, at) => finding(`B${at}`, message));
        const [first] = findings;
        const below = untold(findings, `The file cannot be read at B0: ${first?.message}.`);
        expect(below).toEqual(findings.slice(1));
      }),
    );
  });

  test('are ten, and the number of the others', () => {
    const findings = Array.from({ length: 12 }, (_, at) => finding(`B${at}`, 'a blank'));
    const lines = findingLines(findings, ({ pointer }) => pointer);
    expect([lines.length, lines.at(0), lines.at(-1)]).toEqual([11, 'B0', '  … and 2 more']);
    expect(findingLines(findings.slice(2), () => 'one')).toHaveLength(10);
  });

  test.each([
    [{}, 'a blank'],
    [{ expected: '3' }, 'a blank (expected 3)'],
    [{ expected: '3', actual: 'nothing' }, 'a blank (expected 3, found nothing)'],
    [{ expected: null, actual: null }, 'a blank'],
  ])('tell both sides where there are any: %o', (sides, words) => {
    expect(findingWords({ message: 'a blank', ...sides })).toBe(words);
  });
});
