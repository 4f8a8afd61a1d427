import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeOrCheck } from './committed-file.ts';
import { withMigratedDatabase } from './throwaway-database.ts';

const run = promisify(execFile);
const TARGET = 'src/postgres/database.generated.ts';

/** How src/postgres/value-parsers.ts hands these types over. */
const TYPE_MAPPING = { int8: 'number', timestamptz: 'string' };

const generated = await withMigratedDatabase(async (_connection, url) => {
  const folder = await mkdtemp(join(tmpdir(), 'statbank-types-'));
  const file = join(folder, 'database.generated.ts');
  try {
    await run(
      'node_modules/.bin/kysely-codegen',
      [
        ['--dialect', 'postgres', '--out-file', file, '--date-parser', 'string'],
        ['--include-pattern', '(ops|raw|star|report|mart).*', '--default-schema', 'none'],
        ['--type-mapping', JSON.stringify(TYPE_MAPPING)],
      ].flat(),
      { env: { ...process.env, DATABASE_URL: url } },
    );
    await run('node_modules/.bin/oxfmt', ['-c', '.oxfmtrc.json', file]);
    const text = await readFile(file, 'utf8');
    return text.replace('export interface DB {', 'export interface Database {');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

await writeOrCheck(new Map([[TARGET, generated]]), 'npm run types:generate');
