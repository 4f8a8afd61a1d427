import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Workshop } from '../pipeline/workshop.ts';
import { renderHtml } from '../report/page/render-html.ts';
import type { CommandContext } from './context.ts';
import { providerOf } from './open-source.ts';
import { collectReportPage } from './report-page.ts';

/** Writes a checked report as a page into the home folder. Returns its address for a browser. */
export async function writeReportPage(
  context: CommandContext,
  workshop: Workshop,
  reportId: string,
): Promise<string> {
  const { environment } = context;
  const providers = providerOf(await context.catalogue(), environment);
  const page = await collectReportPage(workshop, providers, reportId);
  const file = path.join(environment.home, 'reports', `${reportId}.html`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, renderHtml(page, 'no'));
  return pathToFileURL(file).href;
}
