import type { Finding } from '../../errors/finding.ts';
import { documentFinding, documentInvalid } from '../document/invalid.ts';
import { unzipParts, type ZipLimits } from '../document/zip.ts';

/** A workbook of tables is some 100 kB; 50 MB unpacked leave room for one with charts. */
const LIMITS: ZipLimits = Object.freeze({ maxBytes: 50_000_000, maxRatio: 200 });

/** How a compound file begins: an encrypted workbook, or one of the format before 2007. */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * The parts of a workbook by name (ECMA-376, part 2).
 *
 * @throws StatbankError SB_DOCUMENT_INVALID for one with a password, with macros, in an old or binary format,
 *   or what is no workbook
 */
export async function workbookParts(
  bytes: Uint8Array,
  what: string,
): Promise<ReadonlyMap<string, Buffer>> {
  if (COMPOUND_FILE.every((byte, place) => bytes[place] === byte)) {
    throw refused(
      what,
      documentFinding(
        'XLSX_PROTECTED',
        '',
        'the workbook has a password, or is of the format before 2007',
        {
          expected: 'an open workbook in .xlsx',
          actual: 'a compound file',
        },
      ),
    );
  }
  const parts = await unzipParts(bytes, LIMITS, what);
  if (parts.has('xl/workbook.bin')) {
    throw refused(
      what,
      documentFinding('XLSX_PART', 'xl/workbook.bin', 'the workbook is of the binary format', {
        expected: '.xlsx',
        actual: '.xlsb',
      }),
    );
  }
  const macros = [...parts.keys()].find(
    (name) => /vbaProject|\.bin$|macrosheets\//i.test(name) && !/printerSettings/i.test(name),
  );
  if (macros !== undefined) {
    throw refused(
      what,
      documentFinding(
        'XLSX_MACROS',
        macros.slice(0, 80),
        'the workbook holds a program, or an object of another one',
        {
          expected: 'a workbook saved as .xlsx without macros and embedded objects',
          actual: 'this part',
        },
      ),
    );
  }
  if (!parts.has('xl/workbook.xml')) {
    throw refused(
      what,
      documentFinding('XLSX_PART', 'xl/workbook.xml', 'the archive is no workbook'),
    );
  }
  return parts;
}

/**
 * A part that must be there.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID
 */
export function requiredPart(
  parts: ReadonlyMap<string, Buffer>,
  name: string,
  what: string,
): Buffer {
  const part = parts.get(name);
  if (part !== undefined) return part;
  throw refused(what, documentFinding('XLSX_PART', name, 'a part of the workbook is missing'));
}

function refused(what: string, finding: Finding): Error {
  return documentInvalid(what, [finding]);
}
