import type { CallBudget } from '../extract/budget/call-budget.ts';
import type { Archive } from '../extract/archive/object-store.ts';
import { durable } from '../load/steps.ts';
import type { Workshop } from './workshop.ts';

/** Budget and archive of an exchange, with the steps of what they leave behind. */
export function durableCalls(
  workshop: Pick<Workshop, 'step' | 'archive'>,
  budget: CallBudget,
): { readonly budget: CallBudget; readonly archive: Pick<Archive, 'put'> } {
  const { archive } = workshop;
  return Object.freeze({
    budget: {
      take: async (signal) => {
        const call = await durable(workshop, 'take-call', async () => budget.take(signal));
        return {
          settle: async (answer, agoMs) =>
            durable(workshop, 'settle-call', async () => call.settle(answer, agoMs)),
        };
      },
    },
    archive: {
      put: async (bytes) => durable(workshop, 'archive', async () => archive.put(bytes)),
    },
  });
}
