import { StatbankError } from '../errors/statbank-error.ts';
import { nearest } from '../config/nearest.ts';
import { type Verdict, VERDICTS } from '../transform/claims/evaluated-claim.ts';
import { isBroken } from '../transform/claims/judgement.ts';

/** Every verdict under which a claim may not be told as it is. */
const BROKEN = 'broken';

/**
 * Reads a list of verdicts as they are written on a command line: with hyphens for spaces.
 *
 * @throws SB_USAGE naming what is not a verdict
 */
export function readVerdicts(list: string): ReadonlySet<Verdict> {
  const named = new Map(VERDICTS.map((verdict) => [verdict.replaceAll(' ', '-'), verdict]));
  const chosen = list.split(',').flatMap((word): readonly Verdict[] => {
    const name = word.trim();
    if (name === BROKEN) return VERDICTS.filter(isBroken);
    const verdict = named.get(name);
    if (verdict !== undefined) return [verdict];
    const meant = nearest(name, [...named.keys()]);
    throw new StatbankError(
      'SB_USAGE',
      `There is no verdict ${JSON.stringify(name)}${meant === null ? '' : `; did you mean ${meant}?`} The verdicts are ${[BROKEN, ...named.keys()].join(', ')}.`,
      { context: { verdict: name } },
    );
  });
  return new Set(chosen);
}
