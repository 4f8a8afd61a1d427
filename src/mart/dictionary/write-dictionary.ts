import type { Pool } from 'pg';
import type { Language } from '../mart.ts';
import { type OutputFile, writeOutput } from '../output-folder.ts';
import { readMart } from '../read-mart.ts';
import { withMart } from '../with-mart.ts';
import type { DictionaryPage } from './blocks.ts';
import { readSymbols, readTableDetails } from './details.ts';
import { htmlPage } from './html.ts';
import { markdownPage } from './markdown.ts';
import { frontPage, tablePage } from './pages.ts';

/** How many tables were described, and in how many files. */
export interface DictionaryReport {
  readonly folder: string;
  readonly tables: number;
  readonly files: number;
}

/**
 * Writes the data dictionary: a front page, and one page per table, each as HTML and as
 * Markdown. One table at a time is in memory.
 *
 * @throws StatbankError SB_OUTPUT_WRITE if the folder cannot be written to
 */
export async function writeDictionary(
  pool: Pool,
  folder: string,
  language: Language,
): Promise<DictionaryReport> {
  return withMart(pool, async (client) => {
    const mart = await readMart(client, language);
    let files = 0;
    const write = async (page: DictionaryPage): Promise<void> => {
      for (const file of rendered(page)) await writeOutput(folder, file);
      files += 2;
    };
    await write(frontPage(mart, await readSymbols(client, language)));
    for (const table of mart.tables) {
      const details = await readTableDetails(client, table, language);
      await write(tablePage(table, details, language));
    }
    return { folder, tables: mart.tables.length, files };
  });
}

function rendered(page: DictionaryPage): readonly OutputFile[] {
  return [
    { path: `${page.name}.html`, text: htmlPage(page) },
    { path: `${page.name}.md`, text: markdownPage(page) },
  ];
}
