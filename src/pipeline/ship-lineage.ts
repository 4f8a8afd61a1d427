import { appendFile } from 'node:fs/promises';
import { StatbankError } from '../errors/statbank-error.ts';
import type { HttpClient } from '../extract/http/client.ts';
import {
  countWaiting,
  eventOf,
  settleEvent,
  waitingEvents,
} from '../lineage/open-lineage/outbox.ts';
import type { LineageNames, RunEvent } from '../lineage/open-lineage/run-event.ts';
import { withSession } from '../load/session.ts';
import type { Workshop } from './workshop.ts';

/** What became of an event: taken, refused for good (with the reason), or not taken now. */
export type Delivery =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string };

/** Where events go. */
export type LineageDestination = (event: RunEvent, signal: AbortSignal) => Promise<Delivery>;

/** What a shipment came to. */
export interface Shipment {
  readonly shipped: number;
  readonly refused: number;
  readonly waiting: number;
  /** Why it ended before all were told; null if all were. */
  readonly stopped: string | null;
}

/** Key of the advisory lock under which one process at a time ships, so that order is kept. */
const LOCK_KEY = 7_459_004;

const BATCH = 100;

/**
 * Ships what waits in the outbox, oldest first, until nothing waits or the destination takes no
 * more now. An event is noted as shipped after it was taken: a crash in between sends it again,
 * word for word. Another process that ships at the moment is left to it.
 */
export async function shipLineage(
  { pool, logger }: Pick<Workshop, 'pool' | 'logger'>,
  destination: LineageDestination,
  names: LineageNames,
  signal: AbortSignal,
): Promise<Shipment> {
  return withSession(pool, async ({ client, db }) => {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1) as mine',
      [LOCK_KEY],
    );
    if (rows[0]?.mine !== true) {
      return {
        shipped: 0,
        refused: 0,
        waiting: await countWaiting(db),
        stopped: 'another process is shipping',
      };
    }
    let shipped = 0;
    let refused = 0;
    let stopped: string | null = null;
    try {
      while (stopped === null) {
        const batch = await waitingEvents(db, BATCH);
        if (batch.length === 0) break;
        for (const waiting of batch) {
          const delivery = await destination(await eventOf(db, waiting, names), signal);
          if (delivery.kind === 'later') {
            stopped = delivery.reason;
            break;
          }
          if (delivery.kind === 'refused') {
            logger.warn({ eventId: waiting.eventId, reason: delivery.reason }, 'lineage refused');
            refused += 1;
          } else {
            shipped += 1;
          }
          await settleEvent(db, waiting, delivery.kind === 'refused' ? delivery.reason : null);
        }
      }
      return { shipped, refused, waiting: await countWaiting(db), stopped };
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
    }
  });
}

/**
 * Posts each event to a lineage service, such as Marquez at `…/api/v1/lineage`. An answer of
 * 4xx other than 401, 403, 404, 408 and 429 means that it will never take this one; those may be
 * a wrong setting, and what is not an answer at all passes.
 */
export function httpDestination(http: HttpClient, url: string): LineageDestination {
  return async (event, signal) => {
    try {
      const request = { method: 'POST', url, body: JSON.stringify(event) } as const;
      const { status } = await http.send(request, signal);
      if (status >= 200 && status <= 299) return { kind: 'taken' };
      const final = status >= 400 && status <= 499 && !PASSING.has(status);
      return { kind: final ? 'refused' : 'later', reason: `HTTP ${status}` };
    } catch (error) {
      return {
        kind: 'later',
        reason: error instanceof StatbankError ? error.code : 'no answer',
      };
    }
  };
}

const PASSING: ReadonlySet<number> = new Set([401, 403, 404, 408, 429]);

/** Appends each event to a file, a JSON document a line. */
export function fileDestination(path: string): LineageDestination {
  return async (event) => {
    try {
      await appendFile(path, `${JSON.stringify(event)}\n`);
      return { kind: 'taken' };
    } catch (error) {
      const { code } = error as { readonly code?: string };
      return { kind: 'later', reason: `the file cannot be written (${code ?? 'unknown'})` };
    }
  };
}
