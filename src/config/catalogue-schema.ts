import { z } from 'zod';
import { KNOWN_PROVIDERS, PROVIDER_KINDS } from '../extract/kinds.ts';
import { GATE_NAMES, type GateName } from '../transform/gate.ts';
import { readRhythm, RELEASE_RHYTHM } from './rhythm.ts';

// The file is read with every scalar as text, so that an unquoted code such as 0301 stays
// what was written. Editors, which follow the published schema, see numbers there.
const text = z.string().min(1);
const code = text.meta({ type: ['string', 'integer'] });
const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'expected a whole number above 0')
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, pattern: undefined });

const LATEST = /^latest ([1-9]\d{0,3})$/;

/** `latest 10` is how people write the selection expression `top(10)` of the time variable. */
const expression = code.transform((value) => value.replace(LATEST, 'top($1)'));
const expressions = z.union([expression.transform((one) => [one]), z.array(expression)], {
  error: 'expected a code, an expression, or a list of them',
});

const variable = z
  .union(
    [
      expressions.transform((values) => ({ values })),
      z
        .strictObject({ values: expressions, codelist: text.optional() })
        .transform(({ values, codelist }) =>
          codelist === undefined ? { values } : { values, codelist },
        ),
    ],
    { error: 'expected codes or expressions, or values with a codelist' },
  )
  .describe('Codes and expressions: 0301, *, K-*, top(5), from(2015), range(2015,2020), latest 5.');

const select = z
  .record(text, variable)
  .default({})
  .describe('By variable code. A variable that is not named is taken whole; [] leaves it out.');

const providerId = z.string().regex(/^[a-z][a-z0-9_-]*$/, {
  error: 'expected lower-case letters, digits, _ and -, starting with a letter',
});

const provider = z.strictObject({
  kind: z
    .enum(PROVIDER_KINDS.map(({ kind }) => kind))
    .describe('The interface that the source speaks.'),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address' })
    .refine((address) => !address.includes('@'), 'expected an address without user or password')
    .transform((address) => address.replace(/\/+$/, ''))
    .optional()
    .describe(`Base address; may be left out for ${[...KNOWN_PROVIDERS.keys()].join(', ')}.`),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/, 'expected a language such as no'))
    .min(1)
    .optional()
    .describe('The table’s own language first.'),
  calls: count.optional().describe('Calls that the source allows in a window.'),
  window_seconds: count.optional().describe('Length of that window.'),
  max_cells: count.optional().describe('Cells that the source gives in one response.'),
  cache_seconds: count
    .optional()
    .describe('How long the source may repeat an answer; a torn fetch begins anew after it.'),
  rss: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address' })
    .refine((address) => !address.includes('@'), 'expected an address without user or password')
    .optional()
    .describe('A feed of publications to look at, too, such as https://www.ssb.no/rss/statbank.'),
});

const schedule = z
  .string()
  .transform((value, context) => {
    const rhythm = readRhythm(value);
    if (rhythm !== null) return rhythm;
    context.addIssue('expected release, or a cron expression of five fields such as 30 3 * * *');
    return z.NEVER;
  })
  .default(RELEASE_RHYTHM)
  .describe('When it is looked at: release (the default), or a cron expression in Norwegian time.');

const verdict = z.enum(['publish', 'warn', 'hold'], { error: 'expected publish, warn or hold' });

const gates = z
  .strictObject(
    Object.fromEntries(GATE_NAMES.map((gate) => [gate, verdict.optional()])) as Record<
      GateName,
      z.ZodOptional<typeof verdict>
    >,
  )
  .default({})
  .describe('What becomes of a publication in which a gate finds something; docs/gates.md.');

const tableEntry = z.strictObject({
  table: code.describe('Provider and table id, such as ssb:07459; five digits mean SSB.'),
  select,
  schedule,
  gates,
});

const subjectEntry = z.strictObject({
  subject: text.describe('Short name: every table whose subject path contains it.'),
  provider: text.default('ssb'),
  select,
  schedule,
  gates,
});

const classificationId = code.regex(
  /^\d{1,6}$/,
  'expected the number of a classification, such as 131',
);

const classification = z.union(
  [
    classificationId.transform((id) => ({ id, correspondences: [] })),
    z
      .strictObject({
        classification: classificationId.describe('Number in KLASS.'),
        correspondences: z
          .array(classificationId)
          .default([])
          .describe('Numbers of classifications whose correspondences with it are wanted.'),
      })
      .transform(({ classification: id, correspondences }) => ({ id, correspondences })),
  ],
  { error: 'expected the number of a classification, or classification with correspondences' },
);

/** The catalogue file as written: YAML with every scalar read as text. */
export const CATALOGUE_SCHEMA = z.strictObject({
  providers: z.record(providerId, provider).default({}),
  classifications: z
    .array(classification)
    .default([])
    .describe('Classifications of KLASS that every sync without names refreshes.'),
  tables: z
    .array(
      z.union([tableEntry, subjectEntry], {
        error: 'expected an entry with table or subject, and select if not everything is wanted',
      }),
    )
    .min(1, 'expected at least one table'),
});

/** JSON Schema of the file, for editors that check and complete YAML. */
export function catalogueJsonSchema(): object {
  return {
    ...z.toJSONSchema(CATALOGUE_SCHEMA, { io: 'input', target: 'draft-2020-12' }),
    title: 'statbank catalogue',
    description: 'Which tables are loaded, from which sources, and how much of each.',
  };
}
