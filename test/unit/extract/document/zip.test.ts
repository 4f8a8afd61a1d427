import { describe, expect, test } from 'vitest';

import { unzipOnly } from '../../../../src/extract/document/zip.ts';
import { zipFiles, zipOf } from '../../../../src/simulator/dfo/zip.ts';

const LIMITS = { maxBytes: 5_000_000, maxRatio: 50 };
const content = Buffer.from('År;Beløp\n1;2\n'.repeat(1000), 'latin1');

async function unzipped(zip: Uint8Array, limits = LIMITS): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of unzipOnly(zip, '.csv', limits, 'file')) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The archive with some of its bytes replaced, wherever they stand. */
function altered(zip: Buffer, from: Buffer, to: Buffer): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) to.copy(copy, at);
  return copy;
}

describe('a zip archive', () => {
  test('gives the bytes of its one file', async () => {
    const zip = await zipOf('x/statsregnskapet.csv', [content, content]);
    expect(await unzipped(zip)).toEqual(Buffer.concat([content, content]));
  });

  test('that is a web page, empty or cut short is refused', async () => {
    const zip = await zipOf('a.csv', [content]);
    for (const bytes of [Buffer.from('<html>nede</html>'), Buffer.alloc(0), zip.subarray(0, -30)]) {
      await expect(unzipped(bytes)).rejects.toMatchObject({ code: 'SB_DOCUMENT_INVALID' });
    }
  });

  test('with another file in it is refused', async () => {
    const zip = await zipOf('a.exe', [content]);
    await expect(unzipped(zip)).rejects.toThrow('found a.exe');
  });

  test('with two CSV files, a folder or another archive in it is refused by their names', async () => {
    const pieces = [content];
    const two = await zipFiles([
      { name: 'a.csv', pieces },
      { name: 'b.csv', pieces },
    ]);
    await expect(unzipped(two)).rejects.toThrow('expected one file *.csv, found a.csv, b.csv');
    const folder = await zipFiles([
      { name: 'x/', pieces: [] },
      { name: 'x/b.csv', pieces },
    ]);
    await expect(unzipped(folder)).rejects.toThrow('found x/, x/b.csv');
    await expect(unzipped(await zipOf('b.zip', pieces))).rejects.toThrow('found b.zip');
  });

  test('may have a name in capital letters', async () => {
    expect(await unzipped(await zipOf('STATSREGNSKAPET.CSV', [content]))).toEqual(content);
  });

  test('is refused in few words and plain signs, whatever its names are', async () => {
    for (const name of ['a\0b.exe', 'x'.repeat(60_000), '\u001b[31m.exe']) {
      const refused = unzipped(await zipOf(name, [content]));
      await expect(refused).rejects.toSatisfy(
        (error: Error) => error.message.length < 400 && !/\p{Cc}/u.test(error.message),
      );
    }
    const many = Array.from({ length: 900 }, (_, at) => ({ name: `${at}.csv`, pieces: [content] }));
    await expect(unzipped(await zipFiles(many))).rejects.toThrow('9.csv, …');
  });

  test('that is cut short anywhere is refused', async () => {
    const zip = await zipOf('a.csv', [content]);
    for (let length = 0; length < zip.length; length += 7) {
      await expect(unzipped(zip.subarray(0, length))).rejects.toMatchObject({
        code: 'SB_DOCUMENT_INVALID',
      });
    }
  });

  test('that unpacks to more than the limits is refused before it is unpacked', async () => {
    const bomb = await zipOf('a.csv', [Buffer.alloc(4_000_000)]);
    await expect(unzipped(bomb)).rejects.toThrow('unpacks to more than may be');
    const large = await zipOf('a.csv', [content]);
    await expect(unzipped(large, { maxBytes: 100, maxRatio: 50 })).rejects.toThrow('at most 100');
  });

  test('that lies about its size is refused while it is unpacked', async () => {
    const bomb = await zipOf('a.csv', [Buffer.alloc(4_000_000)]);
    const [real, stated] = [Buffer.alloc(4), Buffer.alloc(4)];
    real.writeUInt32LE(4_000_000);
    stated.writeUInt32LE(10_000);
    await expect(unzipped(altered(bomb, real, stated))).rejects.toMatchObject({
      code: 'SB_DOCUMENT_INVALID',
    });
  });

  test('whose bytes were altered is refused by its checksum', async () => {
    const zip = await zipOf('a.csv', [Buffer.from('abcdefgh')]);
    const central = zip.readUInt32LE(14);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(central);
    const wrong = Buffer.alloc(4);
    wrong.writeUInt32LE((central ^ 1) >>> 0);
    await expect(unzipped(altered(zip, checksum, wrong))).rejects.toThrow('checksum');
  });

  test('that is protected by a password is refused', async () => {
    const zip = Buffer.from(await zipOf('a.csv', [content]));
    const directory = zip.lastIndexOf(Buffer.from('PK\u0001\u0002'));
    zip.writeUInt16LE(1, directory + 8);
    await expect(unzipped(zip)).rejects.toThrow('password');
  });
});
