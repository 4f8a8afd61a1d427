import type { Binding, CodeChoice } from '../../src/transform/claims/binding.ts';
import type { Claim, Operand, Report } from '../../src/transform/claims/claim.ts';
import type { Evaluation } from '../../src/transform/claims/evaluated-claim.ts';
import type { Words } from '../../src/transform/claims/words.ts';

/** The same text in both languages, for tests that do not read it. */
export function words(text: string): Words {
  return { no: text, en: text };
}

/** A binding to one cell; a code written as `newest` is the newest period. */
export function bind(table: string, codes: Readonly<Record<string, string>>): Binding {
  const [provider = '', id = ''] = table.split(':');
  return {
    table: { provider, table: id },
    codes: Object.fromEntries(
      Object.entries(codes).map(([variable, code]): [string, CodeChoice] => [
        variable,
        code === 'newest' ? { pick: 'newest' } : { pick: 'code', code },
      ]),
    ),
    take: { take: 'cell' },
    unit: null,
    factor: '1',
  };
}

/** An operand with nothing bound but what is given. */
export function operand(name: string, given: Partial<Operand> = {}): Operand {
  return {
    name,
    label: null,
    printed: null,
    published: null,
    current: null,
    proxies: [],
    ...given,
  };
}

/** A level of 50 per cent in 2021 with nothing bound but what is given. */
export function sketchClaim(given: Partial<Claim> = {}): Claim {
  return {
    id: 'C001',
    section: 's1',
    position: 1,
    text: words('claim'),
    test: { kind: 'level' },
    printed: { value: '50', decimals: 0, asPrinted: '50 prosent' },
    unit: 'percent',
    observationUnit: { report: words('persons'), source: words('persons') },
    population: words('18+'),
    base: 'not stated',
    reference: { period: '2021', asPrinted: null },
    edition: '2021',
    source: { publisher: 'SSB', document: 'StatBank' },
    operands: [operand('value', { printed: '50' })],
    rivals: [],
    statements: [],
    superseded: null,
    ended: null,
    holder: null,
    flaws: [],
    ...given,
  };
}

/** A report of these claims. */
export function sketchReport(claims: readonly Claim[], rules: Report['rules'] = []): Report {
  return {
    id: 'sketch',
    title: words('Sketch'),
    publisher: 'DFØ',
    address: 'https://example.org/report',
    asOf: '2021-12-15',
    sections: [{ id: 's1', title: words('Section') }],
    claims,
    rules,
  };
}

/** An evaluation that holds, with nothing read but what is given. */
export function sketchEvaluation(given: Partial<Evaluation> = {}): Evaluation {
  return {
    verdict: 'holds',
    basis: 'source',
    reason: words('as printed'),
    published: { value: '50', of: null, period: '2021' },
    asOf: null,
    current: null,
    drift: null,
    findings: [],
    evidence: [],
    ...given,
  };
}
