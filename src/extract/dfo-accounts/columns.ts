import type { CsvForm } from '../csv/table-reader.ts';

/**
 * Columns of the accounts file in its order, by the names of its header line (DFØ's explanation of
 * the columns is itself a download: statsregnskapet_beskrivelse_av_kolonner.csv).
 */
export const ACCOUNT_COLUMNS = Object.freeze([
  'År',
  'Periode',
  'Konto_no',
  'Konto',
  'Programområde_id',
  'Programområde',
  'Programkategori_id',
  'Programkategori',
  'Fagdepartement_id',
  'Fagdepartement',
  'Kapittel_id',
  'Kapittel',
  'Post_id',
  'Post',
  'Post_type',
  'Kontoklasse_id',
  'Kontoklasse',
  'Kontogruppe_id',
  'Kontogruppe',
  'Artskonto_id',
  'Artskonto',
  'Fagdepartement_Virksomhet_id',
  'Fagdepartement_Virksomhet',
  'Virksomhet_id',
  'Virksomhet',
  'Regnskapsfører_id',
  'Regnskapsfører',
  'Beløp',
]);

/** Columns of the file of appropriations in its order. */
export const APPROPRIATION_COLUMNS = Object.freeze([
  'År',
  'Periode',
  'Tildelings_periode',
  'Programområde_id',
  'Programområde',
  'Programkategori_id',
  'Programkategori',
  'Fagdepartement_id',
  'Fagdepartement',
  'Kapittel_id',
  'Kapittel',
  'Post_id',
  'Post',
  'Post_type',
  'Bevilgning_beløp',
  'Bevilgning_overføres_beløp',
  'Bevilgning_overført_beløp',
  'Bevilgning',
]);

/** How DFØ writes the files: windows-1252, `;`, columns by name and order. */
const DFO_FILE = Object.freeze({ encoding: 'windows-1252', delimiter: ';' } as const);

/** The form of the accounts file. */
export const ACCOUNTS_FORM: CsvForm = Object.freeze({ ...DFO_FILE, columns: ACCOUNT_COLUMNS });

/** The form of the file of appropriations. */
export const APPROPRIATIONS_FORM: CsvForm = Object.freeze({
  ...DFO_FILE,
  columns: APPROPRIATION_COLUMNS,
});
