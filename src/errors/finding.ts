/** How bad a finding is: an error stops the table, a warning is told, an info is kept. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * One thing that a check saw. `pointer` is a JSON pointer (RFC 6901) into the body
 * that was checked, or a line or cell reference where the body is not JSON.
 */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly pointer: string;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}
