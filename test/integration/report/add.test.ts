import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadReport } from '../../../src/config/load-report.ts';
import { EXIT } from '../../../src/errors/codes.ts';
import { type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';
import { type Ran, runMain } from '../../support/run-main.ts';
import { CONTROL_C, DOWN, ENTER, type Keystrokes } from '../../support/typist.ts';

const CELLS = ['99001', 'Forvaltning=K', 'Hindring=03', 'Tid=newest'];

const REPORT = `# Mine egne påstander
report: own
title: Min rapport # en kommentar
publisher: Meg
address: https://example.org/report
as_of: 2024-06-01
sources: { ssb: { publisher: SSB, document: Statistikkbanken } }
sections:
  - id: one
    title: En
    claims:
      - id: C001
        kind: level
        text: Halvparten mangler kompetanse.
        printed: { value: 50, as: halvparten }
        year: 2024
        source: ssb
    # Det som følger, står her også etterpå.

rules: []
`;

describe('statbank report add', { timeout: 120_000 }, () => {
  let rehearsal: Rehearsal;
  let file: string;

  beforeEach(async () => {
    rehearsal = await startRehearsal();
    await rehearsal.call('sync', '99001', '10611');
    file = join(rehearsal.folder, 'own.yaml');
    await writeFile(file, REPORT);
  });

  async function add(...words: readonly string[]): Promise<Ran> {
    return rehearsal.call('report', 'add', ...words);
  }

  test('finds a table by words of either language, and lists what is left to choose', async () => {
    expect((await add('KOMMUNER', 'hindringer')).stdout).toBe(
      'tabell     tittel\nssb:99001  Hindringer for utvikling av digitale tjenester, kommuner og fylkeskommuner\n',
    );
    const english = await add('barriers', 'central', '--language', 'en');
    expect(english.stdout).toContain('ssb:10611  Barriers to the development of digital services');
    expect((await add('finnes', 'ikke')).stdout).toContain(
      'Ingen tabell her har alle disse ordene',
    );

    const open = await add('99001', 'Forvaltning=K', 'Hindring=?kompetanse');
    expect(open.stdout).toBe(
      'Hindring (hindring), 1:\n  03  Manglende kompetanse\n\nTid (år), 2:\n  2024\n  2018\n\n',
    );
    expect((await add('99001', 'Forvaltning')).exitCode).toBe(EXIT.usage);
  });

  test('shows value, unit, period and verdict, and what to write', async () => {
    const { stdout } = await add(...CELLS, '--printed', 'om lag 50 prosent', '--about', '5');
    expect(stdout.split('\n')).toEqual([
      'ssb:99001: 53,1 prosent (2024, utgave 1)',
      'har endret seg: 50 er trykt, 53,1 er tallet nå (+3,1).',
      '',
      'I en rapportfil:',
      '  { table: "ssb:99001", codes: { Forvaltning: K, Hindring: "03", ContentsCode: AndelVirksomheter, Tid: newest }, unit: prosent }',
      'Bak tallet i en tekst:',
      '  <!-- ~ ssb:99001 Forvaltning=K Hindring=03 ContentsCode=AndelVirksomheter Tid=newest step=5 -->',
      '',
    ]);
    const wrong = await add('99001', 'Forvaltning=X', 'Hindring=03', 'Tid=newest');
    expect(wrong.stdout).toBe('ssb:99001: Forvaltning har ikke koden X; den har F, K.\n');
    expect((await add(...CELLS, '--printed', 'halvparten')).exitCode).toBe(EXIT.usage);
  });

  test('binds a claim of a report and adds one, and leaves all else as it was', async () => {
    const bound = await add(...CELLS, '--write', file, '--claim', 'C001');
    expect(bound.stdout).toContain('har endret seg: 50 er trykt, 53,1 er tallet nå (+3,1).');
    expect(bound.stdout).toContain(`Skrevet til ${file}: C001.`);

    const state = ['10611', 'Hindring=03', 'Tid=2025', '--write', file, '--claim', 'C002'];
    const early = await add(...state);
    expect([early.exitCode, early.stderr]).toEqual([
      EXIT.usage,
      expect.stringContaining('The report has no claim C002. To add the claim as well, tell'),
    ]);
    const text = 'I staten er det: 40 prosent';
    const added = await add(...state, '--printed', '40 prosent', '--text', text);
    expect(added.stdout).toContain('stemmer: Tallet er fortsatt 40.');

    const written = await readFile(file, 'utf8');
    const own = REPORT.split('\n');
    const kept: string[] = [];
    for (const line of written.split('\n')) if (line === own[kept.length]) kept.push(line);
    expect(kept).toEqual(own);
    expect(written.split('\n')).toHaveLength(own.length + 8);
    const { claims } = await loadReport(file);
    expect(claims).toMatchObject([
      { id: 'C001', operands: [{ current: { table: { table: '99001' } } }] },
      {
        id: 'C002',
        text: { no: text, en: text },
        printed: { value: '40' },
        reference: { period: '2025' },
      },
    ]);
    const checked = await rehearsal.call('report', 'check', file, '--all');
    expect(checked.stdout).toMatch(/C001 +50 +53,1 +har endret seg[^]*C002 +40 +40 +stemmer/);
  });

  test('writes nothing where there is no number, no file, or half a target', async () => {
    for (const [words, message] of [
      [['99001', 'Forvaltning=K', '--write', file, '--claim', 'C001'], 'Nothing was written'],
      [[...CELLS, '--write', file], 'Give both --write FILE and --claim ID'],
      [[...CELLS, '--write', `${file}.no`, '--claim', 'C001'], 'There is no report file'],
    ] as const) {
      const { exitCode, stderr } = await add(...words);
      expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining(message)]);
    }
    expect(await readFile(file, 'utf8')).toBe(REPORT);
  });

  describe('on a terminal', () => {
    async function answer(words: readonly string[], typed: readonly Keystrokes[]): Promise<Ran> {
      const { variables, folder } = rehearsal;
      return runMain(['report', 'add', ...words], { variables, folder, typed });
    }

    const choosing: readonly Keystrokes[] = [
      ['Hvilken tabell er tallet fra?', 'kommuner'],
      ['? Hvilken tabell er tallet fra? kommuner', ENTER],
      ['Velg forvaltningsnivå', ENTER],
      ['Velg hindring', 'kompetanse'],
      ['? Velg hindring: kompetanse', ENTER],
      ['nyeste periode (nå 2024)', ENTER],
      ['Hva står trykt?', `om lag 50 prosent${ENTER}`],
      ['Til nærmeste hva?', `10${ENTER}`],
    ];

    test('asks for what is missing, and begins a report with its first claim', async () => {
      const begun = join(rehearsal.folder, 'Mitt notat.yaml');
      const { exitCode, stdout } = await answer(
        ['hindringer'],
        [
          ...choosing,
          ['Skrive til hvilken rapportfil?', `${begun}${ENTER}`],
          ['Hva heter teksten?', `Et notat: om kompetanse${ENTER}`],
          ['Hvem gir den ut?', `Avisen${ENTER}`],
          ['Hvor ligger den på nettet?', `https://example.org/notat${ENTER}`],
          ['Hva sier teksten?', `Omtrent halvparten mangler kompetanse.${ENTER}`],
        ],
      );
      expect(exitCode).toBe(EXIT.ok);
      expect(stdout).toContain('stemmer avrundet: ');
      expect(stdout).toContain(
        '  statbank report add ssb:99001 Forvaltning=K Hindring=03 ContentsCode=AndelVirksomheter Tid=newest\n',
      );
      expect(await loadReport(begun)).toMatchObject({
        id: 'mitt-notat',
        title: { no: 'Et notat: om kompetanse' },
        claims: [
          {
            id: 'C001',
            test: { kind: 'approximate', step: '10' },
            printed: { value: '50', asPrinted: 'om lag 50 prosent' },
            source: { publisher: 'Statistisk sentralbyrå' },
          },
        ],
      });
    });

    test('binds a claim that is chosen, and asks nothing of who gave everything', async () => {
      const { stdout } = await answer(
        ['hindringer'],
        [
          ...choosing,
          ['Skrive til hvilken rapportfil?', `${file}${ENTER}`],
          ['For hvilken påstand?', DOWN],
          ['❯ C001', ENTER],
        ],
      );
      expect(stdout).toContain('har endret seg: 50 er trykt, 53,1 er tallet nå (+3,1).');
      const { claims } = await loadReport(file);
      expect(claims[0]?.operands[0]?.current?.table.table).toBe('99001');
      expect((await answer(CELLS, [])).stdout).toContain('53,1 prosent');
    });

    test('stops where the answers stop, and has written nothing', async () => {
      const { exitCode, stderr } = await answer(['hindringer'], [['Hvilken tabell', CONTROL_C]]);
      expect(exitCode).toBe(EXIT.interrupted);
      expect(stderr).toContain('error SB_INTERRUPTED: No more answers came. Nothing was written.');
    });
  });
});
