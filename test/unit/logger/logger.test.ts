import { describe, expect, test } from 'vitest';
import { StatbankError } from '../../../src/errors/statbank-error.ts';
import { createLogger } from '../../../src/logger.ts';

function loggerOf(terminal: boolean, level = 'info') {
  const lines: string[] = [];
  const logger = createLogger({ level, terminal, write: (text) => lines.push(text) });
  return { logger, lines };
}

describe('the log', () => {
  test('is one JSON document a line where no person reads along', () => {
    const { logger, lines } = loggerOf(false);
    logger.info({ table: 'ssb:07459' }, 'published');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      table: 'ssb:07459',
      msg: 'published',
    });
  });

  test('is short text on a terminal', () => {
    const { logger, lines } = loggerOf(true);
    logger.warn({ table: 'ssb:07459' }, 'torn read');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn torn read table="ssb:07459"\n$/);
  });

  test('tells an error on a terminal once, without what only programs use', () => {
    const { logger, lines } = loggerOf(true);
    const err = new StatbankError('SB_CUBE_INVALID', 'Cells are missing.', {
      context: { pointer: '/value' },
    });
    logger.error({ runId: '1', taskId: '2', table: 'ssb:07459', err }, err.message);
    logger.warn({ err }, 'retrying');
    expect(lines.map((line) => line.slice(9))).toEqual([
      'error Cells are missing. table="ssb:07459" code="SB_CUBE_INVALID"\n',
      'warn retrying code="SB_CUBE_INVALID" error="Cells are missing."\n',
    ]);
  });

  test('says nothing below its level', () => {
    const { logger, lines } = loggerOf(false, 'error');
    logger.warn('x');
    expect(lines).toEqual([]);
  });

  test.each([true, false])('never shows a password (terminal: %s)', (terminal) => {
    const { logger, lines } = loggerOf(terminal);
    const url = 'postgres://me:hemmelig@host/db';
    logger.info({ url, password: 'hemmelig', settings: { databaseUrl: 'hemmelig' } }, `at ${url}`);
    logger.error({ err: new Error(`cannot connect to ${url}`) });
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('hemmelig');
    expect(lines.join('')).toContain('postgres://me:***@host/db');
  });
});
