import type { ResponseRecord } from '../extract/archive/fetch-record.ts';
import { documentTables, FILE_PROVIDER, fileProvider } from '../extract/file/provider.ts';
import { readResponse } from '../extract/read-response.ts';
import { recordRequest } from '../lineage/requests.ts';
import { archivedTable } from './archived-table.ts';
import { publishTask, type PublishMode } from './publish-task.ts';
import type { TableReport } from './table-report.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/** A document that was read or fetched, before anyone looked into it. */
export interface Document {
  /** Its file name without ending, or the last step of its address. */
  readonly name: string;
  /** `file:NAME` without a folder, or the address without secrets. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestedAt: string;
  readonly respondedAt: string;
  readonly bytes: Uint8Array;
}

/** Publishes every dataset of a document as a table of provider `file`. */
export async function importDocument(
  workshop: Workshop,
  runId: string,
  document: Document,
  mode: PublishMode,
): Promise<readonly TableReport[]> {
  const reports: TableReport[] = [];
  for (const table of tablesIn(document)) {
    reports.push(await importTable(workshop, runId, document, table, mode));
  }
  return reports;
}

/** A document that cannot be read is one table, so that its fault is told and kept like any other. */
function tablesIn({ name, bytes }: Document): readonly string[] {
  try {
    return documentTables(name, bytes);
  } catch {
    return [name];
  }
}

async function importTable(
  workshop: Workshop,
  runId: string,
  document: Document,
  table: string,
  mode: PublishMode,
): Promise<TableReport> {
  const { archive, journal, db } = workshop;
  const ref = { provider: FILE_PROVIDER, table };
  return withTask(workshop, runId, 'import', ref, null, async (task, inTask) => {
    const { bytes, name: _, url, ...facts } = document;
    const stored = await archive.put(bytes);
    const response: ResponseRecord = {
      ...facts,
      purpose: 'document',
      request: { method: 'GET', url, body: null },
      sha256: stored.sha256,
      byteLength: stored.byteLength,
      selection: null,
      undecodable: null,
      superseded: false,
    };
    const recorder = await journal.begin({
      taskId: task.taskId,
      ref,
      selection: {},
      startedAt: task.startedAt,
    });
    await recorder.record(response);
    await recordRequest(db, task.taskId, 0, response);
    readResponse({ ...response, bytes }, `document ${document.name}`, (body) =>
      documentTables(document.name, body),
    );
    await recorder.complete();
    const fetch = await journal.readFetch(task.taskId);
    return publishTask(
      inTask,
      task,
      await archivedTable(workshop, fileProvider, fetch, task.taskId),
      mode,
    );
  });
}
