import type { DimensionRole } from '../../transform/cube.ts';
import type { AccountKind } from './tables.ts';

/** A variable of an account table and the columns that it is read from. */
export interface AccountAxis {
  readonly code: string;
  readonly label: string;
  readonly role: DimensionRole;
  readonly codeColumn: string;
  /** Joined with a colon; the code itself where there is none. */
  readonly labelColumns: readonly string[];
  /** What a code looks like; others are refused. Empty ones become `NO_CODE` where they may. */
  readonly form: RegExp;
}

/** Stands for an empty code of the file: a code is a name, and the empty text none. */
export const NO_CODE = 'uten';
export const NO_CODE_LABEL = 'Uten verdi i kilden';

function axis(
  code: string,
  label: string,
  codeColumn: string,
  labelColumns: readonly string[],
  form: RegExp,
  role: DimensionRole = 'classification',
): AccountAxis {
  return Object.freeze({ code, label, role, codeColumn, labelColumns, form });
}

// Not folded or trimmed anywhere: a code with a space at its end is refused, not mended.
// Codes are compared as bytes, so that signs which windows-1252 has and ISO 8859-1 lacks are refused, too.
const TEXT_CODE = /^(?:|[^\s\p{Cc}](?:[^\p{Cc}]{0,38}[^\s\p{Cc}])?)$/u;

const POST = axis('Post', 'Kapittel og post', 'Post_id', ['Kapittel', 'Post'], /^\d{6}$/);
const LEDGER = axis('Konto', 'Konto', 'Konto_no', ['Konto'], TEXT_CODE);
const ACCOUNT = axis('Artskonto', 'Artskonto', 'Artskonto_id', ['Artskonto'], /^(?:|\d{1,4})$/);
const MINISTRY = axis(
  'Fagdepartement',
  'Fagdepartement',
  'Fagdepartement_id',
  ['Fagdepartement'],
  TEXT_CODE,
);
const AGENCY_MINISTRY = axis(
  'Fagdepartement',
  'Virksomhetens fagdepartement',
  'Fagdepartement_Virksomhet_id',
  ['Fagdepartement_Virksomhet'],
  TEXT_CODE,
);
const AGENCY = axis('Virksomhet', 'Virksomhet', 'Virksomhet_id', ['Virksomhet'], TEXT_CODE);
const MONTH = axis('Tid', 'Måned', 'Periode', [], /^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/, 'time');

const BY_CHAPTER = Object.freeze([POST, ACCOUNT, MINISTRY, AGENCY, MONTH]);
const BY_LEDGER = Object.freeze([LEDGER, ACCOUNT, AGENCY_MINISTRY, AGENCY, MONTH]);

/** The variables of a kind of rows, the time last. Rows without a chapter are named by their ledger account. */
export function axesOf(kind: AccountKind): readonly AccountAxis[] {
  return kind === 'utgifter' || kind === 'inntekter' ? BY_CHAPTER : BY_LEDGER;
}
