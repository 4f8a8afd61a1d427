import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { evidenceReader } from '../pipeline/evidence/evidence-reader.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { createSite } from '../site/site.ts';
import type { CommandContext } from './context.ts';
import { providerOf } from './open-source.ts';
import { reportDocuments } from './report-documents.ts';

/** The site for people, ready to be served. */
export async function openSite(
  { catalogue, environment }: CommandContext,
  workshop: Workshop,
): Promise<RequestListener> {
  const providers = providerOf(await catalogue(), environment);
  const site = createSite({
    db: workshop.db,
    logger: workshop.logger,
    // A reader keeps what it has read: one for each question, so that memory is given back.
    explain: async (ref, codes, choice) =>
      evidenceReader(workshop, providers).explain(ref, codes, choice),
    report: reportDocuments(workshop, providers),
  });
  const answer = getRequestListener(site.fetch);
  return (request, response) => {
    answer(request, response).catch((err: unknown) => {
      workshop.logger.error({ err, path: request.url }, 'a page could not be sent');
    });
  };
}
