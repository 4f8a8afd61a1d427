import { describe, expect, test } from 'vitest';
import { describeError, exitCodeOf } from '../../../src/commands/describe-error.ts';
import { StatbankError } from '../../../src/errors/statbank-error.ts';

describe('an error of ours', () => {
  const error = new StatbankError('SB_CUBE_INVALID', 'The response for ssb:07459 is not a cube.', {
    context: {
      findings: Array.from({ length: 12 }, (_, index) => ({
        code: 'SIZE',
        severity: 'error',
        pointer: `/size/${index}`,
        message: `size ${index} is wrong`,
        expected: '3',
        actual: '4',
      })),
    },
    cause: new Error('read failed at postgres://me:secret@host/db'),
  });

  test('is printed with code, message, ten findings and cause, without stack and password', () => {
    const lines = describeError(error, false).split('\n');
    expect(lines[0]).toBe('error SB_CUBE_INVALID: The response for ssb:07459 is not a cube.');
    expect(lines[1]).toBe('  SIZE /size/0: size 0 is wrong (expected 3, found 4)');
    expect(lines.slice(10)).toEqual([
      '  SIZE /size/9: size 9 is wrong (expected 3, found 4)',
      '  … and 2 more',
      '  caused by: read failed at postgres://me:***@host/db',
      '',
    ]);
  });

  test('tells the same fault at every place, and none of them twice', () => {
    const finding = (pointer: string) => ({
      code: 'SURVEY_HEADER',
      severity: 'error',
      pointer,
      message: 'another heading than declared',
    });
    const twice = new StatbankError(
      'SB_DOCUMENT_INVALID',
      'The file cannot be read at Ark1!A1: another heading than declared.',
      { context: { findings: [finding('Ark1!A1'), finding('Ark1!B1')] } },
    );
    expect(describeError(twice, false).split('\n').slice(1)).toEqual([
      '  SURVEY_HEADER Ark1!B1: another heading than declared',
      '',
    ]);
  });

  test('is printed with its stack when asked for', () => {
    expect(describeError(error, true)).toContain('describe-error.test.ts');
  });

  test('asks for the exit code of its kind', () => {
    expect(exitCodeOf(error)).toBe(7);
  });

  test('does not repeat a cause that its message tells already', () => {
    const cause = new Error('connect refused');
    expect(
      describeError(new StatbankError('SB_DB_CONNECT', 'No: connect refused.', { cause }), false),
    ).toBe('error SB_DB_CONNECT: No: connect refused.\n');
  });
});

describe('any other error', () => {
  test('is called a fault of the program, and how to see where', () => {
    expect(describeError(new TypeError('x is not a function'), false)).toBe(
      'error SB_UNEXPECTED: x is not a function\n  This is a fault of the program: --debug shows where.\n',
    );
    expect(exitCodeOf(new TypeError('x'))).toBe(1);
  });

  test('has words even if it came without', () => {
    const both = new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')], '');
    expect(describeError(both, false)).toContain('::1 refused; 127.0.0.1 refused');
    expect(describeError('thrown text', false)).toContain('thrown text');
    expect(describeError(new RangeError(), false)).toContain('RangeError');
  });

  test('cannot change the terminal', () => {
    expect(describeError(new Error('a\u001B[2Jb'), false)).not.toContain('\u001B');
  });
});
