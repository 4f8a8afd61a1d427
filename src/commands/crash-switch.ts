import { once } from 'node:events';
import { StatbankError } from '../errors/statbank-error.ts';
import type { StepHook } from '../load/steps.ts';
import { type Action, type Step, STEPS } from '../pipeline/steps.ts';

/**
 * Sends this process a signal at a step, to rehearse what is left of it then.
 *
 * @param at `STEP`, `STEP:N` for the Nth time that it is reached, and perhaps `:SIGTERM` or
 *   `:SIGSTOP`; SIGKILL otherwise
 * @throws StatbankError SB_CONFIG_ENVIRONMENT if there is no such step
 */
export function crashSwitch(at: string, stopping: AbortSignal): StepHook<Action> {
  const [step = '', ...details] = at.split(':');
  if (!isStep(step)) {
    throw new StatbankError(
      'SB_CONFIG_ENVIRONMENT',
      `STATBANK_CRASH_AT names no step. The steps are ${STEPS.join(', ')}.`,
      { context: { variables: ['STATBANK_CRASH_AT'] } },
    );
  }
  const signal = details.find((detail) => detail.startsWith('SIG')) ?? 'SIGKILL';
  let left = Number(details.find((detail) => /^\d+$/.test(detail)) ?? 1);
  return async (reached) => {
    if (reached !== step) return;
    left -= 1;
    if (left !== 0) return;
    process.kill(process.pid, signal);
    // A signal that is handled is heard a moment later; the step belongs to what comes after.
    if (signal === 'SIGTERM' && !stopping.aborted) await once(stopping, 'abort');
  };
}

function isStep(name: string): name is Step {
  return (STEPS as readonly string[]).includes(name);
}
