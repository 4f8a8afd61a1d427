import { beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import type { Mart } from '../../../src/mart/mart.ts';
import type { OutputFile } from '../../../src/mart/output-folder.ts';
import { type PackName, PACKS } from '../../../src/mart/packs/packs.ts';
import { readMart } from '../../../src/mart/read-mart.ts';
import { withMart } from '../../../src/mart/with-mart.ts';
import { type AnalystMart, openAnalystMart } from '../../support/analysts.ts';
import { newestServer } from '../../support/database.ts';
import { CSVW_GROUP } from '../../support/pack-formats/csvw.ts';
import { DBT_EXPOSURES, DBT_SOURCES } from '../../support/pack-formats/dbt.ts';
import {
  METABASE_DATABASE,
  METABASE_FIELD,
  METABASE_TABLE,
} from '../../support/pack-formats/metabase.ts';
import {
  SUPERSET_DATABASE,
  SUPERSET_DATASET,
  SUPERSET_METADATA,
} from '../../support/pack-formats/superset.ts';
import { tmdlFaults } from '../../support/pack-formats/tmdl.ts';

const ADDRESS = { host: 'db.example', port: 5432, database: 'statbank' };

/** Which format a file of a pack has to have; by the first path that fits. */
const FORMATS: readonly (readonly [PackName, RegExp, z.ZodType])[] = [
  ['superset', /\/metadata\.yaml$/, SUPERSET_METADATA],
  ['superset', /\/databases\/.*\.yaml$/, SUPERSET_DATABASE],
  ['superset', /\/datasets\/.*\.yaml$/, SUPERSET_DATASET],
  ['metabase', /\/fields\/.*\.yaml$/, METABASE_FIELD],
  ['metabase', /\/tables\/.*\.yaml$/, METABASE_TABLE],
  ['metabase', /\/databases\/.*\.yaml$/, METABASE_DATABASE],
  ['dbt', /sources\.yml$/, DBT_SOURCES],
  ['dbt', /exposures\.yml$/, DBT_EXPOSURES],
  ['csvw', /\.json$/, CSVW_GROUP],
];

let analysts: AnalystMart;

beforeAll(async () => {
  analysts = await openAnalystMart(newestServer());
});

function faultsOf(tool: PackName, { path, text }: OutputFile): readonly string[] {
  if (path.endsWith('.tmdl')) return tmdlFaults(text);
  const format = FORMATS.find(([name, pattern]) => name === tool && pattern.test(path));
  if (format === undefined) return [`${path}: nothing says what it should be`];
  const read = format[2].safeParse(parseYaml(text));
  return read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`);
}

describe.each(['no', 'en'] as const)('packs in %s', (language) => {
  let mart: Mart;

  beforeAll(async () => {
    mart = await withMart(analysts.workshop.pool, async (client) => readMart(client, language));
  });

  const files = (tool: PackName): readonly OutputFile[] =>
    PACKS[tool](mart, ADDRESS).filter(({ path }) => tool !== 'powerbi' || path.endsWith('.tmdl'));

  it.each(['superset', 'metabase', 'dbt', 'csvw', 'powerbi'] as const)(
    '%s: every file has the members that the tool takes, and no others',
    (tool) => {
      expect(files(tool).length).toBeGreaterThan(0);
      for (const file of files(tool)) {
        expect([file.path, faultsOf(tool, file)]).toEqual([file.path, []]);
      }
    },
  );

  it.each(['superset', 'metabase', 'dbt', 'csvw', 'powerbi'] as const)(
    '%s: a member that is misspelt, gone or of another type is seen in every file',
    (tool) => {
      for (const file of files(tool)) {
        for (const broken of brokenForms(file)) {
          expect([file.path, broken.text.slice(0, 300), faultsOf(tool, broken).length > 0]).toEqual(
            [file.path, broken.text.slice(0, 300), true],
          );
        }
      }
    },
  );
});

/** The file with its first member misspelt, and with a line that belongs nowhere. */
function brokenForms(file: OutputFile): readonly OutputFile[] {
  const { path, text } = file;
  if (path.endsWith('.tmdl')) {
    return [
      { path, text: `${text}${'\t'.repeat(9)}lost\n` },
      { path, text: text.replace(/^(\t*)(\w+)(?=:| )/m, '$1x$2') },
      { path, text: `${text}\nunknownObject a\n` },
    ];
  }
  const document = parseYaml(text) as Record<string, unknown>;
  const [first = ''] = Object.keys(document);
  const { [first]: value, ...others } = document;
  return [
    others,
    { ...others, [`${first}s`]: value },
    { ...document, [first]: { wrong: true } },
  ].map((form) => ({ path, text: JSON.stringify(form) }));
}
