import { RequestProblem, UnreadableRequest, problemReply, unreadableReply } from './problem.ts';
import { parseParameters } from './query/parameters.ts';
import { ServerFailure } from './query/selection.ts';
import { type Reply, emptyReply, htmlReply } from './reply.ts';
import { BASE_PATH, PXWEB2_ROUTES } from './routes/pxweb2.ts';
import type { RequestKind, Route, World } from './routes/route.ts';

/**
 * Longest address, scheme and host included, that SSB's web server lets through: 2,092
 * characters were answered and 2,142 were not.
 */
const LONGEST_ADDRESS = 2100;

/** SSB's host counts towards the address, not the simulator's own. */
const SSB_HOST = 'https://data.ssb.no';

/** A request before it is answered: the route that it meets and what its path names. */
export interface Target {
  readonly route: Route | null;
  readonly kind: RequestKind;
  readonly table: string | null;
  readonly captured: readonly string[];
  readonly query: string;
  readonly tooLong: boolean;
}

/** Finds the route for a path and query as sent. */
export function targetOf(method: string, url: string): Target {
  const question = url.indexOf('?');
  const path = question === -1 ? url : url.slice(0, question);
  const query = question === -1 ? '' : url.slice(question + 1);
  const below = path.toLowerCase().startsWith(BASE_PATH) ? path.slice(BASE_PATH.length) : null;
  const tooLong = SSB_HOST.length + url.length > LONGEST_ADDRESS;
  for (const route of PXWEB2_ROUTES) {
    const match = below === null ? null : route.path.exec(below);
    if (match !== null && route.methods.includes(method)) {
      const captured = match.slice(1).map(decoded);
      const table = route.path.source.includes('tables\\/(') ? (captured[0] ?? null) : null;
      return { route, kind: route.kind, table, captured, query, tooLong };
    }
  }
  return { route: null, kind: 'other', table: null, captured: [], query, tooLong };
}

/** The true answer to a request. */
export function answer(target: Target, method: string, body: string, world: World): Reply {
  if (target.tooLong) return htmlReply(404, '404 - File or directory not found.');
  if (target.route === null) return emptyReply(404);
  try {
    return target.route.handle({
      method,
      captured: target.captured,
      parameters: parseParameters(target.query),
      body,
      world,
    });
  } catch (error) {
    if (error instanceof RequestProblem) return problemReply(error);
    if (error instanceof UnreadableRequest) return unreadableReply(error);
    if (error instanceof ServerFailure) return emptyReply(500);
    throw error;
  }
}

function decoded(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return part ?? '';
  }
}
