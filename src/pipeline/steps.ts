import { PUBLISHING_ACTIONS, type Step as StepOf } from '../load/steps.ts';

/**
 * Everything that a run does that others can see or that outlives the process. What is done
 * outside one of these is a fault of its own: test/faults finds it.
 */
export const ACTIONS = Object.freeze([
  'end-orphans',
  'begin-run',
  'begin-task',
  'begin-journal',
  'take-call',
  'archive',
  'journal',
  'record-request',
  'settle-call',
  /** Responses of an attempt that was given up are marked in the journal. */
  'restart-journal',
  'complete-journal',
  ...PUBLISHING_ACTIONS,
  /** What became of the responses, in the journal: for a rebuild without this database. */
  'note-ending',
  'end-task',
  /** What the source says of the table, for the next look at the catalogue. */
  'note-look',
  'findings',
  'end-run',
] as const);

export type Action = (typeof ACTIONS)[number];
export type Step = StepOf<Action>;

/** All moments at which a process may die. */
export const STEPS: readonly Step[] = Object.freeze(
  ACTIONS.flatMap((action) => [`before-${action}`, `after-${action}`] as const),
);
