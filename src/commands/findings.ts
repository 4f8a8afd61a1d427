import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import { type PastFinding, pastFindings } from '../lineage/finding-history.ts';
import type { Command } from './context.ts';
import { findingWords } from './finding-lines.ts';
import { parseMoment } from './moment.ts';
import { minute } from './status.ts';
import { knownProviders } from './table-argument.ts';
import type { Column } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';

export interface FindingsOptions {
  /** All tables if not given. */
  readonly table?: string;
  readonly since?: string;
  readonly limit: number;
}

/** Shows what checks found in responses, newest first. */
export const findings: Command<FindingsOptions> = async (context, { table, since, limit }) => {
  const ref =
    table === undefined ? null : parseTableName(table, knownProviders(await context.catalogue()));
  return withWorkshop(context, async ({ db, now }) => {
    const moment = since === undefined ? null : parseMoment(since, '--since', now());
    const found = await pastFindings(db, ref, { since: moment, limit });
    context.output.facts({ findings: found }, (facts, page) => {
      if (facts.findings.length === 0) page.line('Nothing was found.');
      else page.table(COLUMNS, facts.findings);
    });
    return EXIT.ok;
  });
};

const COLUMNS: readonly Column<PastFinding>[] = [
  { title: 'found', value: ({ foundAt }) => minute(foundAt) },
  { title: 'table', value: ({ table }) => table },
  { title: 'severity', value: ({ severity }) => severity },
  { title: 'code', value: ({ code }) => code },
  { title: 'at', value: ({ pointer }) => (pointer === '' ? '(whole document)' : pointer) },
  { title: 'message', value: findingWords },
];
