import type { Finding } from '../../../../src/errors/finding.ts';
import { StatbankError } from '../../../../src/errors/statbank-error.ts';

/** How something was refused: the code of the first finding, or of the error if it has none. */
export interface Refusal {
  readonly code: string;
  readonly pointer: string;
  readonly error: StatbankError;
  readonly findings: readonly Finding[];
}

/** Runs what must be refused; anything but a StatbankError fails the test. */
export function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (!(error instanceof StatbankError)) throw error;
    const findings = (error.context['findings'] ?? []) as readonly Finding[];
    const pointer = error.context['pointer'];
    return {
      code: findings[0]?.code ?? error.code,
      pointer: findings[0]?.pointer ?? (typeof pointer === 'string' ? pointer : ''),
      error,
      findings,
    };
  }
  throw new Error('It was not refused.');
}
