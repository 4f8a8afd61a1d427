import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { type AnalystMart, MART_TABLES, openAnalystMart } from '../../support/analysts.ts';
import { newestServer } from '../../support/database.ts';
import { runMain } from '../../support/run-main.ts';

describe('the data dictionary', () => {
  let mart: AnalystMart;
  let folder: string;
  let variables: Readonly<Record<string, string>>;

  beforeAll(async () => {
    mart = await openAnalystMart(newestServer());
    folder = await mkdtemp(join(tmpdir(), 'statbank-dictionary-'));
    variables = { DATABASE_URL: mart.url, STATBANK_HOME: '/nonexistent' };
  });

  afterAll(async () => rm(folder, { recursive: true }));

  it.each(['no', 'en'])('has a page per table and a front page, in %s', async (language) => {
    const out = join(folder, language);
    const words = ['dictionary', '--out', out, '--language', language, '--json'];
    const { exitCode, stdout } = await runMain(words, { variables });
    expect(exitCode).toBe(EXIT.ok);
    expect(JSON.parse(stdout)).toMatchObject({ tables: MART_TABLES.length });
    const files = await readdir(out);
    expect(files.length).toBe(2 * (MART_TABLES.length + 1));
    const text = await readFile(join(out, `ssb_07459${language === 'en' ? '_en' : ''}.md`), 'utf8');
    for (const expected of ['CC BY 4.0', 'kjønn', 'Personer1', 'SHA-256', 'mart.dim_time']) {
      expect(text.replace('sex', 'kjønn')).toContain(expected);
    }
  });

  it('has no link that leads nowhere', async () => {
    const out = join(folder, 'no');
    const files = new Set(await readdir(out));
    const index = await readFile(join(out, 'index.html'), 'utf8');
    const targets = [...index.matchAll(/href="([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(targets.length).toBe(MART_TABLES.length);
    expect(targets.filter((target) => !files.has(target))).toEqual([]);
  });

  it.each(['no', 'en'])(
    'has queries in %s that run for a reader and give rows',
    async (language) => {
      const out = join(folder, language);
      const pages = (await readdir(out)).filter((name) => name.endsWith('.md'));
      let queries = 0;
      for (const page of pages) {
        const text = await readFile(join(out, page), 'utf8');
        for (const [, sql = ''] of text.matchAll(/```sql\n([^]*?)\n```/g)) {
          const rows = await mart.ask(sql);
          expect({ page, sql, rows: rows.length }).not.toEqual({ page, sql, rows: 0 });
          queries += 1;
        }
      }
      expect(queries).toBeGreaterThanOrEqual(3 * MART_TABLES.length);
    },
  );

  it('says what to do where it cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const { exitCode, stderr } = await runMain(['dictionary', '--out', file], { variables });
    expect(exitCode).toBe(EXIT.configuration);
    expect(stderr).toContain('SB_OUTPUT_WRITE');
  });
});
