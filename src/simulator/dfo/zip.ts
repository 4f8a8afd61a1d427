import { promisify } from 'node:util';
import { crc32, createDeflateRaw } from 'node:zlib';
import { finished } from 'node:stream';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const DEFLATE = 8;
const VERSION = 20;

const ended = promisify(finished);

/** A file to be packed. */
export interface ZippedFile {
  readonly name: string;
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** A zip archive of one file. */
export async function zipOf(name: string, pieces: ZippedFile['pieces']): Promise<Buffer> {
  return zipFiles([{ name, pieces }]);
}

/**
 * A zip archive below 4 GB (APPNOTE.TXT 6.3.10, sections 4.3 and 4.4). Only what is packed is held
 * in memory.
 */
export async function zipFiles(files: readonly ZippedFile[]): Promise<Buffer> {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const { body, facts } = await packed(file);
    const name = Buffer.from(file.name);
    const local = Buffer.concat([word(LOCAL_HEADER), facts, name, body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    bodies.push(local);
    directory.push(Buffer.concat([word(CENTRAL_HEADER, VERSION), facts, place, name]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, word(END_OF_DIRECTORY), end]);
}

/** The packed bytes, and what both headers say of them. */
async function packed({
  name,
  pieces,
}: ZippedFile): Promise<{ readonly body: Buffer; readonly facts: Buffer }> {
  const deflate = createDeflateRaw({ level: 6 });
  const parts: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => parts.push(piece));
  let size = 0;
  let checksum = 0;
  for await (const piece of pieces) {
    size += piece.length;
    checksum = crc32(piece, checksum);
    if (!deflate.write(piece)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await ended(deflate);
  const body = Buffer.concat(parts);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(DEFLATE, 4);
  facts.writeUInt32LE(checksum, 10);
  facts.writeUInt32LE(body.length, 14);
  facts.writeUInt32LE(size, 18);
  facts.writeUInt16LE(Buffer.byteLength(name), 22);
  return { body, facts };
}

/** A signature, and behind it a version where one is given. */
function word(signature: number, version?: number): Buffer {
  const bytes = Buffer.alloc(version === undefined ? 4 : 6);
  bytes.writeUInt32LE(signature, 0);
  if (version !== undefined) bytes.writeUInt16LE(version, 4);
  return bytes;
}
