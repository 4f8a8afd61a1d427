import { z } from 'zod';

/**
 * CSVW metadata, restated from the W3C Recommendation "Metadata Vocabulary for Tabular Data" (2015):
 * properties of each object (§5), names of columns (§5.6: a variable of a URI template, no `_` in
 * front), built-in datatypes (§5.11.1). Common properties have a prefix.
 */
const NAME = /^(?!_)(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-F]{2}))*$/;
const name = z.string().regex(NAME);
const names = z.union([name, z.array(name).min(1)]);
const title = z.string().min(1);
const datatype = z.enum([
  'string',
  'integer',
  'decimal',
  'double',
  'boolean',
  'date',
  'dateTime',
  'json',
]);

const SCHEMA = z.strictObject({
  columns: z.array(
    z.strictObject({
      name,
      titles: z.union([z.strictObject({ nb: title }), z.strictObject({ en: title })]),
      datatype: z.union([datatype, z.strictObject({ base: datatype, format: z.string() })]),
      null: z.array(z.string()).optional(),
      'dc:description': z.string(),
    }),
  ),
  primaryKey: names.optional(),
  foreignKeys: z
    .array(
      z.strictObject({
        columnReference: names,
        reference: z.strictObject({ resource: z.string(), columnReference: names }),
      }),
    )
    .optional(),
});

export const CSVW_GROUP = z.strictObject({
  '@context': z.tuple([
    z.literal('http://www.w3.org/ns/csvw'),
    z.strictObject({ '@language': z.enum(['nb', 'en']) }),
  ]),
  tables: z.array(
    z.strictObject({
      url: z.string().regex(/^[^/]+\.csv$/),
      'dc:title': z.string().optional(),
      'dc:description': z.string(),
      'dc:source': z.string().optional(),
      'dc:license': z.strictObject({ '@id': z.url() }).optional(),
      tableSchema: SCHEMA,
    }),
  ),
});
