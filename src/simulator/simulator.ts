import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { StatbankError } from '../errors/statbank-error.ts';
import { answer, targetOf } from './answer.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Faults, createFaults } from './faults/fault.ts';
import { replacement, spoilt } from './faults/spoil.ts';
import { type RateLimit, createRateWindow } from './rate-window.ts';
import type { LoggedRequest } from './request-log.ts';
import { BASE_PATH } from './routes/pxweb2.ts';
import type { World } from './routes/route.ts';
import { send } from './send.ts';
import { serviceCall, type SimulatedService } from './services/service.ts';
import type { SimulatedTable } from './table/model.ts';
import { revise } from './table/revise.ts';
import type { Revision } from './table/revision.ts';
import type { ScheduledPublication } from './timeline.ts';

/** Cells a response and calls a window. */
export interface SimulatorLimits extends RateLimit {
  readonly maxCells: number;
}

/** What SSB was measured to allow; its documentation promises 30 calls. */
const SSB_LIMITS: SimulatorLimits = Object.freeze({
  maxCells: 800_000,
  calls: 40,
  windowSeconds: 60,
  retryAfter: 'none',
});

export interface SimulatorOptions {
  readonly tables: readonly SimulatedTable[];
  /** What else is answered on the same host; nothing by default. */
  readonly services?: readonly SimulatedService[];
  /** Any free one by default. */
  readonly port?: number;
  /** Only this machine by default. */
  readonly host?: string;
  readonly clock?: Clock;
  readonly limits?: Partial<SimulatorLimits>;
  /** Wait before each answer. */
  readonly latencyMs?: number;
  /** Publications that happen by themselves as the clock passes their day. */
  readonly timeline?: readonly ScheduledPublication[];
  /** How long a day of the timeline lasts; 86,400,000 by default, less for a rehearsal. */
  readonly dayMs?: number;
}

/** A running server. */
export interface Simulator {
  /** Base address with `/api/pxwebapi/v2`, as `STATBANK_SSB_URL` takes it. */
  readonly url: string;
  /** Scheme, host and port: services lie below it. */
  readonly origin: string;
  /** All requests so far. */
  readonly requests: readonly LoggedRequest[];
  readonly faults: Faults;
  /** The tables as they are now, by number. */
  readonly tables: ReadonlyMap<string, SimulatedTable>;
  /** Publishes a revision of a table at once, or a whole new table. */
  publish(table: string, revision: Revision): void;
  add(table: SimulatedTable): void;
  close(): Promise<void>;
}

/** Longest request body that is read; SSB's own limit is not known and no honest query is near. */
const LONGEST_BODY = 30_000_000;

/**
 * Starts a server that answers as SSB's PxWebApi v2 does. See docs/simulator.md.
 *
 * @throws StatbankError SB_SIMULATOR_REVISION if the timeline does not fit the tables
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? systemClock;
  const limits = { ...SSB_LIMITS, ...options.limits };
  const tables = new Map(options.tables.map((table) => [table.id, table]));
  const requests: LoggedRequest[] = [];
  const faults = createFaults();
  const admit = createRateWindow(limits, clock);
  const pending = (options.timeline ?? []).toSorted((one, other) => one.day - other.day);
  const started = clock.now().getTime();

  const publish = (id: string, revision: Revision): void =>
    publishInto(tables, id, revision, clock.now());
  rehearse(tables, pending, clock.now());
  const publishWhatIsDue = (): void => {
    const days = (clock.now().getTime() - started) / (options.dayMs ?? 86_400_000);
    while ((pending[0]?.day ?? Number.POSITIVE_INFINITY) <= days) {
      const due = pending.shift();
      if (due !== undefined) publish(due.table, due.revision);
    }
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => failed(response, error));
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? 'GET';
    const url = request.url ?? '/';
    const body = await readBody(request);
    if (options.latencyMs !== undefined) await pause(options.latencyMs);
    publishWhatIsDue();
    const call = serviceCall(options.services ?? [], url);
    const own = targetOf(method, url);
    const target = call === null ? own : call.service.target(method, call.path, call.query);
    const fault = faults.take({ kind: target.kind, table: target.table, method });
    if (fault?.kind === 'publish') publish(fault.table, fault.revision);
    const now = clock.now();
    const { headers, refusal } = admit();
    const world: World = { tables, baseUrl, clock, maxCells: limits.maxCells };
    const whole =
      refusal ??
      (fault === null ? null : replacement(fault, now)) ??
      (call === null
        ? answer(own, method, body, world)
        : call.service.answer({
            method,
            path: call.path,
            query: call.query,
            accept: request.headers.accept ?? '',
            body,
            world,
          }));
    const reply = refusal === null && fault !== null ? spoilt(fault, whole) : whole;
    const status = fault?.kind === 'hang' ? 0 : reply.status;
    requests.push({ time: now, method, url, kind: target.kind, body, status });
    await send(
      response,
      {
        ...reply,
        headers: {
          date: now.toUTCString(),
          'access-control-allow-origin': '*',
          ...headers,
          ...reply.headers,
        },
      },
      { gzip: /\bgzip\b/.test(request.headers['accept-encoding'] ?? ''), fault },
    );
  };

  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const baseUrl = origin + BASE_PATH;
  return Object.freeze({
    url: baseUrl,
    origin,
    requests,
    faults,
    tables,
    publish,
    add: (table: SimulatedTable) => {
      tables.set(table.id, table);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** A fault of the simulator itself must not look like one of SSB: it says what it is. */
function failed(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`Simulator: ${message}`);
}

function publishInto(
  tables: Map<string, SimulatedTable>,
  id: string,
  revision: Revision,
  now: Date,
): void {
  const table = tables.get(id);
  if (table === undefined) throw noSuchTable(id);
  const revised = revise(table, revision, now);
  if (revised === null) tables.delete(id);
  else tables.set(id, revised);
}

/** Publishes a whole timeline on a copy, so that what does not fit is said at the start. */
function rehearse(
  tables: ReadonlyMap<string, SimulatedTable>,
  timeline: readonly ScheduledPublication[],
  now: Date,
): void {
  const copy = new Map(tables);
  for (const { table, revision } of timeline) publishInto(copy, table, revision, now);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LONGEST_BODY) throw new RangeError('Request body too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function noSuchTable(id: string): StatbankError {
  return new StatbankError(
    'SB_SIMULATOR_REVISION',
    `The simulator has no table ${id} to publish. Correct the table number of the publication.`,
    { context: { table: id } },
  );
}
