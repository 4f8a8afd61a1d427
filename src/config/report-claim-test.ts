import type { ClaimTest } from '../transform/claims/claim.ts';
import type { WrittenClaim } from './report-schema.ts';

/** What must be true for a written claim to hold. */
export function claimTest(written: WrittenClaim): ClaimTest {
  switch (written.kind) {
    case 'level':
      return { kind: 'level' };
    case 'approximate':
      return { kind: 'approximate', step: written.step };
    case 'lower-bound':
      return { kind: 'lower-bound', formula: written.formula };
    case 'change':
      return { kind: 'change', measuredIn: written.measured_in };
    case 'ratio':
      return { kind: 'ratio', count: written.count, of: written.of };
    case 'rank':
      return { kind: 'rank', of: written.of };
    case 'ordering':
      return { kind: 'ordering', order: written.order, by: written.by };
    case 'trend':
      return { kind: 'trend', direction: written.direction, within: written.within };
    case 'derived':
      return { kind: 'derived', formula: written.formula };
    case 'compound':
      return { kind: 'compound', claims: written.claims };
    case 'roll-up':
      return { kind: 'roll-up', claims: written.claims };
    case 'frozen':
      return { kind: 'frozen', reason: written.reason };
    case 'not-refreshable':
      return { kind: 'not-refreshable', reason: written.reason };
    default:
      return written satisfies never;
  }
}
