import { describe, expect, test } from 'vitest';
import { parseReport } from '../../../src/config/report-file.ts';
import { StatbankError } from '../../../src/errors/statbank-error.ts';

const HEAD = `report: sample
title: { no: Prøve, en: Sample }
publisher: DFØ
address: https://example.org/report
as_of: 2021-12-15
sources: { survey: { publisher: DFØ, document: Undersøkelse } }
sections:
  - id: one
    title: { no: En, en: One }
    claims:
`;

function claim(lines: string): string {
  const own = lines.split('\n').map((line) => `        ${line}`);
  return `${HEAD}      - id: C001\n${own.join('\n')}\n        text: { no: Ja, en: Yes }\n        year: 2021\n        source: survey\n`;
}

function refusal(text: string): string {
  try {
    parseReport(text, 'r.yaml');
  } catch (error) {
    if (error instanceof StatbankError && error.code === 'SB_CONFIG_REPORT') return error.message;
    throw error;
  }
  return 'accepted';
}

const PRINTED = 'printed: { value: 50, as: halvparten }';

test('what is bound to the claim itself is its one operand', () => {
  const text = claim(
    `kind: level\n${PRINTED}\ncurrent: { table: ssb:99001, codes: { Alder: { from: 067, to: 105+ }, Kjonn: [1, 2], Region: "*", Tid: newest }, sum_of: 78 }`,
  );
  const [read] = parseReport(text, 'r.yaml').claims;
  expect(read?.operands).toMatchObject([
    {
      name: 'value',
      printed: '50',
      current: {
        table: { provider: 'ssb', table: '99001' },
        codes: {
          Alder: { pick: 'between', from: '067', to: '105+' },
          Kjonn: { pick: 'codes', codes: ['1', '2'] },
          Region: { pick: 'every' },
          Tid: { pick: 'newest' },
        },
        take: { take: 'sum', cells: 78 },
      },
    },
  ]);
});

describe('a fault is told with its line, its place and what was expected', () => {
  test.each([
    ['an unknown kind', 'kind: leve', '12:9: /sections/0/claims/0/kind: expected a kind: level'],
    [
      'an unknown member',
      `kind: level\n${PRINTED}\ncurent: x`,
      '/sections/0/claims/0/curent: unknown key "curent"',
    ],
    [
      'no printed number',
      'kind: level',
      'r.yaml:11:9: /sections/0/claims/0: a claim of kind level needs printed',
    ],
    [
      'a number with a space',
      'kind: level\nprinted: { value: 600 000, as: x }',
      '/printed/value: expected a number such as 0.5',
    ],
    [
      'a table without provider',
      `kind: level\n${PRINTED}\ncurrent: { table: "07459", codes: {} }`,
      '/current/table: expected provider and table',
    ],
    [
      'a sum and a rank at once',
      `kind: level\n${PRINTED}\ncurrent: { table: ssb:1, codes: {}, sum_of: 2, rank_of: { variable: a, code: b, cells: 3 } }`,
      'expected sum_of or rank_of, not both',
    ],
    [
      'an unknown proxy',
      `kind: level\n${PRINTED}\nproxies: [ssb]`,
      '/proxies/0: there is no proxy ssb',
    ],
    [
      'an unknown population',
      `kind: level\n${PRINTED}\npopulation: all`,
      '/population: there is no population all',
    ],
    [
      'a formula that cannot be read',
      `kind: derived\n${PRINTED}\nformula: 100 -`,
      '/formula: expected a number or a name after "100 -"',
    ],
    [
      'a formula of unknown operands',
      `kind: derived\n${PRINTED}\nformula: 100 - low`,
      '/formula: there is no operand low',
    ],
    [
      'a change without its ends',
      `kind: change\nmeasured_in: points\n${PRINTED}`,
      '/operands: expected an operand from',
    ],
    ['an unknown claim', 'kind: compound\nclaims: [C009]', '/claims/0: there is no claim C009'],
    [
      'a claim that rests on itself',
      'kind: roll-up\nclaims: [C001]',
      '/claims: C001 rests on itself',
    ],
    [
      'nobody who has the data',
      'kind: not-refreshable\nreason: { no: Nei, en: "No" }',
      'needs holder',
    ],
  ])('%s', (_name, lines, message) => {
    expect(refusal(claim(lines))).toContain(message);
  });

  test('a rule without a relation, or about nothing', () => {
    const text = claim(`kind: level\n${PRINTED}`);
    const rule = (formula: string): string =>
      refusal(`${text}rules:\n  - { id: R1, text: { no: Ja, en: Yes }, formula: ${formula} }\n`);
    expect(rule('C001 + 1')).toContain('/rules/0/formula: expected a relation');
    expect(rule('C002 = 1')).toContain('/rules/0/formula: there is no claim C002');
    expect(rule('C001.low = 1')).toContain('/rules/0/formula: C001 has no operand low');
    expect(rule('C001 = 50')).toBe('accepted');
  });

  test('broken YAML and a wrong date', () => {
    expect(refusal('report: [')).toMatch(/^r\.yaml:\d+:\d+: /);
    expect(refusal(claim(`kind: level\n${PRINTED}`).replace('2021-12-15', '15.12.2021'))).toContain(
      'r.yaml:5:1: /as_of: expected a date such as 2021-12-15',
    );
  });
});
