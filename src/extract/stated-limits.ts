import type { SourceLimits } from './provider.ts';
import type { ServiceSettings } from './service.ts';

/** The limits that settings state; what they do not is absent. */
export function statedLimits({
  calls,
  windowSeconds,
  maxCells,
}: Pick<ServiceSettings, 'calls' | 'windowSeconds' | 'maxCells'>): Partial<SourceLimits> {
  return {
    ...(calls === null ? {} : { calls }),
    ...(windowSeconds === null ? {} : { windowSeconds }),
    ...(maxCells === null ? {} : { maxCells }),
  };
}
