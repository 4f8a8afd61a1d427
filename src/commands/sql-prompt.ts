import { createInterface } from 'node:readline/promises';
import pg from 'pg';
import { EXIT, type ExitCode } from '../errors/codes.ts';
import type { CommandContext } from './context.ts';
import { counted, textTable } from './text-table.ts';

/**
 * Reads statements from standard input and prints their rows. A statement ends with a
 * semicolon at the end of a line. On a terminal a wrong one is told and the next is asked
 * for; from a file or pipe it ends the run.
 */
export async function sqlPrompt(context: CommandContext, url: string): Promise<ExitCode> {
  const client = await openClient(url);
  const terminal = process.stdin.isTTY;
  const lines = createInterface({
    input: process.stdin,
    ...(terminal ? { output: process.stderr } : {}),
    prompt: 'statbank=> ',
    signal: context.signal,
  });
  try {
    let statement = '';
    if (terminal) lines.prompt();
    for await (const line of lines) {
      statement += `${line}\n`;
      if (/;\s*$/.test(line)) {
        const ok = await execute(client, statement);
        if (!ok && !terminal) return EXIT.database;
        statement = '';
      }
      if (terminal) lines.prompt();
    }
    return statement.trim() === '' || (await execute(client, statement)) ? EXIT.ok : EXIT.database;
  } finally {
    lines.close();
    await client.end();
  }
}

/** Runs statements one after another and prints their rows; a wrong one ends the run. */
export async function runStatements(url: string, statements: readonly string[]): Promise<ExitCode> {
  const client = await openClient(url);
  try {
    for (const statement of statements) {
      if (!(await execute(client, statement))) return EXIT.database;
    }
    return EXIT.ok;
  } finally {
    await client.end();
  }
}

async function openClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'statbank',
    types: { getTypeParser: () => (text: string) => text },
  });
  await client.connect();
  return client;
}

async function execute(client: pg.Client, sql: string): Promise<boolean> {
  try {
    const result: pg.QueryArrayResult | pg.QueryArrayResult[] = await client.query({
      text: sql,
      rowMode: 'array',
    });
    for (const one of [result].flat()) print(one);
    return true;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return false;
  }
}

function print({ fields, rows, command, rowCount }: pg.QueryArrayResult): void {
  if (fields.length === 0) {
    process.stdout.write(`${command} ${rowCount ?? ''}`.trimEnd() + '\n');
    return;
  }
  const columns = fields.map(({ name }, index) => ({
    title: name,
    value: (row: readonly unknown[]) => row[index] as string | null,
  }));
  process.stdout.write(
    `${textTable(columns, rows).join('\n')}\n(${counted(rows.length, 'row')})\n`,
  );
}
