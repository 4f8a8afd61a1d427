import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertBinding } from '../../../src/config/insert-binding.ts';
import { parseReport } from '../../../src/config/report-file.ts';
import type { Binding, CodeChoice } from '../../../src/transform/claims/binding.ts';
import { bindingMarker, bindingYaml } from '../../../src/transform/claims/binding-text.ts';
import { readMarkers } from '../../../src/transform/claims/markers.ts';

const REPORT = `report: sample
title: { no: Prøve, en: Sample } # a comment
publisher: DFØ
address: https://example.org/report
as_of: 2021-12-15
sources: { survey: { publisher: DFØ, document: Undersøkelse } }
sections:
  - id: one
    title: { no: En, en: One }
    claims:
      - id: C001
        kind: level
        text: { no: Ja, en: Yes }
        printed: { value: 50, as: halvparten }
        year: 2021
        source: survey
      - id: C002
        kind: trend
        direction: up
        text: { no: Ja, en: Yes }
        year: 2021
        source: survey
        operands: { from: {}, to: {} }
`;

const code = fc
  .stringMatching(/^[A-Za-zÆØÅæøå0-9][\wÆØÅæøå+-]{0,8}$/)
  .filter((one) => one !== 'newest');
// Codes are opaque: any text is one, but only a plain one can be in a list or a span.
const strange = fc
  .string({ minLength: 1, maxLength: 6 })
  .filter((text) => !/["\\\n\r]|-->|`|\*/.test(text) && text.trim() === text && text !== 'newest');
const choice: fc.Arbitrary<CodeChoice> = fc.oneof(
  fc.oneof(code, strange).map((one): CodeChoice => ({ pick: 'code', code: one })),
  fc
    .array(code, { minLength: 2, maxLength: 4 })
    .map((codes): CodeChoice => ({ pick: 'codes', codes })),
  fc.tuple(code, code).map(([from, to]): CodeChoice => ({ pick: 'between', from, to })),
  fc.constantFrom<CodeChoice>({ pick: 'every' }, { pick: 'newest' }),
);
const variable = fc.stringMatching(/^[A-Z][a-zA-Z0-9]{0,8}$/);
const binding: fc.Arbitrary<Binding> = fc.record({
  table: fc.record({ provider: fc.constant('ssb'), table: fc.stringMatching(/^\d{5}$/) }),
  codes: fc.dictionary(variable, choice, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  take: fc.oneof(
    fc.constant<Binding['take']>({ take: 'cell' }),
    fc.integer({ min: 1, max: 999 }).map((cells): Binding['take'] => ({ take: 'sum', cells })),
  ),
  unit: fc.constant(null),
  factor: fc.constantFrom('1', '0.1', '1000'),
});

test('what is written as a marker is read as the same binding', () => {
  fc.assert(
    fc.property(binding, (bound) => {
      const { numbers, problems } = readMarkers(`50${bindingMarker(bound)}`, 'no');
      expect(problems).toEqual([]);
      expect(numbers[0]?.binding).toEqual(bound);
    }),
  );
});

test('what is written to a report file is read as the same binding', () => {
  fc.assert(
    fc.property(binding, (bound) => {
      const text = insertBinding(REPORT, 'C001', 'current', bindingYaml(bound, null));
      expect(parseReport(text, 'r.yaml').claims[0]?.operands[0]?.current).toEqual(bound);
    }),
    { numRuns: 50 },
  );
});

test('every other character of the file stays as it was', () => {
  const line = '        current: { table: "ssb:1", codes: { Tid: newest } }\n';
  const text = insertBinding(REPORT, 'C001', 'current', line.trim().replace('current: ', ''));
  expect(text.replace(line, '')).toBe(REPORT);
});

test.each([
  ['C009', 'The report has no claim C009.'],
  ['C002', 'C002 has operands'],
])('%s is not bound: %s', (claim, message) => {
  expect(() => insertBinding(REPORT, claim, 'current', '{}')).toThrow(message);
});

test('a claim that is bound is not bound again', () => {
  const once = insertBinding(REPORT, 'C001', 'current', '{ table: "ssb:1", codes: {} }');
  expect(() => insertBinding(once, 'C001', 'current', '{}')).toThrow('on line 12. Remove it first');
});
