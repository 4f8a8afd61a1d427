import { z } from 'zod';
import type { Binding, CodeChoice, Take } from '../transform/claims/binding.ts';

const text = z.string().min(1, 'expected a text');
const code = text.meta({ type: ['string', 'integer'] });
const cells = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'expected a whole number of cells')
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, pattern: undefined });

const choice = z
  .union([code, z.array(code).min(1), z.strictObject({ from: code, to: code })], {
    error: 'expected a code, a list of codes, from and to, newest or *',
  })
  .transform((written): CodeChoice => {
    if (typeof written === 'string') {
      if (written === 'newest') return { pick: 'newest' };
      return written === '*' ? { pick: 'every' } : { pick: 'code', code: written };
    }
    return 'from' in written ? { pick: 'between', ...written } : { pick: 'codes', codes: written };
  });

const shape = {
  table: z
    .string()
    .regex(/^[a-z][a-z0-9_-]*:\S+$/, 'expected provider and table, such as ssb:07459')
    .describe('Provider and table, such as ssb:07459.'),
  codes: z
    .record(text, choice)
    .describe(
      'By variable code, the contents code and time included: a code, a list, from/to, *, newest.',
    ),
  unit: text.optional().describe('The unit that the table must state.'),
  factor: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'expected a number such as 0.1')
    .default('1')
    .meta({ type: ['number', 'string'], pattern: undefined })
    .describe('From the table’s unit to the claim’s.'),
  sum_of: cells.optional().describe('Adds so many cells; with another number there is no sum.'),
  rank_of: z
    .strictObject({ variable: text, code, cells })
    .optional()
    .describe('The place of one code among so many cells.'),
};

interface Written {
  readonly table: string;
  readonly codes: Readonly<Record<string, CodeChoice>>;
  readonly unit?: string | undefined;
  readonly factor: string;
  readonly sum_of?: number | undefined;
  readonly rank_of?:
    | { readonly variable: string; readonly code: string; readonly cells: number }
    | undefined;
}

function bindingOf({ table, codes, unit, factor, sum_of, rank_of }: Written): Binding {
  const [provider = '', ...id] = table.split(':');
  const take: Take =
    rank_of === undefined
      ? sum_of === undefined
        ? { take: 'cell' }
        : { take: 'sum', cells: sum_of }
      : { take: 'rank', ...rank_of };
  return { table: { provider, table: id.join(':') }, codes, take, unit: unit ?? null, factor };
}

/** A tie from a number to cells, by codes. */
export const BINDING = z
  .strictObject(shape)
  .refine(
    ({ sum_of, rank_of }) => sum_of === undefined || rank_of === undefined,
    'expected sum_of or rank_of, not both',
  )
  .transform(bindingOf);

/** A binding to data that measure nearly the same. */
export const PROXY = z
  .strictObject({ ...shape, reason: z.strictObject({ no: text, en: text }) })
  .transform(({ reason, ...written }) => ({ binding: bindingOf(written), reason }));
