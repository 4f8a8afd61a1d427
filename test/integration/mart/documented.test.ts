import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AnalystMart, openAnalystMart } from '../../support/analysts.ts';
import { servers } from '../../support/database.ts';

const run = promisify(execFile);

const PAGES = ['docs/analysts.md', 'README.md'];

/** Code blocks of one language on a page. */
async function blocks(page: string, language: string): Promise<readonly string[]> {
  const text = await readFile(page, 'utf8');
  const fence = new RegExp(`^\`\`\`${language}\\n([^]*?)\\n\`\`\`$`, 'gm');
  return [...text.matchAll(fence)].map(([, code = '']) => code);
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

describe.each(servers())('the examples for analysts on $name', (server) => {
  let mart: AnalystMart;

  beforeAll(async () => {
    mart = await openAnalystMart(server);
  });

  it.each(PAGES)('%s: all SQL runs with a reader’s rights and gives rows', async (page) => {
    const queries = await blocks(page, 'sql');
    expect(queries.length).toBeGreaterThan(0);
    const empty: string[] = [];
    for (const sql of queries) if ((await mart.ask(sql)).length === 0) empty.push(sql);
    expect(empty).toEqual([]);
  });

  it('psql answers', async (test) => {
    const commands = (await blocks('docs/analysts.md', 'sh')).filter((code) =>
      code.startsWith('psql'),
    );
    expect(commands.length).toBe(1);
    if (!(await has('psql', '--version'))) test.skip('1 example skipped: psql is not here');
    const { stdout } = await run('sh', ['-c', commands[0]!], {
      env: { ...libpq(mart.url), DATABASE_URL: mart.url },
    });
    expect(stdout).toMatch(/2025 \|\s+\d{7}/);
  });

  it('R answers', async (test) => {
    const [code = ''] = await blocks('docs/analysts.md', 'r');
    const there = await has('Rscript', '-e', 'stopifnot(requireNamespace("RPostgreSQL"))');
    if (!there) test.skip('1 example skipped: Debian’s r-cran-rpostgresql is not here');
    const { stdout } = await run('Rscript', ['-e', code], { env: libpq(mart.url) });
    expect(stdout).toMatch(/2025\s+\d{7}/);
  });

  it('Python answers', async (test) => {
    const [code = ''] = await blocks('docs/analysts.md', 'python');
    // Debian's own interpreter: others do not see Debian's packages.
    const python = '/usr/bin/python3';
    const there = await has(python, '-c', 'import pandas, psycopg2');
    if (!there)
      test.skip('1 example skipped: Debian’s python3-pandas and python3-psycopg2 are not here');
    const { stdout } = await run(python, ['-c', code], { env: libpq(mart.url) });
    expect(stdout).toMatch(/2025\s+\d{7}/);
  });
});
