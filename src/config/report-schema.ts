import { z } from 'zod';
import { CLAIM_UNITS } from '../transform/claims/claim.ts';
import { BINDING, PROXY } from './report-binding-schema.ts';

// As in the catalogue, every scalar is read as text, so that a code such as 0301 stays what was
// written. Editors, which follow the published schema, see numbers there.
const text = z.string().min(1, 'expected a text');
const code = text.meta({ type: ['string', 'integer'] });
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'expected a number such as 0.5, without spaces')
  .meta({ type: ['number', 'string'], pattern: undefined });
const whole = z
  .string()
  .regex(/^\d{1,6}$/, 'expected a whole number')
  .transform(Number)
  .meta({ type: 'integer', pattern: undefined });
const key = z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case letters, digits and -');
const day = z.iso.date('expected a date such as 2021-12-15');
const claimId = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9_]*$/, 'expected an id such as C057: a capital letter, letters, digits');

const words = z
  .union(
    [text.transform((both) => ({ no: both, en: both })), z.strictObject({ no: text, en: text })],
    {
      error: 'expected a text, or one in each language as no and en',
    },
  )
  .describe('The text, or one in each language.');

const printed = z
  .strictObject({
    value: decimal.describe('The number, such as 600000.'),
    as: text.meta({ type: ['string', 'number'] }).describe('As the report writes it: ti, 600 000.'),
    decimals: z
      .string()
      .regex(/^-?\d$/, 'expected -9 to 9')
      .transform(Number)
      .meta({ type: 'integer', pattern: undefined })
      .optional()
      .describe('Precision, if not that of the value: -5 is to the nearest hundred thousand.'),
  })
  .describe('The number as the report prints it.');

const bound = {
  published: BINDING.optional().describe('The cell that keeps the report’s own figure.'),
  current: BINDING.optional().describe('The cell of the source that revisions come to.'),
  proxies: z.array(key).default([]).describe('Names of data that measure nearly the same.'),
};

const operand = z.strictObject({
  label: words.optional(),
  printed: decimal.optional().describe('As the report has it.'),
  ...bound,
});

const shared = {
  id: claimId.describe('Unique in the report, never reused.'),
  text: words.describe('The claim in your own words.'),
  printed: printed.optional(),
  unit: z.enum(CLAIM_UNITS, { error: `expected one of ${CLAIM_UNITS.join(', ')}` }).optional(),
  observation_unit: z
    .strictObject({ report: words, source: words })
    .optional()
    .describe('Who was counted, where the report and its source do not say the same.'),
  population: key.optional(),
  base: z
    .enum(['all answers', 'without vet ikke', 'not stated'], {
      error: 'expected all answers, without vet ikke, or not stated',
    })
    .default('not stated'),
  year: code.describe('The period that is spoken of.'),
  dated_as: text.optional().describe('How the report dates it where it says otherwise: i dag.'),
  source: key.describe('Name of the source.'),
  ...bound,
  operands: z.record(z.string().regex(/^[a-z]\w*$/), operand).default({}),
  rivals: z
    .array(z.strictObject({ publisher: text, value: decimal, text: words, address: text }))
    .default([])
    .describe('Other publishers’ numbers for the same fact.'),
  statements: z
    .array(
      z.strictObject({
        publisher: text,
        period: code,
        direction: z.enum(['up', 'down', 'flat']),
        text: words,
        address: text,
      }),
    )
    .default([])
    .describe('What others have written of the direction, then or later.'),
  superseded: z.strictObject({ since: code, reason: words }).optional(),
  ended: words.optional().describe('Why no new number comes, where the series has ended.'),
  holder: words.optional().describe('Who has the data, where they are not open.'),
  flaws: z
    .array(z.strictObject({ code: key, text: words }))
    .default([])
    .describe('What is wrong or loose in the published text.'),
};

const others = z.array(claimId).min(1, 'expected at least one claim');

const claim = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('level'), ...shared }),
    z.strictObject({ kind: z.literal('approximate'), step: decimal, ...shared }),
    z.strictObject({ kind: z.literal('lower-bound'), formula: text, ...shared }),
    z.strictObject({
      kind: z.literal('change'),
      measured_in: z.enum(['points', 'percent'], { error: 'expected points or percent' }),
      ...shared,
    }),
    z.strictObject({ kind: z.literal('ratio'), count: whole, of: whole, ...shared }),
    z.strictObject({ kind: z.literal('rank'), of: whole, ...shared }),
    z.strictObject({
      kind: z.literal('ordering'),
      order: z.array(text).min(2, 'expected at least two operands'),
      by: decimal.default('0'),
      ...shared,
    }),
    z.strictObject({
      kind: z.literal('trend'),
      direction: z.enum(['up', 'down', 'flat'], { error: 'expected up, down or flat' }),
      within: decimal.default('0'),
      ...shared,
    }),
    z.strictObject({ kind: z.literal('derived'), formula: text, ...shared }),
    z.strictObject({ kind: z.literal('compound'), claims: others, ...shared }),
    z.strictObject({ kind: z.literal('roll-up'), claims: others, ...shared }),
    z.strictObject({ kind: z.literal('frozen'), reason: words, ...shared }),
    z.strictObject({ kind: z.literal('not-refreshable'), reason: words, ...shared }),
  ],
  {
    error:
      'expected a kind: level, approximate, lower-bound, change, ratio, rank, ordering, trend, derived, compound, roll-up, frozen or not-refreshable',
  },
);

/** A report file as written: YAML with every scalar read as text. */
export const REPORT_SCHEMA = z.strictObject({
  report: key.describe('Id of the report, such as digital-competence-2021.'),
  title: words,
  publisher: text,
  address: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }),
  as_of: day.describe('The day on which its authors looked at their sources.'),
  sources: z.record(
    key,
    z.strictObject({ publisher: text, document: text, edition: code.optional() }),
  ),
  populations: z.record(key, words).default({}),
  proxies: z.record(key, PROXY).default({}),
  sections: z
    .array(z.strictObject({ id: key, title: words, claims: z.array(claim).default([]) }))
    .min(1, 'expected at least one section'),
  rules: z
    .array(z.strictObject({ id: claimId, text: words, formula: text }))
    .default([])
    .describe('Sentences that must be true of several claims’ numbers at once.'),
});

/** A claim as the file has it. */
export type WrittenClaim = z.output<typeof claim>;

/** A whole file, checked for its shape. */
export type WrittenReport = z.output<typeof REPORT_SCHEMA>;

/** JSON Schema of the file, for editors that check and complete YAML. */
export function reportJsonSchema(): object {
  return {
    ...z.toJSONSchema(REPORT_SCHEMA, { io: 'input', target: 'draft-2020-12' }),
    title: 'statbank report',
    description: 'A published report: its claims, and the cells that their numbers are bound to.',
  };
}
