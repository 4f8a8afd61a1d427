import { readXml } from './xml.ts';

/** Number formats of dates and times that need no definition (ECMA-376, part 1, section 18.8.30). */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Whether a format shows a date: a letter of day, month or year outside quotes and brackets. */
function isDateFormat(format: string): boolean {
  return /[dmyhs]/i.test(format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

/** By the number of a cell's style: whether the cell shows its number as a date. */
export function readDateStyles(bytes: Uint8Array | undefined, what: string): readonly boolean[] {
  if (bytes === undefined) return [];
  const custom = new Map<string, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  readXml(bytes, 'xl/styles.xml', what, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        custom.set(attributes['numFmtId'] ?? '', isDateFormat(attributes['formatCode'] ?? ''));
      }
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        const id = attributes['numFmtId'] ?? '0';
        styles.push(custom.get(id) ?? BUILT_IN_DATES.has(Number(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/**
 * The day of a serial number as ISO text. The 1900 system counts a 29 February 1900 that never was,
 * so day 60 is none.
 */
export function dateOfSerial(serial: number, from1904: boolean): string | null {
  const day = Math.floor(serial);
  if (day < 0 || day > 2_958_465 || (!from1904 && (day === 0 || day === 60))) return null;
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(start + day * 86_400_000).toISOString().slice(0, 10);
}
