import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseCatalogue } from '../../../src/config/catalogue.ts';
import { catalogueJsonSchema } from '../../../src/config/catalogue-schema.ts';

const parse = (...lines: string[]) => parseCatalogue(lines.join('\n'), 'catalogue.yaml');

describe('a catalogue', () => {
  test('names tables and what is selected of them', () => {
    const { entries } = parse(
      'tables:',
      '  - table: ssb:07459',
      '    select:',
      '      Region: ["0", "K-*"]',
      '      Alder: { values: "*", codelist: agg_TiAarigGruppering }',
      '      Tid: latest 10',
      '      Kjonn: []',
    );
    expect(entries).toEqual([
      {
        kind: 'table',
        ref: { provider: 'ssb', table: '07459' },
        select: {
          Region: { values: ['0', 'K-*'] },
          Alder: { values: ['*'], codelist: 'agg_TiAarigGruppering' },
          Tid: { values: ['top(10)'] },
          Kjonn: { values: [] },
        },
        schedule: { kind: 'release' },
        gates: {},
        line: 2,
      },
    ]);
  });

  test('names all tables of a subject', () => {
    const { entries } = parse(
      'tables:',
      '  - subject: iktbruks',
      '  - subject: pris',
      '    provider: scb',
    );
    expect(
      entries.map((entry) => entry.kind === 'subject' && [entry.provider, entry.subject]),
    ).toEqual([
      ['ssb', 'iktbruks'],
      ['scb', 'pris'],
    ]);
  });

  test('says when tables are looked at', () => {
    const { entries } = parse(
      'tables:',
      '  - table: ssb:07459',
      '    schedule: 30 3 * * mon-fri',
      '  - table: ssb:05803',
      '    schedule: release',
      '  - subject: pris',
      '    schedule: "*/20 9-16 * * *"',
    );
    expect(entries.map(({ schedule }) => schedule)).toEqual([
      { kind: 'cron', expression: '30 3 * * mon-fri' },
      { kind: 'release' },
      { kind: 'cron', expression: '*/20 9-16 * * *' },
    ]);
    expect(() => parse('tables:', '  - table: ssb:07459', '    schedule: nightly')).toThrow(
      /catalogue\.yaml:3:\d+: \/tables\/0\/schedule: expected release, or a cron expression/,
    );
  });

  test('says what becomes of a publication in which a gate finds something', () => {
    const { entries } = parse(
      'tables:',
      '  - table: ssb:07459',
      '    gates: { changed_share: warn, totals: publish }',
      '  - subject: pris',
    );
    expect(entries.map(({ gates }) => gates)).toEqual([
      { changed_share: 'warn', totals: 'publish' },
      {},
    ]);
    expect(() => parse('tables:', '  - table: ssb:07459', '    gates: { changes: hold }')).toThrow(
      /catalogue\.yaml:3:\d+: \/tables\/0\/gates\/changes: unknown key "changes"/,
    );
    expect(() => parse('tables:', '  - table: ssb:07459', '    gates: { totals: stop }')).toThrow(
      /\/tables\/0\/gates\/totals: expected publish, warn or hold/,
    );
  });

  test('keeps codes as they are written, quoted or not', () => {
    const { entries } = parse(
      'tables:',
      '  - table: 07459',
      '    select: { Region: [0301, 030101e1, 0x10, 1_000, true, ~, "0301"], Tid: 2020 }',
    );
    expect(entries[0]).toMatchObject({ ref: { provider: 'ssb', table: '07459' } });
    expect(entries[0]?.select).toEqual({
      Region: { values: ['0301', '030101e1', '0x10', '1_000', 'true', '~', '0301'] },
      Tid: { values: ['2020'] },
    });
  });

  test('describes providers, and knows SSB without being told', () => {
    const { providers } = parse(
      'providers:',
      '  hagstofa:',
      '    { kind: pxweb2, url: "https://px.example.org/v2/", languages: [is, en], calls: 30, window_seconds: 10, max_cells: 10000 }',
      'tables: [{ table: "hagstofa:MAN00101" }]',
    );
    expect(providers.get('hagstofa')).toEqual({
      id: 'hagstofa',
      kind: 'pxweb2',
      url: 'https://px.example.org/v2',
      languages: ['is', 'en'],
      calls: 30,
      windowSeconds: 10,
      maxCells: 10_000,
      news: null,
      cacheSeconds: null,
    });
    expect(providers.get('ssb')).toMatchObject({ id: 'ssb', url: null, calls: null });
  });

  test('takes the feed of publications and the time that answers are repeated for', () => {
    const { providers } = parse(
      'providers:',
      '  ssb: { kind: pxweb2, rss: "https://www.ssb.no/rss/statbank", cache_seconds: 60 }',
      'tables: [{ table: "07459" }]',
    );
    expect(providers.get('ssb')).toMatchObject({
      news: 'https://www.ssb.no/rss/statbank',
      cacheSeconds: 60,
    });
  });
});

describe('a wrong catalogue is refused with line, column and pointer', () => {
  test.each([
    [['tables:', '  - tabel: 07459'], '2:5: /tables/0: expected an entry with table or subject'],
    [['tables:', '  - table: 07459', '    selct: {}'], '3:5: /tables/0/selct: unknown key "selct"'],
    [
      ['tables:', '  - table: 07459', '    select:', '      Region: { values: [a], codelst: b }'],
      '4:30: /tables/0/select/Region/codelst: unknown key "codelst"',
    ],
    [
      ['tables:', '  - table: 07459', '    select: { Region: [[a]] }'],
      '3:24: /tables/0/select/Region/0: expected string',
    ],
    [['tables:', '  - table: 07459', '    table: 07460'], '3:5: Map keys must be unique'],
    [['tables:', '  - table: 7459'], '2:5: /tables/0: "7459" does not name a table'],
    [
      ['tables:', '  - table: sbb:07459'],
      '2:5: /tables/0: There is no provider "sbb": did you mean ssb?',
    ],
    [
      ['tables:', '  - subject: x', '    provider: nowhere'],
      '2:5: /tables/0: There is no provider "nowhere"',
    ],
    [
      ['tables:', '  - table: 07459', '  - table: ssb:07459'],
      '3:5: /tables/1: ssb:07459 is listed on line 2 already',
    ],
    [
      [
        'providers:',
        '  x: { kind: pxweb2, url: "http://h", calls: ten }',
        'tables: [{ table: 07459 }]',
      ],
      '2:39: /providers/x/calls: expected a whole number above 0',
    ],
    [
      [
        'providers:',
        '  x: { kind: pxweb2, url: "http://me:secret@h" }',
        'tables: [{ table: 07459 }]',
      ],
      '2:22: /providers/x/url: expected an address without user or password',
    ],
    [
      ['providers:', '  x: { kind: pxweb2 }', 'tables: [{ table: 07459 }]'],
      '2:3: /providers/x: expected a url',
    ],
    [
      ['providers:', '  Ssb: { kind: pxweb2 }', 'tables: [{ table: 07459 }]'],
      '2:3: /providers/Ssb: as a key',
    ],
    [['tables: []'], '1:1: /tables: expected at least one table'],
    [['tables: [a'], '1:11: Flow sequence'],
    [['tables:', '\t- table: 07459'], '2:1: Tabs are not allowed as indentation'],
    [[''], '1:1: expected object'],
  ])('%j', (lines, message) => {
    expect(() => parse(...lines)).toThrow(
      expect.objectContaining({
        code: 'SB_CONFIG_CATALOGUE',
        message: expect.stringContaining(`catalogue.yaml:${message}`),
      }),
    );
  });

  test('with everything that is wrong, in the order of the file', () => {
    expect(() => parse('tables:', '  - table: 7459', '  - subject: a', '  - subject: a')).toThrow(
      expect.objectContaining({
        context: {
          file: 'catalogue.yaml',
          findings: [
            expect.objectContaining({ pointer: '/tables/0', severity: 'error' }),
            expect.objectContaining({ pointer: '/tables/2', severity: 'error' }),
          ],
        },
      }),
    );
  });

  test('and never with a password', () => {
    expect(() =>
      parse(
        'providers:',
        '  x: { kind: pxweb2, url: "http://me:secret@h" }',
        'tables: [{ table: 07459 }]',
      ),
    ).toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }));
  });
});

test('the packaged catalogue is right', async () => {
  const file = new URL('../../../catalogue.yaml', import.meta.url);
  const { entries } = parseCatalogue(await readFile(file, 'utf8'), 'catalogue.yaml');
  expect(entries.length).toBeGreaterThan(0);
});

test('the published schema takes a code as text and as the number that an editor sees', () => {
  expect(JSON.stringify(catalogueJsonSchema())).toContain('"type":["string","integer"]');
});

describe('classifications of the catalogue', () => {
  const parse = (text: string) =>
    parseCatalogue(`tables: [{ table: ssb:07459 }]\nclassifications:\n${text}`, 'catalogue.yaml');

  test('are numbers, or numbers with correspondences', () => {
    expect(parse('  - 104\n  - { classification: 131, correspondences: [128] }\n')).toMatchObject({
      classifications: [
        { id: '104', correspondences: [] },
        { id: '131', correspondences: ['128'] },
      ],
    });
  });

  test.each([
    ['  - municipalities\n', /classifications\/0.*number/s],
    ['  - 131\n  - { classification: 131 }\n', /131 is listed already/],
  ])('are refused where one is wrong: %j', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});
