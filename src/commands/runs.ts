import { EXIT } from '../errors/codes.ts';
import { type PastRun, pastRuns } from '../lineage/run-history.ts';
import type { Command } from './context.ts';
import { parseMoment } from './moment.ts';
import { minute } from './status.ts';
import type { Column } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';

export interface RunsOptions {
  readonly since?: string;
  readonly limit: number;
}

/** Shows what ran, newest first. */
export const runs: Command<RunsOptions> = async (context, { since, limit }) =>
  withWorkshop(context, async ({ db, now }) => {
    const moment = since === undefined ? null : parseMoment(since, '--since', now());
    const found = await pastRuns(db, { since: moment, limit });
    context.output.facts({ runs: found }, (facts, page) => {
      if (facts.runs.length === 0) page.line('Nothing ran.');
      else page.table(COLUMNS, facts.runs);
    });
    return EXIT.ok;
  });

const COLUMNS: readonly Column<PastRun>[] = [
  { title: 'started', value: ({ startedAt }) => minute(startedAt) },
  { title: 'command', value: ({ command }) => command },
  { title: 'outcome', value: ({ outcome }) => outcome ?? 'running' },
  { title: 'tables', value: ({ tables }) => tables, align: 'right' },
  { title: 'published', value: ({ published }) => published, align: 'right' },
  { title: 'held', value: ({ held }) => held, align: 'right' },
  { title: 'failed', value: ({ failed }) => failed, align: 'right' },
  { title: 'changed', value: ({ cellsChanged }) => cellsChanged, align: 'right' },
  { title: 'by', value: ({ decidedBy }) => decidedBy },
  { title: 'run', value: ({ runId }) => runId },
  { title: 'reason', value: ({ reason }) => reason },
];
