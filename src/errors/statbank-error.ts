import { ERROR_CODES, type ErrorCode, type ExitCode } from './codes.ts';

/** Facts that help a person find the fault: table, address, pointer, limits. Never secrets. */
export type ErrorContext = Readonly<Record<string, unknown>>;

/**
 * The one base of all errors that the program raises on purpose. The message says
 * what is wrong, where, and what to do; `context` carries the same facts for programs.
 */
export class StatbankError extends Error {
  readonly code: ErrorCode;
  readonly context: ErrorContext;
  readonly exitCode: ExitCode;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly context?: ErrorContext; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StatbankError';
    this.code = code;
    this.context = Object.freeze({ ...options.context });
    this.exitCode = ERROR_CODES[code];
  }
}
