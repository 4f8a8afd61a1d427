import { StatbankError } from '../errors/statbank-error.ts';
import type {
  Exchange,
  FetchPlan,
  PublicationMark,
  Publications,
  SourceResponse,
} from '../extract/provider.ts';
import type { Cube } from '../transform/cube.ts';
import { firstDifference, pickCells } from '../transform/picked-cells.ts';

/** Watches that everything that is fetched of a table belongs to one publication. */
export interface PublicationWatch {
  /** The publication time of the catalogue's entry, an ISO instant; null where it states none. */
  readonly stamp: string | null;
  /** Begins with the data requests of a plan; a new plan begins anew. */
  over(plan: FetchPlan): ChunkWatch;
  /** The error that a failed request stands for: itself, or SB_TORN_READ if the table has changed. */
  explain(error: unknown): Promise<unknown>;
}

/** Watches the responses of one plan. */
export interface ChunkWatch {
  /** Judges a data response by its stamp, and now and then asks the source which publication stands. */
  chunk(cube: Cube, response: Pick<SourceResponse, 'headers' | 'respondedAt'>): Promise<void>;
  /** Asks once more after the last response, as far as the stamps leave doubt. */
  end(readWitness: (response: SourceResponse) => Cube): Promise<void>;
}

/** What is watched, and by which means. */
export interface WatchedFetch {
  readonly table: string;
  readonly publications: Publications;
  readonly described: readonly SourceResponse[];
  readonly exchange: Exchange;
  /** How long the source may give an answer that it once gave. */
  readonly cacheSeconds: number;
  /** Never used before: see `Publications.look`. */
  readonly nonce: string;
}

/**
 * Data requests between two looks. Every response's own stamp is judged for nothing; a look
 * costs two calls, and at 30 calls a minute this ends a torn fetch about half a minute after a
 * publication that kept its stamp.
 */
const CHUNKS_BETWEEN_LOOKS = 16;

/** Findings of a data response that metadata from another publication explains. */
const CHANGED_SHAPE = /^SOURCE_(?:VALUE|VARIABLE)_|^SOURCE_LANGUAGES$/;

/** What a data response's stamp says: certainly this publication, certainly another, or neither. */
type Verdict = 'same' | 'other' | 'unknown';

/**
 * Begins to watch after the table was described.
 *
 * One response is whole in itself: if its stamp, the entry's and the metadata's agree, or are
 * older than the server's cache, nothing more is asked. Where a stamp is missing, one call
 * reads the metadata again. Several responses are always checked at the end: entry, metadata,
 * and a witness with cells of all of them (a publisher may correct figures and leave the stamp).
 *
 * @throws (its functions) StatbankError SB_TORN_READ, and what the exchange throws
 */
export function watchPublication(watched: WatchedFetch): PublicationWatch {
  const { table, publications, described, exchange } = watched;
  const before = publications.mark(table, described);
  let looks = 0;

  async function look(depth: 'metadata' | 'entry and metadata'): Promise<void> {
    looks += 1;
    const seen = await publications.look(table, depth, `${watched.nonce}-${looks}`, exchange);
    const difference = markDifference(before, publications.mark(table, [...described, ...seen]));
    if (difference !== null) throw tornRead(table, difference);
  }

  return Object.freeze<PublicationWatch>({
    stamp: before.updated,
    over: (plan) => watchChunks(watched, before, plan, look),
    explain: async (error) => {
      if (!mayBeTorn(error)) return error;
      return look('entry and metadata').then(
        () => error,
        (found: unknown) =>
          isCode(found, 'SB_TORN_READ', 'SB_SOURCE_NO_SUCH_TABLE') ? found : error,
      );
    },
  });
}

function watchChunks(
  { table, exchange, cacheSeconds }: WatchedFetch,
  before: PublicationMark,
  { requests, witness }: FetchPlan,
  look: (depth: 'metadata' | 'entry and metadata') => Promise<void>,
): ChunkWatch {
  const witnessed = new Map<string, string>();
  let chunks = 0;
  let doubt = false;

  return Object.freeze<ChunkWatch>({
    chunk: async (cube, response) => {
      chunks += 1;
      const verdict = stampVerdict(before, cube.updated, servedAt(response), cacheSeconds * 1000);
      if (verdict === 'other') {
        throw tornRead(
          table,
          `its catalogue entry is of ${before.updated ?? 'no date'}, its metadata of ${before.metadataUpdated ?? 'no date'}, response ${chunks} of its data of ${cube.updated ?? 'no date'}`,
        );
      }
      doubt ||= verdict === 'unknown';
      if (witness !== null) {
        for (const [cell, held] of pickCells(cube, witness.selection)) witnessed.set(cell, held);
      }
      const last = chunks === requests.length;
      if (!last && chunks % CHUNKS_BETWEEN_LOOKS === 0) await look('entry and metadata');
    },
    end: async (readWitness) => {
      if (requests.length > 1) await look('entry and metadata');
      else if (doubt) await look('metadata');
      if (witness === null) return;
      const { request, selection } = witness;
      const answer = readWitness(await exchange(request, 'witness', selection));
      const difference = firstDifference(witnessed, pickCells(answer, selection));
      if (difference !== null) {
        const { cell, one, other } = difference;
        throw tornRead(table, `the cell ${cell} was ${one} in its part, and ${other} at the end`);
      }
    },
  });
}

/** The moment by the source's own clock, which its stamps are made by; ours where it tells none. */
function servedAt({
  headers,
  respondedAt,
}: Pick<SourceResponse, 'headers' | 'respondedAt'>): number {
  const stated = Date.parse(headers['date'] ?? '');
  return Number.isNaN(stated) ? Date.parse(respondedAt) : stated;
}

/**
 * A response is at most as new as its table: one that is newer than entry and metadata is of
 * another publication. While the newest stamp is younger than the server's cache, all must
 * carry it, as any other may be an answer from before. After that, differences are no sign: a
 * response's stamp is that of its own contents, and the catalogue may be brought up to
 * date later than the table.
 */
function stampVerdict(
  before: PublicationMark,
  updated: string | null,
  moment: number,
  cacheMs: number,
): Verdict {
  const known = [before.updated, before.metadataUpdated]
    .filter((stamp) => stamp !== null)
    .map((stamp) => Date.parse(stamp));
  if (updated === null || known.length === 0) return 'unknown';
  const newest = Math.max(...known);
  const data = Date.parse(updated);
  if (data > newest) return 'other';
  const cached = moment - newest < cacheMs;
  return cached && [data, ...known].some((stamp) => stamp < newest) ? 'other' : 'same';
}

function markDifference(before: PublicationMark, after: PublicationMark): string | null {
  if (before.updated !== after.updated) {
    return `its entry was of ${before.updated ?? 'no date'}, and of ${after.updated ?? 'no date'} later`;
  }
  if (before.metadataUpdated !== after.metadataUpdated) {
    return `its metadata were of ${before.metadataUpdated ?? 'no date'}, and of ${after.metadataUpdated ?? 'no date'} later`;
  }
  if (before.lastPeriod !== after.lastPeriod) {
    return `its last period was ${before.lastPeriod ?? 'none'}, and ${after.lastPeriod ?? 'none'} later`;
  }
  return before.metadata === after.metadata
    ? null
    : 'its variables, values or texts changed, though its stamp did not';
}

function tornRead(table: string, why: string): StatbankError {
  return new StatbankError(
    'SB_TORN_READ',
    `Table ${table} was published while it was being fetched: ${why}. What was fetched is not used; sync the table again later.`,
    { context: { table } },
  );
}

/** Whether an error says that a publication fell into a fetch. */
export function isTornRead(error: unknown): error is StatbankError {
  return isCode(error, 'SB_TORN_READ');
}

function mayBeTorn(error: unknown): boolean {
  if (isCode(error, 'SB_SOURCE_SELECTION', 'SB_SOURCE_NO_SUCH_TABLE')) return true;
  if (!(error instanceof StatbankError) || !Array.isArray(error.context['findings'])) return false;
  return error.context['findings'].some(
    (finding: unknown) =>
      typeof finding === 'object' &&
      finding !== null &&
      'code' in finding &&
      CHANGED_SHAPE.test(String(finding.code)),
  );
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof StatbankError && codes.includes(error.code);
}
