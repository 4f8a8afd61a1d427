import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../src/transform/claims/claim.ts';
import { evaluateClaim } from '../../../src/transform/claims/evaluate-claim.ts';
import type {
  EvaluatedClaim,
  Evaluation,
  OperandEvidence,
  Verdict,
} from '../../../src/transform/claims/evaluated-claim.ts';
import type { Reading } from '../../../src/transform/claims/reading.ts';
import { evaluateRules } from '../../../src/transform/claims/rules.ts';
import { mostTelling } from '../../../src/transform/claims/telling.ts';
import { sketchClaim, sketchEvaluation, words } from '../../support/claims.ts';

const table = { provider: 'ssb', table: '11124' };

function read(value: string, given: Partial<Extract<Reading, { status: 'read' }>> = {}): Reading {
  return {
    status: 'read',
    table,
    value,
    of: null,
    unit: 'prosent',
    period: '2024',
    vintage: 3,
    observedAt: '2024-05-03T06:00:00Z',
    committedAt: '2024-05-03T06:01:00Z',
    preliminary: false,
    cells: [],
    ...given,
  };
}

const missing: Reading = {
  status: 'problem',
  table,
  problem: 'no table',
  reason: words('ssb:11124: the table is not here.'),
};

function evidence(name: string, given: Partial<OperandEvidence> = {}): OperandEvidence {
  return {
    name,
    label: null,
    printed: null,
    published: null,
    asOf: null,
    current: null,
    proxies: [],
    ...given,
  };
}

function judge(
  claim: Partial<Claim>,
  operands: readonly OperandEvidence[],
  others: Readonly<Record<string, Verdict>> = {},
): Evaluation {
  return evaluateClaim(sketchClaim(claim), operands, (id) => others[id] ?? null);
}

const nearly = { reason: words('other ages'), reading: read('93') };
const trend = { test: { kind: 'trend', direction: 'up', within: '0' }, printed: null } as const;

describe('a proxy', () => {
  test('is shown beside a level and never makes it drift', () => {
    const { verdict, reason, findings } = judge({}, [
      evidence('value', { printed: '50', proxies: [nearly] }),
    ]);
    expect(verdict).toBe('no open source');
    expect(reason.en).toContain('The nearest is 93 (ssb:11124, 2024).');
    expect(findings).toMatchObject([
      { code: 'proxy', text: { en: 'ssb:11124 has 93 for 2024. other ages' } },
    ]);
  });

  test('tells a direction, and says that it is one', () => {
    const fallen = { ...nearly, reading: read('90') };
    const { verdict, basis, reason } = judge(trend, [
      evidence('from', { proxies: [nearly] }),
      evidence('to', { proxies: [fallen] }),
    ]);
    expect([verdict, basis]).toEqual(['direction reversed', 'proxy']);
    expect(reason.no).toBe('Etter nærmeste åpne mål: Fra 93 til 90 (−3): ned.');
  });

  test('that is not here leaves the report’s own figures to be compared', () => {
    const none = { ...nearly, reading: missing };
    const { verdict, basis } = judge(trend, [
      evidence('from', { printed: '78', published: read('78'), proxies: [none] }),
      evidence('to', { printed: '93', published: read('93'), proxies: [none] }),
    ]);
    expect([verdict, basis]).toEqual(['holds', 'publication']);
  });

  test('that is not here is named once, with why it was meant to be read', () => {
    const none = { ...nearly, reading: missing };
    const { findings } = judge({}, [evidence('value', { printed: '50', proxies: [none] })]);
    expect(findings).toMatchObject([
      { code: 'proxy', text: { no: 'ssb:11124: the table is not here. other ages' } },
    ]);
  });
});

describe('what decides when several things are true', () => {
  const rivals = [
    { publisher: 'U', value: '57', text: words('57'), address: 'https://example.org' },
  ];
  const superseded = { since: '2024', reason: words('another scale') };
  const changed: Reading = { ...missing, problem: 'unit changed' };
  const off = evidence('value', { current: read('60') });

  test.each<[string, Partial<Claim>, OperandEvidence, Verdict]>([
    [
      'another meaning before another scale',
      { superseded },
      evidence('value', { current: changed }),
      'meaning changed',
    ],
    ['another scale before another number', { superseded }, off, 'superseded'],
    ['another number before another source', { rivals }, off, 'drifted'],
    [
      'another source before a missing number',
      { rivals },
      evidence('value', { current: missing }),
      'contradicted by another source',
    ],
    [
      'another source before the same number',
      { rivals },
      evidence('value', { current: read('50') }),
      'contradicted by another source',
    ],
    [
      'an end before a missing number',
      { ended: words('over') },
      evidence('value', { current: missing }),
      'frozen',
    ],
  ])('%s', (_name, claim, operand, verdict) => {
    expect(judge(claim, [operand]).verdict).toBe(verdict);
  });

  test('a rival that rounds to the same number contradicts nothing', () => {
    const same = [{ ...rivals[0]!, value: '50.4' }];
    expect(judge({ rivals: same }, [evidence('value', { current: read('50') })]).verdict).toBe(
      'holds',
    );
  });

  test('a later statement reverses, lessens or confirms a direction; one of the same year contradicts it', () => {
    const say = (period: string, direction: 'up' | 'down' | 'flat'): Verdict => {
      const statement = {
        publisher: 'DFØ',
        period,
        direction,
        text: words('x'),
        address: 'https://example.org',
      };
      const operands = [evidence('from'), evidence('to')];
      return judge({ ...trend, statements: [statement] }, operands).verdict;
    };
    expect(say('2024', 'down')).toBe('direction reversed');
    expect(say('2024', 'flat')).toBe('drifted');
    expect(say('2024', 'up')).toBe('holds');
    expect(say('2021', 'down')).toBe('contradicted by another source');
  });
});

describe('a claim that rests on others', () => {
  const on = (kind: 'compound' | 'roll-up', ...verdicts: readonly Verdict[]): Verdict => {
    const ids = verdicts.map((_, index) => `C${index}`);
    const others = Object.fromEntries(ids.map((id, index) => [id, verdicts[index] ?? 'holds']));
    return judge({ test: { kind, claims: ids }, printed: null }, [], others).verdict;
  };

  test('breaks with the first of them that does', () => {
    expect(on('compound', 'holds', 'drifted')).toBe('drifted');
    expect(on('roll-up', 'holds', 'contradicted by another source')).toBe(
      'contradicted by another source',
    );
    expect(on('roll-up', 'drifted', 'superseded')).toBe('drifted');
  });

  test('holds when all hold, a conclusion when one does', () => {
    expect(on('compound', 'holds', 'holds after rounding')).toBe('holds');
    expect(on('compound', 'holds', 'no open source')).toBe('no open source');
    expect(on('compound', 'holds', 'waiting for data')).toBe('waiting for data');
    expect(on('roll-up', 'holds', 'waiting for data')).toBe('holds');
    expect(on('roll-up', 'frozen', 'no open source')).toBe('no open source');
  });
});

describe('findings', () => {
  test('tell that the report counts others than its source asked, and what "i dag" means', () => {
    const { findings } = judge(
      {
        observationUnit: { report: words('ansatte'), source: words('kommuner') },
        reference: { period: '2021', asPrinted: 'i dag' },
        flaws: [{ code: 'label', text: words('a wrong word') }],
      },
      [evidence('value', { current: read('50', { preliminary: true }) })],
    );
    expect(findings.map(({ code, severity, text }) => [code, severity, text.no])).toEqual([
      ['label', 'warning', 'a wrong word'],
      ['observation-unit', 'warning', 'Rapporten sier ansatte; kilden spør kommuner.'],
      ['relative-date', 'info', '«i dag» i rapporten betyr 2021.'],
      ['preliminary', 'info', 'Tallet for 2024 i ssb:11124 er foreløpig.'],
    ]);
  });

  test('tell of a published figure that is not what the claim prints', () => {
    const { findings } = judge({}, [evidence('value', { printed: '50', published: read('51') })]);
    expect(findings[0]?.text.en).toBe('The claim says 50, but ssb:11124 has 51.');
  });
});

function evaluated(id: string, given: Partial<Evaluation>): EvaluatedClaim {
  return {
    claim: sketchClaim({ id }),
    evaluation: sketchEvaluation({ basis: 'source', ...given }),
    evaluatedAt: '2026-11-25T00:00:00Z',
    previousVerdict: null,
  };
}

const number = (value: string) => ({ value, of: null, period: null });

test('rules are held against printed and refreshed numbers alike', () => {
  const claims = [
    evaluated('C1', { published: number('40'), current: number('41') }),
    evaluated('C2', {
      published: number('10'),
      evidence: [evidence('population', { current: read('4600000'), published: read('4400000') })],
    }),
  ];
  const rules = ['C1 - C2 = 30', 'C2 = 10', '600000 / 0.14 <= C2.population'].map((formula) => ({
    id: formula,
    text: words(formula),
    formula,
  }));
  expect(
    evaluateRules(rules, claims).map(({ published, current, publishedWords, currentWords }) => [
      published,
      current,
      publishedWords,
      currentWords,
    ]),
  ).toEqual([
    [true, false, '40 - 10 = 30', '41 - 10 = 30'],
    [true, null, '10 = 10', '? = 10'],
    [true, true, '600000 / 0.14 <= 4400000', '600000 / 0.14 <= 4600000'],
  ]);
});

test('what a reader should hear of first: sources, graver verdicts, greater changes', () => {
  const drift = (amount: string) =>
    ({
      amount,
      unit: 'points',
      sinceTable: null,
      sinceVintage: null,
      sinceObservedAt: null,
    }) as const;
  const claims = [
    evaluated('holds', {}),
    evaluated('rests', { verdict: 'direction reversed', basis: 'other claims' }),
    evaluated('little', { verdict: 'drifted', drift: drift('1') }),
    evaluated('rival', { verdict: 'contradicted by another source' }),
    evaluated('much', { verdict: 'drifted', drift: drift('-20') }),
    evaluated('turned', { verdict: 'direction reversed' }),
  ];
  const told = mostTelling(claims, 9).map(({ claim }) => claim.id);
  expect(told).toEqual(['turned', 'much', 'little', 'rival', 'rests']);
  expect(mostTelling(claims, 2)).toHaveLength(2);
});
