import { type CatalogueReader, discover, type Discovery } from '../pipeline/discover.ts';
import type { SyncTarget } from '../pipeline/sync.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { OpenSource } from './open-source.ts';
import type { SourceOf } from './sync-targets.ts';

/**
 * Which of these tables must be fetched, by one look at each provider's catalogue. Where a
 * catalogue cannot be read, all of its tables are: a change must not be missed for that.
 *
 * @param sharedMs as of `discover`
 */
export async function changedTables<Target extends SyncTarget>(
  workshop: Workshop,
  targets: readonly Target[],
  sourceOf: SourceOf,
  sharedMs = 0,
): Promise<Discovery<Target>> {
  const found: Discovery<Target>[] = [];
  for (const provider of new Set(targets.map(({ ref }) => ref.provider))) {
    const own = targets.filter(({ ref }) => ref.provider === provider);
    try {
      const reader = readerOf(provider, async () => sourceOf(provider), workshop);
      found.push(await discover(workshop, provider, own, reader, sharedMs));
    } catch (err) {
      workshop.signal.throwIfAborted();
      workshop.logger.warn({ err, provider }, 'the catalogue could not be looked at');
      const due = own.map((target) => ({ target, reason: 'catalogue not read' as const }));
      found.push({ due, quiet: [] });
    }
  }
  return { due: found.flatMap(({ due }) => due), quiet: found.flatMap(({ quiet }) => quiet) };
}

/** Opens the source only when it is asked: tables that were never fetched need no look. */
function readerOf(
  provider: string,
  open: () => Promise<OpenSource>,
  { logger, signal }: Workshop,
): CatalogueReader {
  return {
    list: async (pastDays) => {
      const { service, ask } = await open();
      return service.catalogue?.list(pastDays, ask) ?? null;
    },
    news: async () => {
      const { service, ask } = await open();
      const news = service.catalogue?.news;
      if (news == null) return new Map();
      try {
        return await news(ask);
      } catch (err) {
        signal.throwIfAborted();
        logger.warn({ err, provider }, 'the news could not be read');
        return new Map();
      }
    },
  };
}
