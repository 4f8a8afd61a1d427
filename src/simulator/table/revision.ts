import { z } from 'zod';

const bilingual = z.strictObject({ no: z.string(), en: z.string() });
const figure = z.number().nullable();

const change = z.discriminatedUnion('change', [
  /** One cell gets another number, or none and a symbol. */
  z.strictObject({
    change: z.literal('cell'),
    at: z.record(z.string(), z.string()),
    value: figure,
    symbol: z.string().optional(),
  }),
  /** A new period or other value, with its figures in row-major order of the other variables. */
  z.strictObject({
    change: z.literal('add-value'),
    variable: z.string(),
    code: z.string(),
    label: bilingual.optional(),
    /** The code that it is put in front of; at the end without one. */
    before: z.string().optional(),
    /** All `..` without figures. */
    figures: z.array(figure).optional(),
  }),
  z.strictObject({
    change: z.literal('remove-values'),
    variable: z.string(),
    codes: z.array(z.string()).min(1),
  }),
  /** A new label of the variable, or of one of its values. */
  z.strictObject({
    change: z.literal('label'),
    variable: z.string(),
    code: z.string().optional(),
    label: bilingual,
  }),
  z.strictObject({ change: z.literal('title'), title: bilingual }),
  /** A new variable; its first value takes the figures, the others are `..`. */
  z.strictObject({
    change: z.literal('add-variable'),
    variable: z.string(),
    label: bilingual,
    values: z.array(z.strictObject({ code: z.string(), label: bilingual })).min(1),
    position: z.int().min(0).default(0),
    elimination: z.boolean().default(true),
  }),
  /** A variable goes; the figures of the value `keep` stay. */
  z.strictObject({ change: z.literal('remove-variable'), variable: z.string(), keep: z.string() }),
  z.strictObject({ change: z.literal('rename-variable'), variable: z.string(), to: z.string() }),
  z.strictObject({
    change: z.literal('recode-value'),
    variable: z.string(),
    code: z.string(),
    to: z.string(),
  }),
  z.strictObject({ change: z.literal('reorder-variables'), order: z.array(z.string()) }),
  z.strictObject({
    change: z.literal('reorder-values'),
    variable: z.string(),
    order: z.array(z.string()),
  }),
  z.strictObject({ change: z.literal('discontinue') }),
  /** The table is gone: 404, and 400 on its data. */
  z.strictObject({ change: z.literal('withdraw') }),
]);

/** What a timeline or a test says that a publication does. */
export const revisionSchema = z.strictObject({
  /**
   * The table's stamp afterwards: an instant (which may be the old one or lie before it),
   * null for none; without the member, the moment of publication.
   */
  updated: z.iso.datetime().nullable().optional(),
  changes: z.array(change),
});

export type Change = z.infer<typeof change>;
/** A publication as a caller writes it; the defaults may be left out. */
export type Revision = z.input<typeof revisionSchema>;
