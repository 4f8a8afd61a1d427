import type { Verdict } from '../../transform/claims/evaluated-claim.ts';

/** Verdicts in four groups, so that a reader sees at once what needs a look. */
export type VerdictGroup = 'stands' | 'changed' | 'closed' | 'open';

/** How a verdict looks: its group gives the colour, its icon tells it apart without one. */
interface VerdictLook {
  readonly group: VerdictGroup;
  readonly icon: IconName;
}

export type IconName =
  | 'check'
  | 'approx'
  | 'arrow'
  | 'turn'
  | 'clash'
  | 'ruler'
  | 'broken'
  | 'lock'
  | 'closed'
  | 'clock';

const LOOKS: Readonly<Record<Verdict, VerdictLook>> = Object.freeze({
  holds: { group: 'stands', icon: 'check' },
  'holds after rounding': { group: 'stands', icon: 'approx' },
  drifted: { group: 'changed', icon: 'arrow' },
  'direction reversed': { group: 'changed', icon: 'turn' },
  'contradicted by another source': { group: 'changed', icon: 'clash' },
  superseded: { group: 'changed', icon: 'ruler' },
  'meaning changed': { group: 'changed', icon: 'broken' },
  frozen: { group: 'closed', icon: 'lock' },
  'no open source': { group: 'open', icon: 'closed' },
  'waiting for data': { group: 'open', icon: 'clock' },
});

/** The look of a verdict. */
export function verdictLook(verdict: Verdict): VerdictLook {
  return LOOKS[verdict];
}

/** The groups in the order in which they are shown. */
export const VERDICT_GROUPS: readonly VerdictGroup[] = Object.freeze([
  'stands',
  'changed',
  'closed',
  'open',
]);

/** Paths of the icons in a square of 16, drawn with a line of 1.75. */
export const ICONS: Readonly<Record<IconName, string>> = Object.freeze({
  check: 'M3 8.5 6.5 12 13 4.5',
  approx: 'M2.5 6.2c2-2 3.7-2 5.5-.6s3.5 1.4 5.5-.6M2.5 11.2c2-2 3.7-2 5.5-.6s3.5 1.4 5.5-.6',
  arrow: 'M3 13 13 3M6.5 3H13v6.5',
  turn: 'M4 6.5h6.5a2.75 2.75 0 0 1 0 5.5H6M6.5 3.5 3.5 6.5l3 3',
  clash: 'M2 5h9M8.5 2.5 11 5 8.5 7.5M14 11H5M7.5 8.5 5 11l2.5 2.5',
  ruler: 'M2 5.5h12v5H2zM5 5.5v2.5M8 5.5v2.5M11 5.5v2.5',
  broken: 'M6 4H4.5a4 4 0 0 0 0 8H6M10 4h1.5a4 4 0 0 1 0 8H10M8 2v2M8 12v2',
  lock: 'M4 7.5h8V13H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  closed: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.2l2.2 1.5',
});
