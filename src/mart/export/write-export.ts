import { join } from 'node:path';
import type { Pool } from 'pg';
import { StatbankError } from '../../errors/statbank-error.ts';
import { attribution } from '../attribution.ts';
import type { Language, Mart, MartTable, MartView } from '../mart.ts';
import { intoPlace, writeOutput } from '../output-folder.ts';
import { csvwFile } from '../packs/csvw.ts';
import { frictionlessFile } from '../packs/frictionless.ts';
import { readMart } from '../read-mart.ts';
import { withMart } from '../with-mart.ts';
import { exportCsv } from './csv.ts';
import { exportParquet } from './parquet.ts';

export type ExportFormat = 'csv' | 'parquet';

/** What to export, and how. */
export interface ExportRequest {
  readonly folder: string;
  /** Such as `ssb:07459`; null for every table and every dimension. */
  readonly tables: readonly string[] | null;
  readonly format: ExportFormat;
  readonly language: Language;
  /** Told after each file. */
  readonly onFile?: (file: ExportedFile) => void;
}

export interface ExportedFile {
  readonly file: string;
  readonly rows: number;
}

/**
 * Writes tables as files, all from one state of the database. Beside CSV lie what its columns
 * mean, in two forms: `datapackage.json` (Frictionless) and `csv-metadata.json` (CSVW). Parquet
 * carries it itself.
 *
 * @throws StatbankError SB_USAGE for a table that is not published, SB_OUTPUT_WRITE if the folder
 *   cannot be written to
 */
export async function writeExport(
  pool: Pool,
  { folder, tables, format, language, onFile }: ExportRequest,
): Promise<readonly ExportedFile[]> {
  return withMart(pool, async (client) => {
    // A database may write dates in its own way; the files' descriptions tell of one.
    await client.query(`set local timezone = 'UTC'; set local datestyle = 'ISO'`);
    const mart = await readMart(client, language, tables);
    refuseUnknown(tables, mart);
    const files: ExportedFile[] = [];
    const add = async (view: MartView, about: Readonly<Record<string, string>>): Promise<void> => {
      const file = `${view.name}.${format}`;
      const rows = await intoPlace(join(folder, file), async (part) =>
        format === 'csv' ? exportCsv(client, view, part) : exportParquet(client, view, part, about),
      );
      files.push({ file, rows });
      onFile?.({ file, rows });
    };
    for (const table of mart.tables) await add(table.view, aboutTable(table, language));
    const dimensions = tables === null ? mart.dimensions : [];
    for (const view of dimensions) await add(view, {});
    if (format === 'csv') {
      const exported = { ...mart, dimensions };
      await writeOutput(folder, frictionlessFile(exported));
      await writeOutput(folder, csvwFile(exported));
    }
    return files;
  });
}

function refuseUnknown(asked: readonly string[] | null, { tables }: Mart): void {
  const known = new Set(tables.map(({ id }) => id));
  const unknown = asked?.filter((id) => !known.has(id)) ?? [];
  if (unknown.length === 0) return;
  throw new StatbankError(
    'SB_USAGE',
    `Not published here: ${unknown.join(', ')}. "statbank status" lists what is.`,
    { context: { unknown } },
  );
}

function aboutTable(table: MartTable, language: Language): Readonly<Record<string, string>> {
  const { text, licenceUrl } = attribution(table, language);
  return {
    'statbank.table': table.id,
    'statbank.title': table.title,
    'statbank.vintage': String(table.vintage),
    'statbank.attribution': text,
    ...(licenceUrl === null ? {} : { 'statbank.licence': licenceUrl }),
  };
}
