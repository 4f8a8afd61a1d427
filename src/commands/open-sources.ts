import type { Lane } from '../extract/budget/call-budget.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { CommandContext } from './context.ts';
import { openSource, type OpenSource } from './open-source.ts';

/** The sources that some work needs, each opened when it is first asked for, and once. */
export interface OpenSources {
  of(providerId: string, lane: Lane): Promise<OpenSource>;
  close(): Promise<void>;
}

export function openSources(context: CommandContext, workshop: Workshop): OpenSources {
  const open = new Map<string, Promise<OpenSource>>();
  return Object.freeze<OpenSources>({
    of: async (providerId, lane) => {
      const source = open.get(providerId) ?? openSource(context, workshop, providerId, lane);
      open.set(providerId, source);
      return (await source).inLane(lane);
    },
    close: async () => {
      for (const source of open.values()) {
        await source.then(
          (opened) => opened.close(),
          () => undefined,
        );
      }
    },
  });
}
