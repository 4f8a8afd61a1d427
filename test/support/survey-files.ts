import type { Finding } from '../../src/errors/finding.ts';
import { StatbankError } from '../../src/errors/statbank-error.ts';
import { createSurveyProvider } from '../../src/extract/dfo-survey/provider.ts';
import type { SourceResponse } from '../../src/extract/provider.ts';
import { SYNTHETIC_MAPPING, syntheticSheets } from '../../src/simulator/dfo/survey.ts';
import {
  type WorkbookOptions,
  writeWorkbook,
  type WrittenCell,
  type WrittenSheet,
} from '../../src/simulator/dfo/workbook.ts';
import type { Cube } from '../../src/transform/cube.ts';
import { sourceResponse } from './source-response.ts';

export const surveyProvider = createSurveyProvider({
  providerId: 'dfo-survey',
  baseUrl: 'https://survey.example',
});

/** The responses of a table: its declaration, and a workbook of these sheets. */
export async function surveyResponses(
  sheets: readonly WrittenSheet[] = syntheticSheets(),
  mapping: string = SYNTHETIC_MAPPING,
  options: WorkbookOptions = {},
): Promise<readonly SourceResponse[]> {
  return [
    sourceResponse('metadata:mapping', mapping),
    sourceResponse('document', await writeWorkbook(sheets, options)),
  ];
}

/** The synthetic sheets with the first one changed. */
export function firstSheet(
  change: (cells: Record<string, WrittenCell>) => void,
  facts: Partial<WrittenSheet> = {},
): readonly WrittenSheet[] {
  const [first, ...others] = syntheticSheets();
  const cells = { ...first?.cells };
  change(cells);
  return [{ name: '', ...first, ...facts, cells }, ...others];
}

export async function surveyCube(
  table: string,
  responses: readonly SourceResponse[],
): Promise<Cube> {
  const description = await surveyProvider.streamed!.describe(table, responses);
  for await (const cube of surveyProvider.streamed!.cubes(responses.at(-1)!, description))
    return cube;
  throw new Error('no cube');
}

/** What keeps a table from being read; nothing where it is read. */
export async function surveyFindings(
  responses: readonly SourceResponse[],
  table = 'internettsikkerhet_2024',
): Promise<readonly Finding[]> {
  try {
    await surveyCube(table, responses);
  } catch (error) {
    if (error instanceof StatbankError) return error.context['findings'] as readonly Finding[];
    throw error;
  }
  return [];
}
