import type { Gate } from './facts.ts';
import { similarity } from './similarity.ts';
import { grouped, listed } from './words.ts';

/** "Oslo" and "Oslo kommune" are alike to 0.43, "Viken" and "Akershus" to 0.18. */
export const UNLIKE = 0.3;
/** A break: most of the code's earlier figures are other figures now. */
const BROKEN = 0.5;

/** Finds a code that is given to something else: a label unlike the earlier one, over figures that broke. */
export const codeReused: Gate = ({ relabelled }) => {
  const reused = relabelled.filter(
    ({ before, after, compared, changed }) =>
      compared > 0 && changed / compared > BROKEN && similarity(before, after) < UNLIKE,
  );
  if (reused.length === 0) return null;
  return `${listed(
    reused.map(
      ({ variable, code, before, after, compared, changed }) =>
        `${variable}=${code} was ${before} and is now ${after}, with ${grouped(changed)} of ${grouped(compared)} earlier cells changed`,
    ),
  )}.`;
};
