import type { Language } from '../../transform/decimal-words.ts';

/** Everything that `report add` says, in one language. */
export interface AddWords {
  readonly noTable: string;
  readonly table: string;
  readonly title: string;
  readonly whichTable: string;
  readonly choose: (variable: string) => string;
  readonly newest: (period: string) => string;
  readonly more: (shown: number, all: number) => string;
  readonly noneFound: string;
  readonly whatPrinted: string;
  readonly noNumber: string;
  readonly needed: string;
  readonly whatStep: string;
  readonly whichFile: string;
  readonly whichClaim: string;
  readonly newClaim: (id: string) => string;
  readonly whatText: string;
  readonly reportTitle: string;
  readonly reportPublisher: string;
  readonly reportAddress: string;
  readonly badAddress: string;
  readonly number: (
    table: string,
    value: string,
    unit: string,
    period: string,
    vintage: number,
  ) => string;
  readonly binding: string;
  readonly marker: string;
  readonly again: string;
  readonly written: (file: string, claim: string) => string;
}

const NO: AddWords = Object.freeze<AddWords>({
  noTable:
    'Ingen tabell her har alle disse ordene. «statbank search» spør kildene; «statbank sync» henter tabellen.',
  table: 'tabell',
  title: 'tittel',
  whichTable: 'Hvilken tabell er tallet fra?',
  choose: (variable) => `Velg ${variable}:`,
  newest: (period) => `nyeste periode (nå ${period})`,
  more: (shown, all) => `  … ${shown} av ${all}; VARIABEL=?ORD leter`,
  noneFound: '  (ingen verdi har disse ordene)',
  whatPrinted: 'Hva står trykt? (som i teksten, eller tomt)',
  noNumber: 'Det er ikke noe tall i dette; skriv det med sifre.',
  needed: 'Dette må være med.',
  whatStep: 'Det er omtrentlig. Til nærmeste hva? (5 tåler 2,5 til hver side; tomt: som trykt)',
  whichFile: 'Skrive til hvilken rapportfil? (tomt: ingen)',
  whichClaim: 'For hvilken påstand?',
  newClaim: (id) => `en ny påstand, ${id}`,
  whatText: 'Hva sier teksten? (én setning)',
  reportTitle: 'Filen er ny. Hva heter teksten?',
  reportPublisher: 'Hvem gir den ut?',
  reportAddress: 'Hvor ligger den på nettet?',
  badAddress: 'Skriv en adresse som begynner med https://.',
  number: (table, value, unit, period, vintage) =>
    `${table}: ${value} ${unit} (${period}, utgave ${vintage})`,
  binding: 'I en rapportfil:',
  marker: 'Bak tallet i en tekst:',
  again: 'De samme cellene uten spørsmål:',
  written: (file, claim) => `Skrevet til ${file}: ${claim}.`,
});

const EN: AddWords = Object.freeze<AddWords>({
  noTable:
    'No table here has all these words. "statbank search" asks the sources; "statbank sync" fetches the table.',
  table: 'table',
  title: 'title',
  whichTable: 'Which table is the number from?',
  choose: (variable) => `Choose ${variable}:`,
  newest: (period) => `the newest period (now ${period})`,
  more: (shown, all) => `  … ${shown} of ${all}; VARIABLE=?WORD searches`,
  noneFound: '  (no value has these words)',
  whatPrinted: 'What is printed? (as in the text, or nothing)',
  noNumber: 'There is no number in this; write it with digits.',
  needed: 'This is needed.',
  whatStep:
    'It is approximate. To the nearest what? (5 allows 2.5 either way; nothing: as printed)',
  whichFile: 'Write to which report file? (nothing: none)',
  whichClaim: 'For which claim?',
  newClaim: (id) => `a new claim, ${id}`,
  whatText: 'What does the text say? (one sentence)',
  reportTitle: 'The file is new. What is the text called?',
  reportPublisher: 'Who publishes it?',
  reportAddress: 'Where is it on the web?',
  badAddress: 'Write an address that begins with https://.',
  number: (table, value, unit, period, vintage) =>
    `${table}: ${value} ${unit} (${period}, vintage ${vintage})`,
  binding: 'In a report file:',
  marker: 'Behind the number in a text:',
  again: 'The same cells without questions:',
  written: (file, claim) => `Written to ${file}: ${claim}.`,
});

/** What `report add` says. */
export function addWords(language: Language): AddWords {
  return language === 'no' ? NO : EN;
}
