import { beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import type { Mart } from '../../../src/mart/mart.ts';
import type { OutputFile } from '../../../src/mart/output-folder.ts';
import { type PackName, PACKS } from '../../../src/mart/packs/packs.ts';
import { readMart } from '../../../src/mart/read-mart.ts';
import { withMart } from '../../../src/mart/with-mart.ts';
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
import { openQuickstartMart, type QuickstartMart } from '../../support/quickstart-mart.ts';

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

let quickstart: QuickstartMart;

beforeAll(async () => {
  quickstart = await openQuickstartMart();
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
    mart = await withMart(quickstart.pool, async (client) => readMart(client, language));
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

  it.each(['superset', 'metabase', 'dbt', 'csvw'] as const)(
    '%s: any member that is misspelt or of another type is seen, and a first one that is gone',
    (tool) => {
      for (const file of oneOfEachForm(files(tool))) {
        const document: unknown = parseYaml(file.text);
        const broken = [withoutFirst(document), ...brokenMembers(document)];
        for (const [what, form] of broken) {
          const faults = faultsOf(tool, { path: file.path, text: JSON.stringify(form) });
          expect([file.path, what, faults.length > 0]).toEqual([file.path, what, true]);
        }
      }
    },
  );

  it('powerbi: any line that is misspelt, or indented deeper than it belongs, is seen', () => {
    for (const { path, text } of oneOfEachForm(files('powerbi'))) {
      const lines = text.split('\n');
      lines.forEach((line, at) => {
        // What M says in a source is Power Query's own matter.
        if (/^\t{0,2}[^\t]/.exec(line) === null || line.startsWith('\t\t\t')) return;
        const told = line.trimStart().startsWith('///');
        for (const broken of [
          `\t${line}`,
          told ? line.replace('///', '//') : line.replace(/^(\t*)(\w)/, '$1x$2'),
        ]) {
          const faults = tmdlFaults(lines.with(at, broken).join('\n'));
          expect([path, broken, faults.length > 0]).toEqual([path, broken, true]);
        }
      });
    }
  });
});

/** One file of each form: mistakes are looked for in the largest. */
function oneOfEachForm(files: readonly OutputFile[]): readonly OutputFile[] {
  const forms = new Map<string, OutputFile>();
  for (const file of files) {
    const form = file.path.replace(/(?:ssb|dfo|eurostat|dim|series)_\w+|[^/]+(?=\.yaml$)/g, '*');
    const other = forms.get(form);
    if (other === undefined || other.text.length < file.text.length) forms.set(form, file);
  }
  return [...forms.values()];
}

type Broken = readonly [what: string, document: unknown];

/** A document without its first member. */
function withoutFirst(document: unknown): Broken {
  const [first, ...others] = Object.entries(document as object);
  return [`no ${first?.[0]}`, Object.fromEntries(others)];
}

/** The document with one member misspelt, or with one value of a type that nothing takes, for each. */
function brokenMembers(document: unknown, path = ''): readonly Broken[] {
  if (Array.isArray(document)) {
    // What is in a list is alike: the first and last stand for all.
    return [...new Set([0, document.length - 1])]
      .filter((place) => place >= 0)
      .flatMap((place) =>
        brokenMembers(document[place], `${path}/${place}`).map(([what, value]): Broken => [
          what,
          document.with(place, value),
        ]),
      );
  }
  if (document === null || typeof document !== 'object') return [[`${path} is [[1]]`, [[1]]]];
  const members = Object.entries(document);
  return members.flatMap(([name, value]) => [
    [
      `${path}/${name} misspelt`,
      Object.fromEntries(members.map(([key, each]) => [key === name ? `${key}s` : key, each])),
    ],
    ...brokenMembers(value, `${path}/${name}`).map(([what, changed]): Broken => [
      what,
      { ...document, [name]: changed },
    ]),
  ]);
}
