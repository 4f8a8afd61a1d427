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
import { connect, type Connection } from '../../../src/postgres/connection.ts';
import { readTimeline } from '../../../src/simulator/timeline.ts';
import { readMarkers } from '../../../src/transform/claims/markers.ts';
import { afterThisFile } from '../../support/cleanup.ts';
import { createTestDatabase, newestServer, servers } from '../../support/database.ts';
import { type DocumentBlock, documentBlocks } from '../../support/document-blocks.ts';
import { fillMunicipalMart } from '../../support/municipal-mart.ts';
import { type ReaderDesk, setDesk } from '../../support/reader-desk.ts';
import { correctOneCell } from '../../support/rehearsal.ts';
import { exampleTables } from '../../support/simulator.ts';

const run = promisify(execFile);
const blocks = await documentBlocks();

/** Whoever follows a tutorial begins with nothing. */
const isTutorial = ({ page }: DocumentBlock): boolean => page.startsWith('docs/tutorials/');

/** What a page says that a shell or a query prints. */
const isOutput = ({ language }: DocumentBlock): boolean => language === 'text';

/** A block as a row of a table of tests, with the output that the page shows below it. */
interface Tried extends DocumentBlock {
  readonly where: string;
  readonly shown: string | null;
}

const tried: readonly Tried[] = blocks.map((block, place) => {
  const next = blocks[place + 1];
  const shown = next !== undefined && next.page === block.page && isOutput(next) ? next.text : null;
  return { ...block, where: `${block.page}:${block.line}`, shown };
});

function written(...languages: readonly string[]): readonly Tried[] {
  return tried.filter(({ language }) => languages.includes(language));
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

const isOfPsql = ({ language, text }: DocumentBlock): boolean =>
  language === 'sh' && /\bpsql\b/.test(text);
const NO_PSQL = '1 block skipped: psql is not here';
const hasPsql = await has('psql', '--version');

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
  let url = '';

  beforeAll(async () => {
    const database = await createTestDatabase({ server });
    url = database.url;
    desk = await setDesk(url);
    const markers = blocks.find(({ language }) => language === 'markdown')?.text ?? '';
    await writeFile(join(desk.folder, 'note.md'), markers);
    await succeed(desk, 'statbank quickstart --quiet');
    // A correction that is taken back: changes to look at, and at the end the figures that the pages show.
    for (const figure of [27_961, 27_962]) {
      correctOneCell(desk.simulator, figure);
      await succeed(desk, 'statbank sync 07459 --quiet');
    }
    mart = await database.connect();
    afterThisFile(async () => mart.close());
    municipal = await (await createTestDatabase({ server })).connect();
    afterThisFile(async () => municipal.close());
    await fillMunicipalMart(municipal);
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

  it.each(written('sql').filter((block) => !isTutorial(block)))(
    '$where: the query has an answer',
    async (block) => {
      if (block.text.includes('mart_preview')) await holdPublication();
      await answered(MUNICIPAL.has(block.page) ? municipal : mart, block);
    },
  );

  // What commands do is tested elsewhere on every server: here it is whether the page is right.
  const commands = server.major === newestServer().major ? written('sh') : [];
  it.for(commands.filter((block) => !isTutorial(block)))(
    '$where: the commands do what they say',
    async (block, test) => {
      if (isOfPsql(block) && !hasPsql) test.skip(NO_PSQL);
      await ranWell(desk, block);
      await desk.leave();
    },
  );

  it.each(written('text').filter(({ text }) => text.startsWith('$ ')))(
    '$where: the program prints this',
    async ({ text }) => {
      const [command = '', ...shown] = text.split('\n');
      const { stdout } = await desk.sh(command.slice(2));
      expectOutput(stdout, shown.join('\n'));
    },
  );

  it.for(written('r'))('$where: R answers', async ({ text }, test) => {
    const there = await has('Rscript', '-e', 'stopifnot(requireNamespace("RPostgreSQL"))');
    if (!there) test.skip('1 block skipped: Debian’s r-cran-rpostgresql is not here');
    const { stdout } = await run('Rscript', ['-e', text], { env: libpq(url) });
    expect(stdout).toMatch(/2025\s+\d{7}/);
  });

  it.for(written('python'))('$where: Python answers', async ({ text }, test) => {
    // Debian's own interpreter: others do not see Debian's packages.
    const python = '/usr/bin/python3';
    const there = await has(python, '-c', 'import pandas, psycopg2');
    if (!there) {
      test.skip('1 block skipped: Debian’s python3-pandas and python3-psycopg2 are not here');
    }
    const { stdout } = await run(python, ['-c', text], { env: libpq(url) });
    expect(stdout).toMatch(/2025\s+\d{7}/);
  });
});

describe.each([...new Set(blocks.filter(isTutorial).map(({ page }) => page))])('%s', (page) => {
  let desk: ReaderDesk;
  let mart: Connection | null = null;

  beforeAll(async () => {
    desk = await setDesk(null);
  });

  /** The embedded server, which the page's first command has started. */
  async function database(): Promise<Connection> {
    if (mart === null) {
      const { stdout } = await desk.sh('statbank db url');
      const opened = await connect({ databaseUrl: stdout.trim(), home: desk.folder });
      afterThisFile(async () => opened.close());
      mart = opened;
    }
    return mart;
  }

  it.for(written('sh', 'sql').filter((block) => block.page === page))(
    '$where: $language',
    async (block, test) => {
      if (isOfPsql(block) && !hasPsql) test.skip(NO_PSQL);
      if (block.language === 'sh') await ranWell(desk, block);
      else await answered(await database(), block);
    },
  );
});

async function succeed(desk: ReaderDesk, script: string): Promise<void> {
  const { exitCode, stderr } = await desk.sh(script);
  if (exitCode !== EXIT.ok) throw new Error(`${script} ended with ${exitCode}: ${stderr}`);
}

/** Runs a block of commands, which end well or as the page says, and print what it shows. */
async function ranWell(desk: ReaderDesk, { text, shown }: Tried): Promise<void> {
  const { exitCode, stdout, stderr, ran } = await desk.sh(text);
  const wrong = ran.filter(
    (line) =>
      line.exitCode !== EXIT.ok &&
      !ENDS.some(([words, code]) => words.test(line.words) && code === line.exitCode),
  );
  expect([wrong, wrong.length === 0 ? '' : stderr]).toEqual([[], '']);
  if (ran.at(-1)?.exitCode !== exitCode) expect([exitCode, stderr]).toEqual([0, '']);
  if (shown !== null) expectOutput(stdout, shown);
}

/** Asks with a reader's rights, and undoes it; the rows are those that the page shows. */
async function answered({ pool }: Connection, { text, shown }: Tried): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const asOwner = text.startsWith('create role');
    if (!asOwner) await client.query('set local role statbank_reader');
    const { rows } = await client.query<Record<string, unknown>>(text);
    if (!asOwner) expect(rows.length).toBeGreaterThan(0);
    if (shown === null) return;
    const printed = rows.map((row) => Object.values(row).map(printedValue));
    expect([Object.keys(rows[0] ?? {}), ...printed]).toEqual(psqlTable(shown));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** As psql prints it. */
function printedValue(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every line that is shown was printed, in this order; `…` stands for anything, also for lines. */
function expectOutput(printed: string, shown: string): void {
  const lines = printed.split('\n').map((line) => line.trimEnd());
  let from = 0;
  for (const line of shown.split('\n').map((each) => each.trimEnd())) {
    if (line.trim() === '…') continue;
    const pattern = new RegExp(`^${line.split('…').map(literally).join('.*')}$`);
    const at = lines.findIndex((each, place) => place >= from && pattern.test(each));
    expect([line, at === -1 ? printed : line]).toEqual([line, line]);
    from = at + 1;
  }
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

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
