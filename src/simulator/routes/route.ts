import type { Clock } from '../clock.ts';
import { RequestProblem } from '../problem.ts';
import type { QueryParameters } from '../query/parameters.ts';
import type { Reply } from '../reply.ts';
import { LANGUAGES, type Language, type SimulatedTable } from '../table/model.ts';

/** What a request is about; faults and the log are matched on it. */
export type RequestKind =
  | 'tables'
  | 'entry'
  | 'metadata'
  | 'default-selection'
  | 'data'
  | 'codelist'
  | 'config'
  | 'saved-query'
  | 'klass'
  | 'other';

/** What a route can see of the simulator. */
export interface World {
  readonly tables: ReadonlyMap<string, SimulatedTable>;
  /** With `/api/pxwebapi/v2`, without a slash at the end. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly maxCells: number;
}

/** One request, taken apart. */
export interface Call {
  readonly method: string;
  /** The decoded parts of the path that the route's pattern captured. */
  readonly captured: readonly string[];
  readonly parameters: QueryParameters;
  readonly body: string;
  readonly world: World;
}

/** An endpoint. The path pattern is matched below the base path, without regard to case. */
export interface Route {
  readonly kind: RequestKind;
  readonly methods: readonly string[];
  readonly path: RegExp;
  handle(call: Call): Reply;
}

/** The language of the answer; Norwegian unless asked otherwise. */
export function languageOf(call: Call): Language {
  const asked = call.parameters.get('lang');
  if (asked === null || asked === '') return 'no';
  const language = LANGUAGES.find((each) => each === asked.toLowerCase());
  if (language === undefined) throw new RequestProblem('Unsupported language');
  return language;
}

/**
 * The table that a path names.
 *
 * @param httpStatus what the status line says if there is none; the body says 404
 */
export function tableOf(call: Call, httpStatus = 404): SimulatedTable {
  const table = call.world.tables.get(call.captured[0] ?? '');
  if (table === undefined) throw new RequestProblem('Non-existent table', { httpStatus });
  return table;
}
