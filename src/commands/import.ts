import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { packageVersion } from '../config/package.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { createMemoryBudget } from '../extract/budget/memory-budget.ts';
import { createExchange } from '../extract/exchange.ts';
import { FILE_PROVIDER } from '../extract/file/provider.ts';
import { createHttpClient, userAgent } from '../extract/http/client.ts';
import { type Document, importDocument } from '../pipeline/import.ts';
import { withRun } from '../pipeline/with-run.ts';
import { withTask } from '../pipeline/with-task.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { Command, CommandContext } from './context.ts';
import { printReports } from './print-reports.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ImportOptions {
  /** Files and http addresses. */
  readonly documents: readonly string[];
  readonly dryRun?: boolean;
  readonly changes: number;
}

/** An unknown host is asked as gently as the gentlest agency wants: 30 calls a minute. */
const RATE = Object.freeze({ calls: 30, windowSeconds: 60 });

/** Publishes JSON-stat documents as tables of provider `file`. */
export const importDocuments: Command<ImportOptions> = async (context, options) => {
  for (const place of options.documents) if (!isAddress(place)) await requireReadable(place);
  return withWorkshop(context, async (workshop) => {
    const mode = { dryRun: options.dryRun === true, changes: options.changes };
    const reports = await withRun(workshop, 'import', async (runId) => {
      const all = [];
      for (const place of options.documents) {
        workshop.signal.throwIfAborted();
        const document = await (
          isAddress(place) ? fetchDocument(context, workshop, place) : readDocument(place)
        ).catch((error: unknown) => ({ error }));
        if ('error' in document) {
          const ref = { provider: FILE_PROVIDER, table: tableOf(place) };
          const failed = (): Promise<never> => Promise.reject(document.error);
          all.push(await withTask(workshop, runId, 'import', ref, null, failed));
        } else {
          all.push(...(await importDocument(workshop, runId, document, mode)));
        }
      }
      return all;
    });
    return printReports(context.output, reports, mode.dryRun);
  });
};

function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

/** Before anything is published: a misspelt name is no document that failed. */
async function requireReadable(file: string): Promise<void> {
  const facts = await access(file, constants.R_OK)
    .then(async () => stat(file))
    .catch((error: unknown) => {
      throw unreadable(file, error);
    });
  if (!facts.isFile()) throw unreadable(file, new Error('it is not a file'));
}

function unreadable(file: string, cause: unknown): StatbankError {
  return new StatbankError('SB_USAGE', `${file} cannot be read. Check the name and its rights.`, {
    cause,
  });
}

async function readDocument(file: string): Promise<Document> {
  const readAt = new Date().toISOString();
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return {
    name: tableOf(file),
    url: `file:${encodeURIComponent(path.basename(file))}`,
    status: 200,
    headers: {},
    requestedAt: readAt,
    respondedAt: readAt,
    bytes,
  };
}

async function fetchDocument(
  { environment, logger, signal }: CommandContext,
  { archive, now }: Workshop,
  address: string,
): Promise<Document> {
  const http = createHttpClient({ userAgent: userAgent(packageVersion(), environment.contact) });
  try {
    const exchange = createExchange({
      http,
      archive,
      budget: createMemoryBudget({ rate: RATE }),
      record: async ({ status }) => logger.debug({ status, address }, 'answered'),
      onRetry: (notice) => logger.warn(notice, 'retrying'),
      signal,
      now,
    });
    const request = { method: 'GET', url: address, body: null } as const;
    const {
      purpose: _,
      request: sent,
      selection: __,
      sha256: ___,
      ...response
    } = await exchange(request, 'document');
    if (response.status < 200 || response.status > 299) {
      throw new StatbankError('SB_HTTP_STATUS', `${sent.url} answered ${response.status}.`, {
        context: { url: sent.url, status: response.status },
      });
    }
    return { name: tableOf(address), url: sent.url, ...response };
  } finally {
    http.close();
  }
}

/** `folkemengde` for `folder/folkemengde.json` and `https://…/folkemengde.json?lang=no`. */
function tableOf(place: string): string {
  const file = isAddress(place) ? new URL(place).pathname : place;
  const base = path.basename(file).replace(/\.json(?:stat)?$/i, '');
  return base === '' ? 'document' : base;
}
