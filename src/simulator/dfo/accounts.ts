/** The header line of the accounts file, as DFØ publishes it. */
export const ACCOUNTS_HEADER =
  '"År";"Periode";"Konto_no";"Konto";"Programområde_id";"Programområde";"Programkategori_id";"Programkategori";"Fagdepartement_id";"Fagdepartement";"Kapittel_id";"Kapittel";"Post_id";"Post";"Post_type";"Kontoklasse_id";"Kontoklasse";"Kontogruppe_id";"Kontogruppe";"Artskonto_id";"Artskonto";"Fagdepartement_Virksomhet_id";"Fagdepartement_Virksomhet";"Virksomhet_id";"Virksomhet";"Regnskapsfører_id";"Regnskapsfører";"Beløp"';

/** A row of synthetic accounts, before it is written. */
export interface AccountRow {
  readonly year: number;
  readonly month: number;
  readonly kind: 'spending' | 'income' | 'asset' | 'debt' | 'no chapter';
  readonly chapter: number;
  readonly item: number;
  readonly account: number;
  readonly agency: number;
  readonly thousandths: number;
}

const CLASSES: Readonly<Record<AccountRow['kind'], readonly [string, string]>> = Object.freeze({
  spending: ['5', 'Lønnskostnad (syntetisk)'],
  income: ['3', 'Driftsinntekt (syntetisk)'],
  asset: ['1', 'Eiendeler (syntetisk)'],
  debt: ['2', 'Statens kapital og gjeld (syntetisk)'],
  'no chapter': ['6', 'Annen driftskostnad (syntetisk)'],
});

/** An amount as the file writes it: decimal comma, three decimals. */
function amountText(thousandths: number): string {
  const sign = thousandths < 0 ? '-' : '';
  const digits = String(Math.abs(thousandths)).padStart(4, '0');
  return `${sign}${digits.slice(0, -3)},${digits.slice(-3)}`;
}

/** One line of the file, with its line break. */
export function accountLine(row: AccountRow): string {
  const [classId, className] = CLASSES[row.kind];
  const chaptered = row.kind === 'spending' || row.kind === 'income';
  const chapter = chaptered ? String(row.chapter).padStart(4, '0') : '';
  const post = chaptered ? `${chapter}${String(row.item).padStart(2, '0')}` : '';
  const ministry = String(row.chapter % 17).padStart(2, '0');
  const agency = String(970_000_000 + row.agency);
  const account = `${classId}${String(row.account).padStart(2, '0')}`;
  const ledger = chaptered ? post : `7${String(row.chapter).padStart(5, '0')}`;
  const name = `Syntetisk departement ${ministry}`;
  const fields = [
    String(row.year),
    `${row.year}${String(row.month).padStart(2, '0')}`,
    ledger,
    chaptered ? `Syntetisk post ${post}` : `Syntetisk konto ${ledger}`,
    chaptered ? chapter.slice(0, 2) : '',
    chaptered ? `Syntetisk programområde ${chapter.slice(0, 2)}` : '',
    chaptered ? chapter : '',
    chaptered ? `Syntetisk programkategori ${chapter}` : '',
    chaptered ? ministry : '',
    chaptered ? name : '',
    chapter,
    chaptered ? `Syntetisk kapittel ${chapter}` : '',
    post,
    chaptered ? `Syntetisk post ${post}` : '',
    chaptered ? 'Utgifter til drift' : '',
    classId,
    className,
    account.slice(0, 2),
    `Syntetisk kontogruppe ${account.slice(0, 2)}`,
    account,
    `Syntetisk artskonto ${account}`,
    ministry,
    name,
    agency,
    `Syntetisk virksomhet ${agency}`,
    agency,
    `Syntetisk virksomhet ${agency}`,
    amountText(row.thousandths),
  ];
  return `"${fields.join('";"')}"\r\n`;
}

/** How large synthetic accounts are. */
export interface AccountsSize {
  readonly years: readonly number[];
  readonly rowsPerMonth: number;
  /** Kinds of rows in turn; by default three of seven are spending. */
  readonly kinds?: readonly AccountRow['kind'][];
}

const KINDS: readonly AccountRow['kind'][] = [
  'spending',
  'spending',
  'spending',
  'income',
  'asset',
  'debt',
  'no chapter',
] as const;

/**
 * Rows of synthetic accounts: nobody's money, in the true shape of the file. Two rows in a hundred are
 * parts of the cell before them, as several keepers of accounts report for one agency.
 */
export function* accountRows({
  years,
  rowsPerMonth,
  kinds = KINDS,
}: AccountsSize): Generator<AccountRow> {
  for (const year of years) {
    for (let month = 1; month <= 12; month += 1) {
      for (let number = 0; number < rowsPerMonth; number += 1) {
        const same = number % 50 === 49 ? number - 1 : number;
        const kind = kinds[same % kinds.length] ?? 'spending';
        const scattered = (same * 2_654_435_761) % 4_294_967_296;
        const sign = kind === 'income' || kind === 'debt' ? -1 : 1;
        yield {
          year,
          month,
          kind,
          chapter: (kind === 'income' ? 3000 : 100) + (scattered % 700),
          item: 1 + (same % 5) * 10,
          account: Math.floor(scattered / 700) % 90,
          agency: Math.floor(scattered / 63_000) % 280,
          thousandths: sign * ((scattered % 90_000_000) * 10 + month + (year % 10)),
        };
      }
    }
  }
}

const PIECE_ROWS = 500;

/** The file in pieces, as its bytes: windows-1252, of which these texts use only ISO 8859-1. */
export function* accountsFile(size: AccountsSize): Generator<Buffer> {
  yield Buffer.from(`${ACCOUNTS_HEADER}\r\n`, 'latin1');
  let lines: string[] = [];
  for (const row of accountRows(size)) {
    lines.push(accountLine(row));
    if (lines.length < PIECE_ROWS) continue;
    yield Buffer.from(lines.join(''), 'latin1');
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(lines.join(''), 'latin1');
}
