import { SYNTHETIC_MAPPING, syntheticSheets } from '../../../src/simulator/dfo/survey.ts';
import { writeWorkbook } from '../../../src/simulator/dfo/workbook.ts';
import { zipFiles, zipOf } from '../../../src/simulator/dfo/zip.ts';
import { accountsText, accountsZip } from '../../support/account-files.ts';
import { openService } from '../../support/neighbours.ts';

/** The kinds of providers that read files, each with a table of it. */
export const FILE_TABLES = Object.freeze({
  'dfo-accounts': 'utgifter_2023',
  'dfo-notices': 'kunngjoringer_2022',
  'dfo-published': 'tall',
  'dfo-survey': 'internettsikkerhet_2024',
  desi: 'desi-2022',
});

export type FileKind = keyof typeof FILE_TABLES;

export const providerOf = (kind: FileKind, url: string) =>
  openService(kind, kind, { url }).provider;

/** A file that is not what its source should send, and how that is told. */
export interface BadFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: () => Promise<Uint8Array>;
  readonly finding: string;
  readonly pointer: string;
}

const GOOD_ACCOUNTS = accountsText({}, { month: 3 });
const DESI_HEADER = 'period,country,indicator,breakdown,unit,value,flags\n';
const NOTICES_HEADER = 'skjema_nr;publisering_dato;tilbudsfrist_dato;cpv_hoved_kode\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const text =
  (content: string, encoding: BufferEncoding = 'utf8') =>
  async () =>
    Buffer.from(content, encoding);

const workbook = (parts: Readonly<Record<string, string>>) => async () =>
  writeWorkbook(syntheticSheets(), { parts });

const sheet = (cells: string) =>
  workbook({
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`,
  });

const LAUGHS = `<!DOCTYPE l [${Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at} "${at === 0 ? 'ha' : `&l${at - 1};`.repeat(10)}">`).join('')}]><sst><si><t>&l11;</t></si></sst>`;

const accounts = (
  name: string,
  bytes: BadFile['bytes'],
  finding: string,
  pointer = '',
): BadFile => ({ name, kind: 'dfo-accounts', bytes, finding, pointer });

const survey = (
  name: string,
  bytes: BadFile['bytes'],
  finding: string,
  pointer: string,
): BadFile => ({ name, kind: 'dfo-survey', bytes, finding, pointer });

export const DECLARATION = SYNTHETIC_MAPPING;

export const BAD_FILES: readonly BadFile[] = [
  accounts('a web page', text('<!doctype html><title>Nede</title>'), 'DOCUMENT_KIND'),
  accounts('nothing', text(''), 'DOCUMENT_KIND'),
  accounts(
    'half of an archive',
    async () => (await accountsZip(GOOD_ACCOUNTS)).subarray(0, 200),
    'ZIP_BROKEN',
  ),
  accounts(
    'two CSV files in one archive',
    async () =>
      zipFiles([
        { name: 'a.csv', pieces: [Buffer.from(GOOD_ACCOUNTS, 'latin1')] },
        { name: 'b.csv', pieces: [Buffer.from(GOOD_ACCOUNTS, 'latin1')] },
      ]),
    'ZIP_ENTRIES',
  ),
  accounts(
    'a file with NUL in its name',
    async () => zipOf('a\0.exe', [Buffer.from('x')]),
    'ZIP_ENTRIES',
  ),
  accounts(
    'an archive that packs a thousand to one',
    async () => zipOf('a.csv', [Buffer.alloc(20_000_000, ' ')]),
    'ZIP_TOO_LARGE',
  ),
  accounts(
    'a NUL byte in a label',
    async () => accountsZip(GOOD_ACCOUNTS.replace('Syntetisk post', 'Syntetisk\0post')),
    'DOCUMENT_NUL',
    'line 2',
  ),
  accounts(
    'UTF-16',
    async () => accountsZip(Buffer.from(`\uFEFF${GOOD_ACCOUNTS}`, 'utf16le')),
    'DOCUMENT_ENCODING',
    'line 1',
  ),
  accounts(
    'an end in the middle of a quoted field',
    async () => accountsZip(GOOD_ACCOUNTS.slice(0, -20)),
    'CSV_SYNTAX',
    'line 3',
  ),
  survey(
    'entities that grow without end',
    workbook({ 'xl/sharedStrings.xml': LAUGHS }),
    'XLSX_XML',
    'xl/sharedStrings.xml',
  ),
  survey(
    'a text that the list of texts lacks',
    sheet('<c r="B4" t="s"><v>999</v></c>'),
    'XLSX_CELL',
    'Sikkerhet!B4',
  ),
  survey(
    'a workbook with macros',
    workbook({ 'xl/vbaProject.bin': 'x' }),
    'XLSX_MACROS',
    'xl/vbaProject.bin',
  ),
  survey(
    'a workbook with a password',
    async () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]),
    'XLSX_PROTECTED',
    '',
  ),
  {
    name: 'a NUL byte in a code',
    kind: 'desi',
    bytes: text(`${DESI_HEADER}2021,N\0O,desi,desi_total,pc_desi,54.5,\n`),
    finding: 'DOCUMENT_NUL',
    pointer: 'line 2',
  },
  {
    name: 'a NUL byte in the name of a column',
    kind: 'desi',
    bytes: text(DESI_HEADER.replace('flags', 'flags,\0')),
    finding: 'DOCUMENT_NUL',
    pointer: 'line 1',
  },
  {
    name: 'nothing',
    kind: 'desi',
    bytes: text(''),
    finding: 'DOCUMENT_KIND',
    pointer: '',
  },
  {
    name: 'UTF-8 where windows-1252 was declared',
    kind: 'dfo-notices',
    bytes: text(`${NOTICES_HEADER}2;2022-01-14;;72000000\nÅ;2022-01-14;;72000000\n`),
    finding: 'DOCUMENT_ENCODING',
    pointer: 'line 3, column skjema_nr',
  },
  {
    name: 'another delimiter',
    kind: 'dfo-published',
    bytes: text('"figure","figure_label","table"\n'),
    finding: 'CSV_DELIMITER',
    pointer: 'line 1',
  },
];
