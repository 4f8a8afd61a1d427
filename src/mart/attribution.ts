import type { Language, MartTable } from './mart.ts';

/** What whoever shows a table's numbers has to say, and the licence that asks for it. */
export interface Attribution {
  /** The line to print beside the numbers. */
  readonly text: string;
  readonly licenceUrl: string | null;
  /** What else the licence asks for, in one sentence; null for nothing. */
  readonly duty: string | null;
}

interface Licence {
  readonly pattern: RegExp;
  readonly url: string;
  readonly duty: Readonly<Record<Language, string>> | null;
}

/** Licences of the sources, with what their texts ask of users (CC BY 4.0 section 3, NLOD 2.0 section 4). */
const LICENCES: readonly Licence[] = Object.freeze([
  {
    pattern: /\bCC[ -]BY[ -]4\.0\b/i,
    url: 'https://creativecommons.org/licenses/by/4.0/',
    duty: {
      no: 'Oppgi kilden, lenk til lisensen og si fra hvis tallene er bearbeidet.',
      en: 'Name the source, link to the licence and say if the figures were changed.',
    },
  },
  {
    pattern: /\bNLOD\b/i,
    url: 'https://data.norge.no/nlod/no/2.0',
    duty: {
      no: 'Oppgi hvem som har gjort tallene tilgjengelige, vis til lisensen og si fra hvis tallene er bearbeidet.',
      en: 'Name who made the figures available, refer to the licence and say if they were changed.',
    },
  },
  {
    pattern: /\bCC0\b/i,
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    duty: null,
  },
]);

/** The attribution that a table's licence demands; without a known licence the source is named all the same. */
export function attribution(
  { id, source, licence }: Pick<MartTable, 'id' | 'source' | 'licence'>,
  language: Language,
): Attribution {
  const known = LICENCES.find(({ pattern }) => licence !== null && pattern.test(licence));
  const [provider = '', table = id] = id.split(':');
  const from = language === 'no' ? 'Kilde' : 'Source';
  const word = language === 'no' ? 'tabell' : 'table';
  const terms = licence === null ? '' : ` (${licence})`;
  return Object.freeze({
    text: `${from}: ${source ?? provider}, ${word} ${table}${terms}`,
    licenceUrl: known?.url ?? null,
    duty: known?.duty?.[language] ?? null,
  });
}
