import path from 'node:path';
import { EXIT } from '../errors/codes.ts';
import type { Language } from '../mart/mart.ts';
import { writeOutput } from '../mart/output-folder.ts';
import { type PackName, PACKS } from '../mart/packs/packs.ts';
import { readMart } from '../mart/read-mart.ts';
import { withMart } from '../mart/with-mart.ts';
import type { Command } from './context.ts';
import { counted } from './text-table.ts';
import { withConnection } from './with-connection.ts';

export interface PackOptions {
  readonly tool: PackName;
  readonly out: string;
  readonly language: Language;
}

/** Writes what a tool has to know of the mart, in the tool's own form. */
export const pack: Command<PackOptions> = async (context, { tool, out, language }) =>
  withConnection(context, async ({ pool, url }) => {
    const mart = await withMart(pool, async (client) => readMart(client, language));
    const { hostname, port, pathname } = new URL(url);
    const files = PACKS[tool](mart, {
      host: hostname === '' ? 'localhost' : hostname,
      port: port === '' ? 5432 : Number(port),
      database: decodeURIComponent(pathname.slice(1)),
    });
    const folder = path.resolve(out);
    for (const file of files) await writeOutput(folder, file);
    const facts = { tool, folder, files: files.map((file) => file.path) };
    context.output.facts(facts, (found, page) => {
      page.line(`${found.tool}: ${counted(found.files.length, 'file')} in ${found.folder}`);
    });
    return EXIT.ok;
  });
