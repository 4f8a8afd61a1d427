import type { Reply } from '../reply.ts';
import type { RequestKind, World } from '../routes/route.ts';

/** A request to a service beside SSB's, its path taken below the service's own. */
export interface ServiceRequest {
  readonly method: string;
  /** Decoded, beginning with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The Accept header; empty if there is none. */
  readonly accept: string;
  readonly body: string;
  readonly world: World;
}

/** An interface of another kind, or of another agency, that the simulator answers too. */
export interface SimulatedService {
  /** Where it lies on the host, without a slash at the end. */
  readonly path: string;
  /** The variable that sends a provider here, and what follows the path in its value. */
  readonly setting: { readonly variable: string; readonly below: string };
  /** What faults and the log know a request by. */
  target(
    method: string,
    path: string,
    query: URLSearchParams,
  ): { readonly kind: RequestKind; readonly table: string | null };
  answer(request: ServiceRequest): Reply;
}

/** A request taken apart for the service that it meets; null if it meets none. */
export interface ServiceCall {
  readonly service: SimulatedService;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Finds the service that an address as sent belongs to. */
export function serviceCall(
  services: readonly SimulatedService[],
  url: string,
): ServiceCall | null {
  const { pathname, searchParams } = new URL(url, 'http://simulator');
  const service = services.find(({ path }) => pathname.startsWith(`${path}/`));
  if (service === undefined) return null;
  const below = pathname.slice(service.path.length);
  return { service, path: decoded(below), query: searchParams };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
