import type { RequestKind } from '../routes/route.ts';
import type { Revision } from '../table/revision.ts';

/** Something that goes wrong with one answer, or happens just before it. */
export type Fault =
  /** Another status in place of the answer; the table is not read. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Default `empty`. */
      readonly body?: 'empty' | 'html' | 'json';
      /** In seconds from now, in the form asked for. */
      readonly retryAfter?: { readonly seconds: number; readonly form: 'seconds' | 'date' };
    }
  /** A web page with status 200, as a proxy's sign-in or maintenance page. */
  | { readonly kind: 'html-with-200' }
  /** The answer as gzip without its last bytes, although the length is right. */
  | { readonly kind: 'truncated-gzip'; readonly missingBytes?: number }
  /** The body in pieces with pauses. */
  | { readonly kind: 'slow'; readonly pieceBytes: number; readonly pauseMs: number }
  /** No answer at all until the client gives up. */
  | { readonly kind: 'hang' }
  /** The connection is cut after this many bytes of the body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** `Content-Length` says this much more (or less) than is sent. */
  | { readonly kind: 'wrong-length'; readonly difference: number }
  /** The first figure is replaced by text that JSON or arithmetic does not bear: `NaN`, `1e400`. */
  | { readonly kind: 'figure'; readonly text: string }
  /** The `value` member comes twice. */
  | { readonly kind: 'duplicate-key' }
  /** `size` claims one more value of the first variable than there are figures for. */
  | { readonly kind: 'contradicting-size' }
  /** The true body, changed by a function. */
  | { readonly kind: 'body'; readonly replace: (body: string) => string | Uint8Array }
  /** A publication immediately before the answer, which is then given truthfully. */
  | { readonly kind: 'publish'; readonly table: string; readonly revision: Revision };

/** Which requests a fault befalls; a member that is absent matches all. */
export interface FaultMatch {
  readonly kind?: RequestKind;
  readonly table?: string;
  readonly method?: string;
  /** This many matching requests are answered well first. */
  readonly after?: number;
}

/** What a fault is matched against. */
export interface FaultSubject {
  readonly kind: RequestKind;
  readonly table: string | null;
  readonly method: string;
}

/** Faults that are set up by a test or a rehearsal. */
export interface Faults {
  /** Befalls the next matching request, once. */
  next(match: FaultMatch, fault: Fault): void;
  /** Befalls every matching request until `clear`. */
  always(match: FaultMatch, fault: Fault): void;
  clear(): void;
}

interface Armed {
  readonly match: FaultMatch;
  readonly fault: Fault;
  readonly once: boolean;
  passes: number;
}

/** Keeps faults in the order they were set up; the first that matches is taken. */
export function createFaults(): Faults & { take(subject: FaultSubject): Fault | null } {
  let armed: Armed[] = [];
  const arm = (match: FaultMatch, fault: Fault, once: boolean): void => {
    armed.push({ match, fault, once, passes: match.after ?? 0 });
  };
  return {
    next: (match, fault) => arm(match, fault, true),
    always: (match, fault) => arm(match, fault, false),
    clear: () => {
      armed = [];
    },
    take: (subject) => {
      for (const each of armed.filter((candidate) => matches(candidate.match, subject))) {
        if (each.passes > 0) {
          each.passes -= 1;
          continue;
        }
        if (each.once) armed = armed.filter((other) => other !== each);
        return each.fault;
      }
      return null;
    },
  };
}

function matches(match: FaultMatch, subject: FaultSubject): boolean {
  return (
    (match.kind === undefined || match.kind === subject.kind) &&
    (match.table === undefined || match.table === subject.table) &&
    (match.method === undefined || match.method === subject.method)
  );
}
