import { describe, expect, test } from 'vitest';
import { StatbankError } from '../../../src/errors/statbank-error.ts';
import { runMain } from '../../support/run-main.ts';

describe('the command line', () => {
  test('prints its help and ends well', async () => {
    const { exitCode, stdout, stderr } = await runMain(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Usage: statbank/);
    expect(stderr).toBe('');
  });

  test('prints the version of the package', async () => {
    expect((await runMain(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    [['serch', 'x'], "unknown command 'serch'\n(Did you mean search?)"],
    [['search'], "missing required argument 'words'"],
    [['search', 'x', '--limt', '3'], "unknown option '--limt'\n(Did you mean --limit?)"],
    [['search', 'x', '--limit', 'none'], 'It must be a whole number of at least 1.'],
    [['search', 'x', '--limit', '0'], 'It must be a whole number of at least 1.'],
  ])('refuses %j as a usage error', async (words, message) => {
    const { exitCode, stdout, stderr } = await runMain(words);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error SB_USAGE: /);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });

  test('names a wrong setting and ends with the code for configuration', async () => {
    const ran = await runMain(['search', 'x'], { variables: { STATBANK_EGRESS: '*' } });
    expect(ran.exitCode).toBe(6);
    expect(ran.stderr).toBe(
      'error SB_CONFIG_ENVIRONMENT: STATBANK_EGRESS is wrong: it takes 1 to 64 letters, digits, and _ . : -.\n',
    );
  });

  test('lets options win over the environment', async () => {
    const ran = await runMain(['search', 'x', '--log-level', 'loud'], {
      variables: { STATBANK_LOG_LEVEL: 'info' },
    });
    expect(ran.stderr).toContain('STATBANK_LOG_LEVEL is wrong');
  });

  test('shows a stack only when it is asked to', async () => {
    const variables = { STATBANK_EGRESS: '*' };
    const plain = await runMain(['search', 'x'], { variables });
    const debug = await runMain(['search', 'x', '--debug'], { variables });
    const byVariable = await runMain(['search', 'x'], {
      variables: { ...variables, STATBANK_DEBUG: 'yes' },
    });
    expect([plain, debug, byVariable].map(({ stderr }) => stderr.includes('    at '))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('tells an error that follows an interruption as the interruption', async () => {
    const ran = await runMain(['describe', '07459', '--catalogue', '/nowhere.yaml'], {
      signal: AbortSignal.abort(new StatbankError('SB_INTERRUPTED', 'Stopped by SIGINT.')),
    });
    expect(ran).toMatchObject({
      exitCode: 130,
      stderr: 'error SB_INTERRUPTED: Stopped by SIGINT.\n',
    });
  });
});
