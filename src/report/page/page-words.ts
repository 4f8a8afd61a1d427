import type { Language } from '../../transform/decimal-words.ts';
import type { EvidenceRole } from './page-model.ts';
import type { VerdictGroup } from './verdict-look.ts';

/** Texts of the page that belong to no claim. */
export interface PageWords {
  readonly kicker: string;
  readonly lead: (claims: number, publisher: string, published: string) => string;
  readonly evaluated: (day: string) => string;
  readonly original: string;
  readonly skip: string;
  readonly summary: string;
  readonly groups: Readonly<Record<VerdictGroup, string>>;
  readonly telling: string;
  readonly nothingTelling: string;
  readonly contents: string;
  readonly claims: (count: number) => string;
  readonly changedOf: (changed: number) => string;
  readonly published: string;
  readonly asOf: string;
  readonly now: string;
  readonly nearby: string;
  readonly previously: (verdict: string) => string;
  readonly since: (day: string, vintage: number) => string;
  readonly source: string;
  readonly table: string;
  readonly updated: (day: string) => string;
  readonly population: string;
  readonly base: string;
  readonly flaws: string;
  readonly rivals: string;
  readonly statements: string;
  readonly proxies: string;
  readonly evidence: (cells: number) => string;
  readonly numberPage: string;
  readonly roles: Readonly<Record<EvidenceRole, string>>;
  readonly noEvidence: string;
  readonly proven: string;
  readonly broken: string;
  readonly hash: string;
  readonly chartTitle: (subject: string) => string;
  readonly ring: string;
  readonly proxySeries: string;
  readonly rules: string;
  readonly rulesLead: string;
  readonly ruleColumns: readonly [string, string, string];
  readonly ruleTrue: string;
  readonly ruleFalse: string;
  readonly ruleUnknown: string;
  readonly about: string;
  readonly aboutLines: readonly string[];
  readonly made: (version: string, day: string) => string;
  readonly top: string;
}

const NO: PageWords = {
  kicker: 'Levende rapport',
  lead: (claims, publisher, published) =>
    `${claims} påstander fra ${publisher}s rapport, slik de sto ${published}, holdt opp mot de nyeste tallene som er åpne for alle. Hvert tall kan følges tilbake til svaret det kom i.`,
  evaluated: (day) => `Sist vurdert ${day}`,
  original: 'Les rapporten hos utgiveren',
  skip: 'Hopp til påstandene',
  summary: 'Hva står seg?',
  groups: {
    stands: 'Står seg',
    changed: 'Har endret seg',
    closed: 'Avsluttet',
    open: 'Kan ikke etterprøves nå',
  },
  telling: 'Tre endringer som betyr mest',
  nothingTelling: 'Ingen tall har endret seg siden rapporten kom.',
  contents: 'Innhold',
  claims: (count) => (count === 1 ? '1 påstand' : `${count} påstander`),
  changedOf: (changed) => (changed === 0 ? 'ingen endret' : `${changed} endret`),
  published: 'Publisert',
  asOf: 'Slik forfatterne så det',
  now: 'Nå',
  nearby: 'Nærliggende tall nå',
  previously: (verdict) => `før: ${verdict}`,
  since: (day, vintage) => `siden utgave ${vintage}, mottatt ${day}`,
  source: 'Kilde',
  table: 'tabell',
  updated: (day) => `oppdatert ${day}`,
  population: 'Gjelder',
  base: 'Andel av dem som har svart, uten «vet ikke».',
  flaws: 'Merk',
  rivals: 'Andre kilder',
  statements: 'Senere omtale',
  proxies: 'Nærliggende tall, ikke det samme',
  evidence: (cells) => (cells === 1 ? 'Vis beviset' : `Vis bevisene (${cells})`),
  numberPage: 'Tallets egen side',
  roles: {
    published: 'Rapportens eget tall',
    current: 'Dagens tall',
    proxy: 'Nærliggende tall',
  },
  noEvidence: 'Kjeden kunne ikke følges',
  proven: 'Kontrollert mot arkivet',
  broken: 'Kjeden holder ikke',
  hash: 'SHA-256',
  chartTitle: (subject) => `Utviklingen over tid: ${subject}`,
  ring: 'ring: rapportens tall',
  proxySeries: 'Nærliggende serie',
  rules: 'Henger tallene sammen?',
  rulesLead:
    'Regler som flere av rapportens tall må oppfylle samtidig, prøvd på tallene som ble trykt og på dagens.',
  ruleColumns: ['Regel', 'Trykte tall', 'Dagens tall'],
  ruleTrue: 'Stemmer',
  ruleFalse: 'Stemmer ikke',
  ruleUnknown: 'Mangler tall',
  about: 'Om siden',
  aboutLines: [
    'Påstandene er gjengitt med våre egne ord. Trykte tall er rapportens; dagens tall er lest fra den åpne kilden ved hjelp av koder, aldri plass i tabellen.',
    'Et tall som bare måler nesten det samme, er merket som nærliggende og avgjør aldri alene om en påstand stemmer.',
    'Under hvert tall ligger beviset: celle, utgave, innlasting, forespørsel, kontrollsum og plass i svaret. Beviset er prøvd på nytt da siden ble laget.',
    'Tallet slik forfatterne så det, vises bare der en utgave av tabellen fra før rapporten er lastet; det gjettes aldri.',
    'Siden virker uten JavaScript og henter ingenting utenfra.',
  ],
  made: (version, day) => `Laget med statbank ${version} ${day}.`,
  top: 'Til toppen',
};

const EN: PageWords = {
  kicker: 'Living report',
  lead: (claims, publisher, published) =>
    `${claims} claims of ${publisher}'s report, as they stood on ${published}, held against the newest figures that are open to everybody. Every number can be followed back to the response that it came in.`,
  evaluated: (day) => `Last evaluated ${day}`,
  original: 'Read the report at its publisher',
  skip: 'Skip to the claims',
  summary: 'What still stands?',
  groups: {
    stands: 'Stands',
    changed: 'Changed',
    closed: 'Closed',
    open: 'Cannot be checked now',
  },
  telling: 'The three most telling changes',
  nothingTelling: 'No number has changed since the report came out.',
  contents: 'Contents',
  claims: (count) => (count === 1 ? '1 claim' : `${count} claims`),
  changedOf: (changed) => (changed === 0 ? 'none changed' : `${changed} changed`),
  published: 'Published',
  asOf: 'As its authors saw it',
  now: 'Now',
  nearby: 'Nearby figure now',
  previously: (verdict) => `before: ${verdict}`,
  since: (day, vintage) => `since vintage ${vintage}, received ${day}`,
  source: 'Source',
  table: 'table',
  updated: (day) => `updated ${day}`,
  population: 'About',
  base: 'Share of those who answered, without "don\'t know".',
  flaws: 'Note',
  rivals: 'Other sources',
  statements: 'Written later',
  proxies: 'Nearby figures, not the same',
  evidence: (cells) => (cells === 1 ? 'Show the evidence' : `Show the evidence (${cells})`),
  numberPage: 'The number’s own page',
  roles: {
    published: 'The report’s own figure',
    current: 'Today’s figure',
    proxy: 'Nearby figure',
  },
  noEvidence: 'The chain could not be followed',
  proven: 'Checked against the archive',
  broken: 'The chain does not hold',
  hash: 'SHA-256',
  chartTitle: (subject) => `Over time: ${subject}`,
  ring: 'ring: the report’s number',
  proxySeries: 'Nearby series',
  rules: 'Do the numbers agree?',
  rulesLead:
    'Rules that several of the report’s numbers must satisfy at once, held against the numbers as printed and as they are.',
  ruleColumns: ['Rule', 'As printed', 'Today'],
  ruleTrue: 'True',
  ruleFalse: 'Not true',
  ruleUnknown: 'Numbers missing',
  about: 'About this page',
  aboutLines: [
    'Claims are told in our own words. Printed numbers are the report’s; today’s are read from the open source by codes, never by position in the table.',
    'A figure that only measures nearly the same is marked as nearby, and never alone decides whether a claim holds.',
    'Below each number lies its evidence: cell, vintage, load, request, checksum and place in the response. It was checked again when this page was made.',
    'The figure as its authors saw it is shown only where a vintage of the table from before the report is loaded; it is never guessed.',
    'The page works without JavaScript and fetches nothing from elsewhere.',
  ],
  made: (version, day) => `Made with statbank ${version}, ${day}.`,
  top: 'To the top',
};

/** Texts of the page in a language. */
export function pageWords(language: Language): PageWords {
  return language === 'no' ? NO : EN;
}
