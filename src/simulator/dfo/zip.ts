import { promisify } from 'node:util';
import { crc32, createDeflateRaw } from 'node:zlib';
import { finished } from 'node:stream';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const DEFLATE = 8;
const VERSION = 20;

const ended = promisify(finished);

/**
 * A zip archive of one file, below 4 GB (APPNOTE.TXT 6.3.10, sections 4.3 and 4.4). Only what is
 * packed is held in memory.
 */
export async function zipOf(
  name: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 6 });
  const packed: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => packed.push(piece));
  let size = 0;
  let checksum = 0;
  for await (const piece of pieces) {
    size += piece.length;
    checksum = crc32(piece, checksum);
    if (!deflate.write(piece)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await ended(deflate);
  const body = Buffer.concat(packed);
  const file = Buffer.from(name);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(VERSION, 0);
  shared.writeUInt16LE(DEFLATE, 4);
  shared.writeUInt32LE(checksum, 10);
  shared.writeUInt32LE(body.length, 14);
  shared.writeUInt32LE(size, 18);
  shared.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([word(LOCAL_HEADER), shared, file]);
  const central = Buffer.concat([word(CENTRAL_HEADER, VERSION), shared, Buffer.alloc(14), file]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length + body.length, 12);
  return Buffer.concat([local, body, central, word(END_OF_DIRECTORY), end]);
}

/** A signature, and behind it a version where one is given. */
function word(signature: number, version?: number): Buffer {
  const bytes = Buffer.alloc(version === undefined ? 4 : 6);
  bytes.writeUInt32LE(signature, 0);
  if (version !== undefined) bytes.writeUInt16LE(version, 4);
  return bytes;
}
