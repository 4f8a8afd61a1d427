import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseCatalogue } from '../../../src/config/catalogue.ts';
import { BINDING } from '../../../src/config/report-binding-schema.ts';
import { REPORT_SCHEMA } from '../../../src/config/report-schema.ts';
import { EXIT } from '../../../src/errors/codes.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import { readTimeline } from '../../../src/simulator/timeline.ts';
import { readMarkers } from '../../../src/transform/claims/markers.ts';
import { afterThisFile } from '../../support/cleanup.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { type DocumentBlock, documentBlocks } from '../../support/document-blocks.ts';
import { fillMunicipalMart } from '../../support/municipal-mart.ts';
import { type ReaderDesk, setDesk } from '../../support/reader-desk.ts';
import { correctOneCell } from '../../support/rehearsal.ts';
import { exampleTables } from '../../support/simulator.ts';

const run = promisify(execFile);
const blocks = await documentBlocks();

/** Blocks of a language in the order of the pages, as rows of a table of tests. */
function written(language: string) {
  return blocks
    .filter((block) => block.language === language)
    .map((block) => ({ ...block, where: `${block.page}:${block.line}` }));
}

/** Languages whose blocks are run or read below; a picture is drawn by whoever shows the page. */
const LANGUAGES = new Set('sql sh text yaml markdown ts r python mermaid'.split(' '));

it(`every one of the ${blocks.length} blocks says what it is, and is in one of the languages that are tried`, () => {
  const others = blocks.filter(({ language }) => !LANGUAGES.has(language));
  expect(others.map(({ page, line, language }) => `${page}:${line} ${language}`)).toEqual([]);
  expect(blocks.length).toBeGreaterThan(50);
});

/** Pages whose queries ask for municipalities, which the examples' 07459 has not. */
const MUNICIPAL = new Set(['docs/regions.md']);

/** Ends other than well that a page tells of. */
const ENDS: readonly (readonly [RegExp, number])[] = [
  [/^report check .*--fail-on broken/, EXIT.difference],
  // The examples have four of the classifications that their tables name.
  [/^klass$/, EXIT.partial],
  [/^sync 05803$/, 137],
  [/^sync 05803$/, EXIT.interrupted],
];

describe.each(servers())('the documentation, tried on $name', (server) => {
  let desk: ReaderDesk;
  let mart: Connection;
  let municipal: Connection;

  beforeAll(async () => {
    desk = await setDesk(server);
    await writeFile(
      join(desk.folder, 'note.md'),
      blocks.find(({ language }) => language === 'markdown')?.text ?? '',
    );
    await succeed('statbank quickstart --quiet');
    // A correction that is taken back: changes to look at, and at the end the figures that the pages show.
    for (const figure of [27_961, 27_962]) {
      correctOneCell(desk.simulator, figure);
      await succeed('statbank sync 07459 --quiet');
    }
    mart = await desk.database.connect();
    afterThisFile(async () => mart.close());
    const other = await createTestDatabase({ server });
    municipal = await other.connect();
    afterThisFile(async () => municipal.close());
    await fillMunicipalMart(municipal);
  });

  async function succeed(script: string): Promise<void> {
    const { exitCode, stderr } = await desk.sh(script);
    if (exitCode !== EXIT.ok) throw new Error(`${script} ended with ${exitCode}: ${stderr}`);
  }

  /** Rows for a login with a reader's rights; what the block does is undone. */
  async function ask({ page, text }: DocumentBlock): Promise<readonly Record<string, unknown>[]> {
    const database = MUNICIPAL.has(page) ? municipal : mart;
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      if (!text.startsWith('create role')) await client.query('set local role statbank_reader');
      const result = await client.query<Record<string, unknown>>(text);
      return result.rows;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  it.each(written('sql'))('$where: the query has an answer', async (block) => {
    if (block.text.includes('mart_preview')) await holdPublication();
    const rows = await ask(block);
    if (!block.text.startsWith('create role')) expect(rows.length).toBeGreaterThan(0);
  });

  /** The next publication of 07459 has figures a thousand times as large, which nobody lets through. */
  async function holdPublication(): Promise<void> {
    const table = (await exampleTables()).find(({ id }) => id === '07459');
    if (table === undefined) throw new Error('07459 is not among the examples');
    const { cells } = table;
    desk.simulator.add({
      ...table,
      updated: '2026-11-01T07:00:00Z',
      cells: { ...cells, value: (index) => (cells.value(index) ?? 0) * 1000 },
    });
    await desk.sh('statbank sync 07459 --quiet');
    desk.simulator.add(table);
  }

  it.each(written('sh'))('$where: the commands do what they say', async ({ text }) => {
    const { exitCode, stderr, ran } = await desk.sh(text);
    const wrong = ran.filter(
      (line) =>
        line.exitCode !== EXIT.ok &&
        !ENDS.some(([words, code]) => words.test(line.words) && code === line.exitCode),
    );
    expect([wrong, wrong.length === 0 ? '' : stderr]).toEqual([[], '']);
    if (ran.at(-1)?.exitCode !== exitCode) expect([exitCode, stderr]).toEqual([0, '']);
  });

  it.each(written('text').filter(({ text }) => text.startsWith('$ ')))(
    '$where: the program prints this',
    async ({ text }) => {
      const [command = '', ...shown] = text.split('\n');
      const { stdout } = await desk.sh(command.slice(2));
      let from = 0;
      for (const line of shown.filter((each) => each.trim() !== '…')) {
        const at = stdout.indexOf(line, from);
        expect([line, at >= 0 ? line : stdout]).toEqual([line, line]);
        from = at + line.length;
      }
    },
  );

  it.each(answers())('$where: the query above it gives this', async ({ query, text }) => {
    const rows = await ask(query);
    const printed = rows.map((row) => Object.values(row).map(String));
    expect([Object.keys(rows[0] ?? {}), ...printed]).toEqual(psqlTable(text));
  });

  it.for(written('r'))('$where: R answers', async ({ text }, test) => {
    const there = await has('Rscript', '-e', 'stopifnot(requireNamespace("RPostgreSQL"))');
    if (!there) test.skip('1 block skipped: Debian’s r-cran-rpostgresql is not here');
    const { stdout } = await run('Rscript', ['-e', text], { env: libpq(desk.database.url) });
    expect(stdout).toMatch(/2025\s+\d{7}/);
  });

  it.for(written('python'))('$where: Python answers', async ({ text }, test) => {
    // Debian's own interpreter: others do not see Debian's packages.
    const python = '/usr/bin/python3';
    const there = await has(python, '-c', 'import pandas, psycopg2');
    if (!there) {
      test.skip('1 block skipped: Debian’s python3-pandas and python3-psycopg2 are not here');
    }
    const { stdout } = await run(python, ['-c', text], { env: libpq(desk.database.url) });
    expect(stdout).toMatch(/2025\s+\d{7}/);
  });
});

it.each(written('yaml'))('$where: the program reads this file', ({ text, where }) => {
  const document = z.record(z.string(), z.unknown()).parse(parse(text, { schema: 'failsafe' }));
  const read = Object.keys(document).map((key) => READERS[key] ?? key);
  for (const reader of new Set(read)) {
    if (typeof reader === 'string') throw new Error(`${where}: nothing reads ${reader}`);
    reader(text, document);
  }
});

it.each(written('markdown'))('$where: the markers are understood', ({ text }) => {
  const { numbers, problems } = readMarkers(text, 'no');
  expect(problems).toEqual([]);
  expect(numbers.length).toBeGreaterThan(0);
});

it.each(written('ts'))('$where: the code runs', async ({ text }) => {
  const root = pathToFileURL(`${process.cwd()}/`).href;
  const program = text.replaceAll(/from '\.\//g, `from '${root}`);
  await run('node_modules/.bin/tsx', ['--input-type=module', '--eval', program]);
});

/** What reads a file that has a member of this name. */
const READERS: Readonly<Record<string, (text: string, document: Record<string, unknown>) => void>> =
  {
    ...Object.fromEntries(
      ['providers', 'tables', 'classifications'].map((key) => [
        key,
        (text: string) => parseCatalogue(whole(text), 'catalogue.yaml'),
      ]),
    ),
    publications: (text) => readTimeline(text, 'timeline.yaml'),
    current: (_, document) => BINDING.parse(document['current']),
    rules: (_, document) => REPORT_SCHEMA.shape.rules.parse(document['rules']),
  };

/** A catalogue names tables, also where a page speaks of something else in it. */
function whole(catalogue: string): string {
  return /^tables:/m.test(catalogue) ? catalogue : `${catalogue}\ntables:\n  - table: ssb:07459\n`;
}

/** Tables that psql printed, with the query that stands before them. */
function answers() {
  return blocks.flatMap((block, place) => {
    const query = blocks[place - 1];
    if (block.language !== 'text' || query?.language !== 'sql') return [];
    return [{ ...block, query, where: `${block.page}:${block.line}` }];
  });
}

/** Names and rows of a table as psql prints it. */
function psqlTable(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

/** The database as libpq's environment names it. */
function libpq(url: string): NodeJS.ProcessEnv {
  const { hostname, port, pathname, username, password } = new URL(url);
  return {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port,
    PGDATABASE: pathname.slice(1),
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGOPTIONS: '-c role=statbank_reader',
  };
}

/** Whether a client library is here: it is not part of the project, and CI does not install it. */
async function has(program: string, ...words: readonly string[]): Promise<boolean> {
  return run(program, words).then(
    () => true,
    () => false,
  );
}
