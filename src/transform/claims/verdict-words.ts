import type { Verdict } from './evaluated-claim.ts';
import type { Words } from './words.ts';

const WORDS: Readonly<Record<Verdict, Words>> = Object.freeze({
  holds: { no: 'stemmer', en: 'holds' },
  'holds after rounding': { no: 'stemmer avrundet', en: 'holds after rounding' },
  drifted: { no: 'har endret seg', en: 'drifted' },
  'direction reversed': { no: 'retningen er snudd', en: 'direction reversed' },
  'contradicted by another source': {
    no: 'motsagt av en annen kilde',
    en: 'contradicted by another source',
  },
  superseded: { no: 'metode eller skala er byttet', en: 'method or scale superseded' },
  'meaning changed': { no: 'cellen betyr noe annet', en: 'meaning changed' },
  frozen: { no: 'avsluttet', en: 'frozen' },
  'no open source': { no: 'ingen åpen kilde', en: 'no open source' },
  'waiting for data': { no: 'venter på tall', en: 'waiting for data' },
});

/** A verdict as it is told to people. */
export function verdictWords(verdict: Verdict): Words {
  return WORDS[verdict];
}
