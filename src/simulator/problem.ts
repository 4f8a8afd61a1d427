import { writeJson } from './ordered-json.ts';
import { jsonReply, type Reply } from './reply.ts';

/** Titles as SSB spells them, with the HTTP status that the body states. */
export const PROBLEM_STATUS = Object.freeze({
  'Non-existent variable': 400,
  'Non-existent value': 400,
  'Non-existent codelist': 400,
  'Missing selection for mandantory variable': 400,
  'Illegal selection expression': 400,
  'Illegal placment': 400,
  'Too many cells selected': 400,
  'Unsupported output format': 400,
  'Unsupported language': 400,
  'Non-existent table': 404,
  'Non-existent page': 404,
  'Saved query not found': 404,
} as const);

export type ProblemTitle = keyof typeof PROBLEM_STATUS;

/** Thrown by whatever reads a request; the server turns it into the answer. */
export class RequestProblem extends Error {
  readonly title: ProblemTitle;
  readonly detail: string | undefined;
  /** The status line, which does not always agree with the body. */
  readonly httpStatus: number;

  constructor(
    title: ProblemTitle,
    options: { readonly httpStatus?: number; readonly detail?: string } = {},
  ) {
    super(title);
    this.name = 'RequestProblem';
    this.title = title;
    this.detail = options.detail;
    this.httpStatus = options.httpStatus ?? PROBLEM_STATUS[title];
  }
}

/** SSB's error body; it never says which variable or value was wrong. */
export function problemReply(problem: RequestProblem): Reply {
  return jsonReply(
    writeJson({
      type: 'Parameter error',
      title: problem.title,
      status: PROBLEM_STATUS[problem.title],
      detail: problem.detail,
    }),
    problem.httpStatus,
  );
}

/** Thrown for parameters that the web framework itself cannot read; another body shape. */
export class UnreadableRequest extends Error {
  readonly parameter: string;

  constructor(parameter: string, message: string) {
    super(message);
    this.name = 'UnreadableRequest';
    this.parameter = parameter;
  }
}

/** The framework's validation problem, which has an `errors` member. */
export function unreadableReply(error: UnreadableRequest): Reply {
  return {
    status: 400,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: writeJson({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      errors: { [error.parameter]: [error.message] },
    }),
  };
}
