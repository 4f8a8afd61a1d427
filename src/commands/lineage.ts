import { packageVersion } from '../config/package.ts';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { createHttpClient, userAgent } from '../extract/http/client.ts';
import type { LineageNames } from '../lineage/open-lineage/run-event.ts';
import {
  fileDestination,
  httpDestination,
  type LineageDestination,
  shipLineage,
  type Shipment,
} from '../pipeline/ship-lineage.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { Command, CommandContext } from './context.ts';
import { counted } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';

/** After its work a run waits no longer than this for a lineage service. */
const PATIENCE_MS = 30_000;

/** A service that is silent for so long is not there. */
const IDLE_TIMEOUT_MS = 10_000;

/**
 * Ships what waits in the lineage outbox. Ends with 4 if the service does not take it: it waits
 * for the next time.
 */
export const shipLineageEvents: Command<object> = async (context) => {
  if (context.environment.lineageUrl === null && context.environment.lineageFile === null) {
    throw new StatbankError(
      'SB_USAGE',
      'Nobody is told of lineage: set STATBANK_OPENLINEAGE_URL or STATBANK_OPENLINEAGE_FILE.',
    );
  }
  return withWorkshop(context, async (workshop) => {
    const shipment = await ship(context, workshop, context.signal);
    context.output.facts(shipment, ({ shipped, refused, waiting, stopped }, page) => {
      page.line(
        [
          `${counted(shipped, 'event')} shipped`,
          ...(refused === 0 ? [] : [`${refused} refused`]),
          `${waiting} waiting`,
          ...(stopped === null ? [] : [stopped]),
        ].join(', '),
      );
    });
    return shipment.stopped === null ? EXIT.ok : EXIT.source;
  });
};

/** The same after other work, if a destination is set. Whatever goes wrong is logged and fails nothing. */
export async function shipAfterwards(context: CommandContext, workshop: Workshop): Promise<void> {
  const { environment, logger, signal } = context;
  if (environment.lineageUrl === null && environment.lineageFile === null) return;
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const shipment = await ship(context, workshop, patience);
    logger[shipment.stopped === null ? 'info' : 'warn'](shipment, 'lineage');
  } catch (err) {
    logger.warn({ err }, 'lineage was not shipped; it waits for the next time');
  }
}

async function ship(
  { environment }: CommandContext,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<Shipment> {
  const { lineageUrl, lineageFile, lineageKey, contact } = environment;
  const http = createHttpClient({
    userAgent: userAgent(packageVersion(), contact),
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    totalTimeoutMs: PATIENCE_MS,
    ...(lineageKey === null ? {} : { authorization: `Bearer ${lineageKey}` }),
  });
  try {
    const destination: LineageDestination =
      lineageUrl === null ? fileDestination(lineageFile ?? '') : httpDestination(http, lineageUrl);
    return await shipLineage(workshop, destination, await namesOf(environment, workshop), signal);
  } finally {
    http.close();
  }
}

/** The server by the address it is reached at; the embedded one by the port it listens on. */
async function namesOf(
  { databaseUrl, lineageNamespace }: CommandContext['environment'],
  { pool }: Workshop,
): Promise<LineageNames> {
  const { rows } = await pool.query<{ database: string; port: string }>(
    `select current_database() as database, current_setting('port') as port`,
  );
  const { hostname = 'localhost', port = '' } = databaseUrl === null ? {} : new URL(databaseUrl);
  const host = hostname === '' ? 'localhost' : hostname;
  return {
    namespace: lineageNamespace,
    server: `postgres://${host}:${port === '' ? (rows[0]?.port ?? '5432') : port}`,
    database: rows[0]?.database ?? '',
  };
}
