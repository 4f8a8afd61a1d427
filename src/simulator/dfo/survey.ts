import type { WrittenSheet } from './workbook.ts';

/** Declaration of a synthetic edition: nobody was asked, and DFØ's own workbook looks otherwise. */
export const SYNTHETIC_MAPPING = `# Synthetic: an edition that never was, to try the reader with.
edition: '2024'
title: Syntetisk innbyggerundersøkelse 2024
synthetic: 'true'
fieldwork: { from: 2023-10, to: 2023-12 }
workbook: syntetisk-2024.xlsx
source: Syntetisk
licence: CC0 1.0
ignored_sheets: [Om tallene]
tables:
  - table: internettsikkerhet
    title: Internettsikkerhet, andeler
    question: { id: sikkerhet, text: 'Hvor god er internettsikkerheten? (syntetisk)' }
    sheet: Sikkerhet
    headers:
      A1:E1: Internettsikkerhet (syntetisk)
      A3: Gruppe
      B3: Lav 2021
      C3: Positiv 2021
      D3: Lav 2024
      E3: Positiv 2024
      A4: Alle
      A5: 18–66 år
      A6: 67 år og eldre
    ignored: [A8]
    codes: { ContentsCode: andel, Skala: andel }
    rows:
      - { at: '4', codes: { Gruppe: alle } }
      - { at: '5', codes: { Gruppe: 18-66 } }
      - { at: '6', codes: { Gruppe: 67-pluss } }
    columns:
      - { at: B, codes: { Svar: lav, Grunnlag: med-vet-ikke, Utgave: '2021', Tid: '2021' } }
      - { at: C, codes: { Svar: positiv, Grunnlag: med-vet-ikke, Utgave: '2021', Tid: '2021' } }
      - { at: D, codes: { Svar: lav, Grunnlag: uten-vet-ikke, Utgave: '2024', Tid: '2023' } }
      - { at: E, codes: { Svar: positiv, Grunnlag: uten-vet-ikke, Utgave: '2024', Tid: '2023' } }
    variables:
      - { code: Gruppe, label: Gruppe, values: { alle: Alle, 18-66: 18–66 år, 67-pluss: 67 år og eldre } }
      - { code: Svar, label: Svar, values: { lav: Lav vurdering, positiv: Positiv vurdering } }
      - { code: Grunnlag, label: Grunnlag, values: { med-vet-ikke: 'Med «vet ikke»', uten-vet-ikke: 'Uten «vet ikke»' } }
      - { code: Skala, label: Skala, values: { andel: Andel av svarene } }
      - { code: Utgave, label: Utgave, values: { '2021': '2021', '2024': '2024' } }
      - { code: ContentsCode, label: Statistikkvariabel, role: metric, values: { andel: Andel } }
      - { code: Tid, label: År, role: time, values: { '2021': '2021', '2023': '2023' } }
    measures:
      - { code: andel, label: Andel, unit: prosent, decimals: '0', type: average }
    numbers: { decimal: ',', thousands: space, marks: ['*'] }
    symbols: { ':': Vises ikke }
  - table: innlogging
    title: Innlogging, gjennomsnitt
    question: { id: innlogging, text: 'Hvor fornøyd er du med innloggingen? (syntetisk)' }
    sheet: Innlogging
    headers:
      A1: Innlogging (syntetisk)
      B2: Utgave 2021
      C2: Utgave 2024
      A3: Alle
    rows:
      - { at: '3', codes: { Gruppe: alle } }
    columns:
      - { at: B, codes: { Skala: 0-100, Utgave: '2021', Tid: '2021' } }
      - { at: C, codes: { Skala: 0-10, Utgave: '2024', Tid: '2023' } }
    variables:
      - { code: Gruppe, label: Gruppe, values: { alle: Alle } }
      - { code: Skala, label: Skala, values: { 0-100: 0–100 (til og med 2021), 0-10: 0–10 (fra 2024) } }
      - { code: Utgave, label: Utgave, values: { '2021': '2021', '2024': '2024' } }
      - { code: Tid, label: År, role: time, values: { '2021': '2021', '2023': '2023' } }
    measures:
      - { code: gjennomsnitt, label: Gjennomsnitt, unit: poeng, decimals: '1', type: average }
`;

/** The sheets of the synthetic workbook, as its declaration has them. */
export function syntheticSheets(): readonly WrittenSheet[] {
  return [
    {
      name: 'Sikkerhet',
      merges: ['A1:E1'],
      cells: {
        A1: 'Internettsikkerhet (syntetisk)',
        A3: 'Gruppe',
        B3: 'Lav 2021',
        C3: 'Positiv 2021',
        D3: 'Lav 2024',
        E3: 'Positiv 2024',
        A4: 'Alle',
        B4: 33,
        C4: 44,
        D4: 37,
        E4: { formula: 'ROUND(41.4,0)', result: 41 },
        A5: '18–66 år',
        B5: 32,
        C5: '46,5',
        D5: '1 036',
        E5: 43,
        A6: '67 år og eldre',
        B6: '36*',
        C6: 38,
        D6: ':',
        E6: 35,
        A8: 'Skrevet ut 1. mars 2024',
      },
    },
    {
      name: 'Innlogging',
      cells: {
        A1: 'Innlogging (syntetisk)',
        B2: 'Utgave 2021',
        C2: 'Utgave 2024',
        A3: 'Alle',
        B3: 62,
        C3: 6.1,
      },
    },
    { name: 'Om tallene', hidden: true, cells: { A1: 'Alle tall er syntetiske' } },
  ];
}
