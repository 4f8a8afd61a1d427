/**
 * What a row of the accounts is. The file holds all of them together, and their sum is about
 * zero: each kind is a table of its own, so that a sum over a view never mixes them.
 */
export type AccountKind = 'utgifter' | 'inntekter' | 'eiendeler' | 'gjeld' | 'uten_kapittel';

/** A table of the accounts: a kind of rows of one file. */
export interface AccountTable {
  readonly content: AccountKind | 'bevilgninger';
  /** Name of the zip file below the base address. */
  readonly file: string;
  /** What the file covers, in Norwegian: `2024`, `siste måned`. */
  readonly covers: string;
  /** True for the accrual accounts of agencies that follow the state's accounting standards (SRS). */
  readonly accrual: boolean;
}

const ID =
  /^(?:(utgifter|inntekter|eiendeler|gjeld|uten_kapittel)(_srs)?(?:_(20\d\d|siste_maaned|hittil_i_aar))?|bevilgninger)$/;

const COVERS: Readonly<Record<string, string>> = Object.freeze({
  siste_maaned: 'siste måned',
  hittil_i_aar: 'hittil i år',
  full_historikk: 'alle år',
});

/** How tables are named, for messages. */
export const TABLE_FORMS =
  'utgifter, inntekter, eiendeler, gjeld or uten_kapittel for all years, the same with _2024, _siste_maaned or _hittil_i_aar, with _srs_2024 for the accrual accounts, and bevilgninger';

/**
 * The table of an id such as `utgifter_2024`, `inntekter_siste_maaned`, `gjeld`,
 * `utgifter_srs_2024` or `bevilgninger`; null for what names none. Accrual files exist by year only.
 */
export function accountTable(id: string): AccountTable | null {
  const match = ID.exec(id);
  if (match === null) return null;
  const [, kind, srs, part] = match;
  if (kind === undefined) {
    return {
      content: 'bevilgninger',
      file: 'bevilgninger_full_historikk.zip',
      covers: 'alle år',
      accrual: false,
    };
  }
  const accrual = srs !== undefined;
  if (accrual && part?.startsWith('20') !== true) return null;
  const span = part ?? 'full_historikk';
  const year = COVERS[span] === undefined;
  const prefix = accrual ? 'statsregnskapet_SRS_' : 'statsregnskapet_';
  return {
    content: kind as AccountKind,
    file: `${prefix}${year ? 'aar_' : ''}${span}.zip`,
    covers: COVERS[span] ?? span,
    accrual,
  };
}
