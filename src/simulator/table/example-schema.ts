import { z } from 'zod';

const bilingual = z.strictObject({ no: z.string(), en: z.string() });
const byCode = z.record(z.string(), z.string());

const category = z.object({
  index: z.record(z.string(), z.int().min(0)),
  label: byCode,
  note: z.record(z.string(), z.array(z.string())).optional(),
  unit: z.record(z.string(), z.object({ base: z.string(), decimals: z.int() })).optional(),
});

const dimension = z.object({
  label: z.string(),
  note: z.array(z.string()).optional(),
  category,
  extension: z.object({
    elimination: z.boolean(),
    eliminationValueCode: z.string().optional(),
    show: z.string(),
    refperiod: byCode.optional(),
    measuringType: byCode.optional(),
    priceType: byCode.optional(),
    adjustment: byCode.optional(),
    basePeriod: byCode.optional(),
  }),
  link: z.object({ describedby: z.array(z.object({ extension: byCode })) }).optional(),
});

/** JSON-stat 2.0 in the shape that SSB gives to data, all values selected. */
const dataset = z.object({
  version: z.literal('2.0'),
  class: z.literal('dataset'),
  label: z.string(),
  source: z.string(),
  updated: z.iso.datetime(),
  note: z.array(z.string()).optional(),
  role: z.object({
    time: z.array(z.string()),
    geo: z.array(z.string()).optional(),
    metric: z.array(z.string()),
  }),
  id: z.array(z.string()),
  size: z.array(z.int().min(0)),
  dimension: z.record(z.string(), dimension),
  extension: z.object({
    noteMandatory: z.record(z.string(), z.boolean()).optional(),
    px: z.object({
      tableid: z.string(),
      'official-statistics': z.boolean(),
      aggregallowed: z.boolean(),
      nextUpdate: z.string().optional(),
    }),
  }),
  value: z.array(z.number().nullable()),
  status: byCode.optional(),
});

/** English texts, laid over the Norwegian ones by path; what is not named is the same. */
const english = z.object({
  source: z.string(),
  note: z.array(z.string()).optional(),
  dimension: z.record(
    z.string(),
    z.object({
      label: z.string(),
      note: z.array(z.string()).optional(),
      category: z
        .object({
          label: byCode.optional(),
          note: z.record(z.string(), z.array(z.string())).optional(),
          unit: z.record(z.string(), z.object({ base: z.string() })).optional(),
        })
        .optional(),
      extension: z
        .object({ refperiod: byCode.optional(), basePeriod: byCode.optional() })
        .optional(),
    }),
  ),
});

/** One file of `examples/tables`. */
export const exampleSchema = z.strictObject({
  /** Where the figures come from and what of the file is not SSB's own. */
  origin: z.strictObject({
    table: z.string(),
    agency: z.string(),
    licence: z.string(),
    published: z.string(),
    extract: z.string(),
    remarks: z.array(z.string()),
  }),
  entry: z.strictObject({
    id: z.string(),
    title: bilingual,
    sortCode: z.string(),
    subjectCode: z.string(),
    timeUnit: z.string(),
    discontinued: z.boolean(),
    paths: z.array(
      z.array(z.strictObject({ id: z.string(), label: bilingual, sortCode: z.string() })),
    ),
  }),
  dataset,
  english,
  codelists: z.array(
    z.strictObject({
      id: z.string(),
      /** The variable that offers it. */
      variable: z.string(),
      label: bilingual,
      type: z.enum(['Aggregation', 'Valueset']),
      values: z.array(
        z.strictObject({
          code: z.string(),
          label: bilingual,
          valueMap: z.array(z.string()).min(1),
        }),
      ),
    }),
  ),
});

export type ExampleFile = z.infer<typeof exampleSchema>;
export type ExampleDimension = z.infer<typeof dimension>;
export type EnglishDimension = ExampleFile['english']['dimension'][string];
