import {
  assertionMembers,
  columnLineageMembers,
  type Facet,
  facet,
  schemaMembers,
} from './facets.ts';
import type { LineageRun, LineageTask } from './lineage-facts.ts';

type Facets = Readonly<Record<string, Facet>>;

/** A dataset that was read or written. */
interface EventDataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Facets;
  readonly inputFacets?: Facets;
  readonly outputFacets?: Facets;
}

/** An OpenLineage RunEvent of version 2-0-2 of the specification. */
export interface RunEvent {
  readonly eventType: 'START' | 'COMPLETE' | 'FAIL' | 'ABORT';
  readonly eventTime: string;
  readonly producer: string;
  readonly schemaURL: string;
  readonly run: { readonly runId: string; readonly facets: Facets };
  readonly job: { readonly namespace: string; readonly name: string; readonly facets: Facets };
  readonly inputs: readonly EventDataset[];
  readonly outputs: readonly EventDataset[];
}

/** How this installation is named in events. */
export interface LineageNames {
  /** Namespace of the jobs. */
  readonly namespace: string;
  /** The database as `postgres://host:port`, without login. */
  readonly server: string;
  readonly database: string;
}

export type Moment = 'start' | 'end';

const SCHEMA = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent';

/** Errors of a process that was stopped or lost its work to another. */
const STOPPED = new Set(['SB_INTERRUPTED', 'SB_LEASE_LOST']);

/** The event of a run's begin or end. */
export function eventOfRun(run: LineageRun, moment: Moment, names: LineageNames): RunEvent {
  const producer = producerOf(run);
  const failed = moment === 'end' && run.outcome === 'fail';
  return {
    ...envelope(moment, run, producer, runEventType(run)),
    run: {
      runId: run.runId,
      facets: {
        ...facet('nominalTime', producer, { nominalStartTime: instant(run.startedAt) }),
        ...engine(run, producer),
        ...(failed ? error(producer, `${run.bad} of ${run.tables} tables failed.`) : {}),
      },
    },
    job: jobOf(names, run.command, 'RUN', producer),
    inputs: [],
    outputs: [],
  };
}

/** The event of a task's begin or end. Its run is its parent. */
export function eventOfTask(
  run: LineageRun,
  task: LineageTask,
  moment: Moment,
  names: LineageNames,
): RunEvent {
  const producer = producerOf(run);
  const parent = {
    run: { runId: run.runId },
    job: { namespace: names.namespace, name: run.command },
  };
  const input = inputOf(task, producer);
  const ended = moment === 'end';
  return {
    ...envelope(moment, task, producer, taskEventType(task)),
    run: {
      runId: task.taskId,
      facets: {
        ...facet('parent', producer, { ...parent, root: parent }),
        ...facet('nominalTime', producer, {
          nominalStartTime: instant((ended ? task.releasedAt : null) ?? task.startedAt),
        }),
        ...engine(run, producer),
        ...(ended && task.errorMessage !== null
          ? error(producer, `${task.errorCode ?? 'SB_UNEXPECTED'}: ${task.errorMessage}`)
          : {}),
      },
    },
    job: jobOf(names, `${run.command}.${task.provider}:${task.table}`, 'TASK', producer),
    inputs: ended && task.responses.length > 0 ? [input] : [],
    outputs:
      ended && task.outcome === 'published' && task.view !== null
        ? [outputOf(task, task.view, input, names, producer)]
        : [],
  };
}

function envelope(
  moment: Moment,
  { startedAt, finishedAt }: { readonly startedAt: string; readonly finishedAt: string | null },
  producer: string,
  ended: RunEvent['eventType'],
): Pick<RunEvent, 'eventType' | 'eventTime' | 'producer' | 'schemaURL'> {
  return {
    eventType: moment === 'start' ? 'START' : ended,
    eventTime: instant(moment === 'start' ? startedAt : (finishedAt ?? startedAt)),
    producer,
    schemaURL: SCHEMA,
  };
}

/** A run of which some tables failed did its work: which ones is told by their own events. */
function runEventType({ outcome }: LineageRun): RunEvent['eventType'] {
  if (outcome === 'fail') return 'FAIL';
  return outcome === 'abort' ? 'ABORT' : 'COMPLETE';
}

function taskEventType({ outcome, errorCode }: LineageTask): RunEvent['eventType'] {
  if (outcome !== 'failed' && outcome !== 'quarantined') return 'COMPLETE';
  return errorCode !== null && STOPPED.has(errorCode) ? 'ABORT' : 'FAIL';
}

function jobOf(
  { namespace }: LineageNames,
  name: string,
  jobType: string,
  producer: string,
): RunEvent['job'] {
  const members = { processingType: 'BATCH', integration: 'STATBANK', jobType };
  return { namespace, name, facets: facet('jobType', producer, members) };
}

function inputOf(task: LineageTask, producer: string): EventDataset {
  const { responses, source, provider, table, updatedAt } = task;
  const origin = originOf(responses[0]?.url ?? '');
  return {
    namespace: origin ?? provider,
    name: table,
    facets: {
      ...facet('dataSource', producer, {
        name: source ?? provider,
        ...(origin === null ? {} : { uri: origin }),
      }),
      ...(updatedAt === null
        ? {}
        : facet('version', producer, { datasetVersion: instant(updatedAt) })),
    },
    inputFacets: {
      ...facet('subset', producer, {
        inputCondition: {
          type: 'partition',
          partitions: responses.map(({ method, url, sha256 }) => ({
            identifier: sha256,
            dimensions: { method, url },
          })),
        },
      }),
      ...facet('dataQualityAssertions', producer, assertionMembers(task)),
    },
  };
}

function outputOf(
  { columns, vintage, written }: LineageTask,
  view: string,
  { namespace, name }: EventDataset,
  { server, database }: LineageNames,
  producer: string,
): EventDataset {
  return {
    namespace: server,
    name: `${database}.mart.${view}`,
    facets: {
      ...facet('dataSource', producer, { name: server, uri: `${server}/${database}` }),
      ...facet('version', producer, { datasetVersion: String(vintage) }),
      ...facet('schema', producer, schemaMembers(columns)),
      ...facet('columnLineage', producer, columnLineageMembers(columns, { namespace, name })),
    },
    outputFacets: facet('outputStatistics', producer, { rowCount: written }),
  };
}

function engine({ programVersion }: LineageRun, producer: string): Facets {
  return facet('processing_engine', producer, { version: programVersion, name: 'statbank' });
}

function error(producer: string, message: string): Facets {
  return facet('errorMessage', producer, { message, programmingLanguage: 'TYPESCRIPT' });
}

function producerOf({ programVersion }: LineageRun): string {
  return `pkg:npm/statbank-etl@${programVersion}`;
}

/** `https://data.ssb.no`; null for what is no web address. */
function originOf(url: string): string | null {
  return /^https?:/.test(url) ? new URL(url).origin : null;
}

/** Postgres prints an instant with a space; JSON Schema's date-time has a T. */
function instant(text: string): string {
  return new Date(text).toISOString();
}
