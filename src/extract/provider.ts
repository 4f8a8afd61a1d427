import type { Cube, CubeFrame } from '../transform/cube.ts';
import type { Selection, TableDescription } from '../transform/table.ts';

/** What is asked of a source. The body is JSON text or null. */
export interface SourceRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body: string | null;
}

/** Why a request is made: decides who reads its response when a table is replayed. */
export type Purpose =
  | 'entry'
  | `metadata:${string}`
  | `codelist:${string}`
  | 'data'
  | 'witness'
  | 'document'
  | `klass:${string}`;

/** One answered request with its raw bytes, as archived. */
export interface SourceResponse {
  readonly purpose: Purpose;
  readonly request: SourceRequest;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** ISO instants. */
  readonly requestedAt: string;
  readonly respondedAt: string;
  /** Lower-case hex SHA-256 of the bytes. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** For `data`: the codes that were asked for; null otherwise. */
  readonly selection: Selection | null;
}

/** Sends a request within the provider's budget, retries what may be retried, and archives the answer. */
export type Exchange = (
  request: SourceRequest,
  purpose: Purpose,
  selection?: Selection,
) => Promise<SourceResponse>;

/** One data request of a plan and the number of cells that it asks for. */
export interface PlannedRequest {
  readonly request: SourceRequest;
  readonly selection: Selection;
  readonly cells: number;
}

/** How a table will be fetched; made before anything is fetched. */
export interface FetchPlan {
  readonly requests: readonly PlannedRequest[];
  readonly cells: number;
  /** The description's frame cut down to what is selected; groupings contribute their own values. */
  readonly frame: CubeFrame;
  readonly english: CubeFrame | null;
  /**
   * Some cells of every request in one request, to be asked for last: they must be what the
   * requests brought. Null where there is one request, or where its answer would be too large.
   */
  readonly witness: PlannedRequest | null;
}

/** Which publication a source shows: where a member differs, it is another one. */
export interface PublicationMark {
  /** ISO instants as the catalogue and as the metadata state them. */
  readonly updated: string | null;
  readonly metadataUpdated: string | null;
  readonly lastPeriod: string | null;
  /** Digest of all variables, values and texts. */
  readonly metadata: string;
}

/** How to see that a publication happened while a table was being fetched. */
export interface Publications {
  /**
   * Asks again which publication stands. Servers cache answers by address: `nonce` makes the
   * address one that was never asked for.
   */
  look(
    table: string,
    depth: 'metadata' | 'entry and metadata',
    nonce: string,
    exchange: Exchange,
  ): Promise<readonly SourceResponse[]>;
  /** Reads the newest entry and metadata among these responses. Pure. */
  mark(table: string, responses: readonly SourceResponse[]): PublicationMark;
  /** The table with the same title and variables under another number, if there is exactly one. */
  successor(
    table: {
      readonly table: string;
      readonly title: string;
      readonly variables: readonly string[];
    },
    exchange: Exchange,
  ): Promise<string | null>;
}

/** What a catalogue entry asks for of one variable. Expressions and groupings as in PxWebApi v2. */
export interface VariableSelection {
  /** Codes and expressions: `0301`, `*`, `K-*`, `top(5)`, `from(2015)`, `range(2015,2020)`. */
  readonly values: readonly string[];
  /** Codelist or grouping id: `agg_KommSummer`, `vs_Fylker`. */
  readonly codelist?: string;
}

/** Selection by variable code; a variable that is not named is taken whole. */
export type TableSelection = Readonly<Record<string, VariableSelection>>;

/** How much a source gives: cells a response, calls a window. */
export interface SourceLimits {
  readonly maxCells: number;
  /** Most values of all variables together that a request may name; absent where only cells count. */
  readonly maxValues?: number;
  readonly calls: number;
  readonly windowSeconds: number;
}

/**
 * Reads files that are too large to be held as one cube. It is used instead of `describe` and
 * `toCube`, which then throw a TypeError.
 */
export interface StreamedReader {
  /** Reads what describes a table out of the responses of `fetchDescription`. */
  describe(table: string, responses: readonly SourceResponse[]): Promise<TableDescription>;
  /**
   * The cells of one response in cubes of a bounded size that do not overlap. The response is one
   * that the description was read from; it may have come without its bytes.
   */
  cubes(response: SourceResponse, description: TableDescription): AsyncIterable<Cube>;
}

/**
 * A source of tables. Fetching and reading are apart: everything that reads works on
 * responses that may come from the network today or from the archive years later.
 */
export interface Provider {
  readonly id: string;
  /** Null where one response is a whole table. */
  readonly publications: Publications | null;
  /** Fetches what describes a table and the groupings that the selection names. */
  fetchDescription(
    table: string,
    selection: TableSelection,
    exchange: Exchange,
  ): Promise<readonly SourceResponse[]>;
  /** Reads the responses of `fetchDescription`. Pure. */
  describe(table: string, responses: readonly SourceResponse[]): TableDescription;
  /** Plans the fewest requests that fit the limits. Pure. */
  plan(
    description: TableDescription,
    responses: readonly SourceResponse[],
    selection: TableSelection,
    limits: SourceLimits,
  ): FetchPlan;
  /** Reads one data response and checks it against what was asked. Pure. */
  toCube(response: SourceResponse, description: TableDescription): Cube;
  readonly streamed?: StreamedReader;
}
