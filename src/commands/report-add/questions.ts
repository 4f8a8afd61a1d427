import type { CommandContext } from '../context.ts';
import { openPrompter, type Prompter } from '../prompter.ts';

/** Asks the person at the terminal, once there is something to ask. */
export interface Questions {
  /** Null where nobody can be asked. */
  ask(): Promise<Prompter | null>;
  /** Null as long as nothing was asked: who gave everything is not asked for what may be left out. */
  opened(): Prompter | null;
}

/** Opens nothing before the first question. */
export function openQuestions({ terminal, signal }: CommandContext): Questions {
  let prompter: Prompter | null = null;
  return {
    ask: async () => {
      const streams = terminal();
      if (streams !== null) prompter ??= await openPrompter(streams, signal);
      return prompter;
    },
    opened: () => prompter,
  };
}
