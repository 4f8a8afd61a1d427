import path from 'node:path';
import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { type ExportedFile, type ExportFormat, writeExport } from '../mart/export/write-export.ts';
import type { Language } from '../mart/mart.ts';
import { tableName } from '../transform/table.ts';
import type { Command } from './context.ts';
import { knownProviders } from './table-argument.ts';
import { counted } from './text-table.ts';
import { withConnection } from './with-connection.ts';

export interface ExportOptions {
  readonly tables: readonly string[];
  readonly all?: true;
  readonly format: ExportFormat;
  readonly out: string;
  readonly language: Language;
}

/** Writes tables as CSV or Parquet, with the names and meanings that their views have. */
export const exportTables: Command<ExportOptions> = async (context, options) => {
  const { all, format, out, language } = options;
  if (all === true ? options.tables.length > 0 : options.tables.length === 0) {
    throw new StatbankError('SB_USAGE', 'Name the tables to export, or give --all.');
  }
  const providers = knownProviders(await context.catalogue());
  const tables =
    all === true ? null : options.tables.map((text) => tableName(parseTableName(text, providers)));
  return withConnection(context, async ({ pool }) => {
    const folder = path.resolve(out);
    const files = await writeExport(pool, {
      folder,
      tables,
      format,
      language,
      onFile: ({ file, rows }) => context.output.note(`${file}: ${counted(rows, 'row')}`),
    });
    context.output.facts({ folder, files }, (facts, page) => {
      page.line(
        `${counted(facts.files.length, 'file')}, ${counted(total(files), 'row')}: ${folder}`,
      );
    });
    return EXIT.ok;
  });
};

function total(files: readonly ExportedFile[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0);
}
