import { crc32 } from 'node:zlib';

import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

import { documentFinding, documentInvalid } from './invalid.ts';

/** What a file may at most unpack to. */
export interface ZipLimits {
  readonly maxBytes: number;
  /** Unpacked to packed size. Text of tables packs 10 to 30 times; deflate's own bound is 1,032. */
  readonly maxRatio: number;
}

/** The whole history of the accounts is 1.5 GB; ten years more are no bomb. */
export const TABLE_LIMITS: ZipLimits = Object.freeze({ maxBytes: 4_000_000_000, maxRatio: 200 });

/** General purpose bit 0 of a zip entry: its bytes are encrypted. */
const ENCRYPTED = 0x1;

/**
 * The bytes of the one file in a zip archive, unpacked piece by piece: never more than a piece
 * is in memory. Its name must end as given, in small or capital letters; folders and other files are refused. Sizes and
 * checksum are those that the archive states, or it is refused.
 *
 * @param what Names the file in messages.
 * @throws StatbankError SB_DOCUMENT_INVALID for what is no zip archive, one that is broken or
 *   encrypted, has other entries, or unpacks to more than the limits
 */
export async function* unzipOnly(
  bytes: Uint8Array,
  extension: string,
  limits: ZipLimits,
  what: string,
): AsyncGenerator<Buffer> {
  const zip = await open(bytes, what);
  try {
    const entries = await entriesOf(zip, what);
    const [entry] = entries;
    if (
      entry === undefined ||
      entries.length > 1 ||
      !entry.fileName.toLowerCase().endsWith(extension)
    ) {
      throw invalid(what, 'ZIP_ENTRIES', 'the archive holds something else', {
        expected: `one file *${extension}`,
        actual: namesOf(entries) || 'nothing',
      });
    }
    yield* unpack(zip, entry, limits, what);
  } finally {
    zip.close();
  }
}

/** Names as a message can show them: a name may be of 64 kB, and hold signs that no text has. */
function namesOf(entries: readonly Entry[]): string {
  const names = entries.slice(0, 10).map(({ fileName }) => shownName(fileName));
  return [...names, ...(entries.length > names.length ? ['…'] : [])].join(', ');
}

function shownName(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, '\ufffd').slice(0, 80);
}

/** Most files in an archive of several; a workbook of a hundred sheets has some hundreds. */
const MAX_ENTRIES = 1000;

/**
 * The files of a zip archive by name, for formats that are archives of small parts. The limits hold
 * for each part and for their sum.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID as `unzipOnly`, and for a name that comes twice
 */
export async function unzipParts(
  bytes: Uint8Array,
  limits: ZipLimits,
  what: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await open(bytes, what);
  try {
    const parts = new Map<string, Buffer>();
    let total = 0;
    const entries = await entriesOf(zip, what);
    if (entries.length > MAX_ENTRIES) {
      throw invalid(what, 'ZIP_ENTRIES', `the archive holds more than ${MAX_ENTRIES} files`, {});
    }
    for (const entry of entries) {
      if (entry.fileName.endsWith('/')) continue;
      if (parts.has(entry.fileName)) {
        throw invalid(
          what,
          'ZIP_ENTRIES',
          `the archive holds ${shownName(entry.fileName)} twice`,
          {},
        );
      }
      const pieces: Buffer[] = [];
      const rest = { ...limits, maxBytes: limits.maxBytes - total };
      for await (const piece of unpack(zip, entry, rest, what)) {
        total += piece.length;
        pieces.push(piece);
      }
      parts.set(entry.fileName, Buffer.concat(pieces));
    }
    return parts;
  } finally {
    zip.close();
  }
}

async function open(bytes: Uint8Array, what: string): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true });
  } catch (error) {
    throw broken(what, error);
  }
}

async function entriesOf(zip: ZipFile, what: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) break;
    }
  } catch (error) {
    throw broken(what, error);
  }
  return entries;
}

async function* unpack(
  zip: ZipFile,
  entry: Entry,
  { maxBytes, maxRatio }: ZipLimits,
  what: string,
): AsyncGenerator<Buffer> {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) {
    throw invalid(what, 'ZIP_ENCRYPTED', 'the archive is protected by a password', {});
  }
  // A few kilobytes that repeat may pack better than any table: the ratio counts above that.
  const most = Math.min(maxBytes, Math.max(entry.compressedSize * maxRatio, 1_000_000));
  const tooLarge = (size: number) =>
    invalid(what, 'ZIP_TOO_LARGE', `${shownName(entry.fileName)} unpacks to more than may be`, {
      expected: `at most ${most} bytes`,
      actual: `${size} bytes from ${entry.compressedSize}`,
    });
  if (entry.uncompressedSize > most) throw tooLarge(entry.uncompressedSize);
  let size = 0;
  let checksum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) throw tooLarge(size);
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    throw isOurs(error) ? error : broken(what, error);
  }
  if (checksum !== entry.crc32) throw broken(what, new Error('its checksum is another'));
}

function isOurs(error: unknown): boolean {
  return error instanceof Error && error.name === 'StatbankError';
}

function broken(what: string, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  const reason = shownName(message).replace(/\.$/, '');
  return invalid(what, 'ZIP_BROKEN', `the zip archive cannot be unpacked: ${reason}`, {});
}

function invalid(
  what: string,
  code: string,
  message: string,
  compared: { readonly expected?: string; readonly actual?: string },
): Error {
  return documentInvalid(what, [documentFinding(code, '', message, compared)]);
}
