import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

const MARKER = 'ssb:99001 Forvaltning=K Hindring=03 ContentsCode=AndelVirksomheter Tid=newest';

describe('statbank report', { timeout: 120_000 }, () => {
  test('check tells verdicts, keeps them, and fails on those that are named', async () => {
    const { call, json, query } = await startRehearsal();
    const first = await json('report', 'check');
    expect(first.exitCode).toBe(EXIT.ok);
    expect(first.facts.claims).toHaveLength(114);
    expect(first.facts.counts['waiting for data']).toBeGreaterThan(7);

    expect((await call('sync', '99001')).exitCode).toBe(EXIT.ok);
    const [row] = await query(`select * from mart.report_claims where claim = 'C057'`);
    expect(row).toMatchObject({ verdict: 'drifted', current_value: '53.1', drift: '3.1' });

    const failing = await call('report', 'check', '--fail-on', 'drifted');
    expect(failing.exitCode).toBe(EXIT.difference);
    expect(failing.stdout).toMatch(
      /C057 +50 +53,1 +har endret seg +50 er trykt, 53,1 er tallet nå/,
    );
    expect(failing.stdout).toContain('R07 stemmer ikke: De nøytrale gikk ned i takt');
    expect((await call('report', 'check', '--fail-on', 'meaning-changed')).exitCode).toBe(EXIT.ok);
    expect((await call('report', 'check', '--fail-on', 'broken')).exitCode).toBe(EXIT.difference);
    const wrong = await call('report', 'check', '--fail-on', 'drifed');
    expect(wrong.exitCode).toBe(EXIT.usage);
    expect(wrong.stderr).toContain('There is no verdict "drifed"; did you mean drifted?');
    const english = await call('report', 'check', '--language', 'en');
    expect(english.stdout).toContain('50 was printed, 53.1 is the number now (+3.1).');
  });

  test('check holds the marked numbers of any text, and tells markers that cannot be read', async () => {
    const { call, folder } = await startRehearsal();
    await call('sync', '99001');
    const text = join(folder, 'notat.md');
    await writeFile(
      text,
      `Om lag 50 prosent<!-- ~ ${MARKER} step=5 --> av kommunene.\n\nNøyaktig 53,1<!-- = ${MARKER} -->, minst 50<!-- >= ${MARKER} -->.\n`,
    );
    const checked = await call('report', 'check', text, '--fail-on', 'broken');
    expect(checked.exitCode).toBe(EXIT.difference);
    const lines = checked.stdout
      .replaceAll(folder, '')
      .replaceAll(/ {2,}/g, '  ')
      .trim()
      .split('\n');
    expect(lines).toEqual([
      'sted  trykt  nå  vurdering  begrunnelse',
      '/notat.md:1:8  50  53,1  har endret seg  50 er trykt, 53,1 er tallet nå (+3,1).',
      '/notat.md:3:10  53,1  53,1  stemmer  Tallet er fortsatt 53,1.',
      '/notat.md:3:110  50  53,1  stemmer  53,1 er minst 50.',
    ]);
    await writeFile(text, `Tekst\n50<!-- = 99001 Tid=newest -->\n`);
    const wrong = await call('report', 'check', text);
    expect(wrong.exitCode).toBe(EXIT.configuration);
    expect(wrong.stderr).toContain(`${text}:2:3: expected a table such as ssb:07459`);
    expect((await call('report', 'check', join(folder, 'none.md'))).stderr).toContain(
      'error SB_CONFIG_REPORT: The text',
    );
  });
});
