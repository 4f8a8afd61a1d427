/**
 * What publishing does that others can see or that outlives the process, in its order. A
 * crash between any two of them must lose and tear nothing: test/faults kills the program
 * before and after each.
 */
export const PUBLISHING_ACTIONS = Object.freeze([
  /** Rows of the dimensions that tables share, before the transaction. */
  'shared-rows',
  'begin',
  'lock',
  'dataset',
  'dimensions',
  /** Symbols that no table had before. */
  'statuses',
  /** Changed and withdrawn cells go to the revisions. */
  'retire-cells',
  /** A large table gets a bucket of its own, which becomes part of the star when it is filled. */
  'open-bucket',
  'series',
  'facts',
  'close-bucket',
  /** Cells of series that the source no longer has go to the revisions. */
  'retire-series',
  /** The difference of a publication that a gate holds, with its preview. */
  'hold',
  /** What was held before is closed. */
  'close-held',
  /** The standing vintage is noted as refused, where a rollback takes it back. */
  'refuse',
  'vintage',
  'views',
  'statistics',
  /** Variables and values stand in another order, and nothing else has changed. */
  'order',
  'commit',
] as const);

export type PublishingAction = (typeof PUBLISHING_ACTIONS)[number];

/** A moment between actions, at which a process may die. */
export type Step<Action extends string> = `before-${Action}` | `after-${Action}`;

/** Told of every step, and awaited. */
export type StepHook<Action extends string> = (step: Step<Action>) => Promise<void>;

/** Does an action between its two steps. An action that fails does not reach the second. */
export async function durable<Action extends string, Result>(
  { step }: { readonly step?: StepHook<Action> | undefined },
  action: Action,
  work: () => Promise<Result>,
): Promise<Result> {
  await step?.(`before-${action}`);
  const result = await work();
  await step?.(`after-${action}`);
  return result;
}
