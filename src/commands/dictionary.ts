import path from 'node:path';
import { EXIT } from '../errors/codes.ts';
import { writeDictionary } from '../mart/dictionary/write-dictionary.ts';
import type { Language } from '../mart/mart.ts';
import type { Command } from './context.ts';
import { counted } from './text-table.ts';
import { withConnection } from './with-connection.ts';

export interface DictionaryOptions {
  readonly out: string;
  readonly language: Language;
}

/** Writes a page about every table that is published, for people: what it has and how to ask it. */
export const dictionary: Command<DictionaryOptions> = async (context, { out, language }) =>
  withConnection(context, async ({ pool }) => {
    const report = await writeDictionary(pool, path.resolve(out), language);
    context.output.facts(report, ({ folder, tables, files }, page) => {
      page.line(`${counted(tables, 'table')} in ${counted(files, 'file')}: ${folder}/index.html`);
    });
    return EXIT.ok;
  });
