import { expect, test } from 'vitest';

import { decodeRaw } from '../../../src/extract/document/text.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

test('every byte of windows-1252 is the sign that Postgres takes it for, and the others are refused', async () => {
  const workshop = await openTestWorkshop();
  const undefinedBytes = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
  const bytes = Array.from({ length: 255 }, (_, at) => at + 1).filter(
    (byte) => !undefinedBytes.has(byte),
  );
  const [row] = await workshop.rows(`select convert_from($1::bytea, 'WIN1252') as text`, [
    Buffer.from(bytes),
  ]);
  const signs = bytes.map((byte) => decodeRaw(String.fromCharCode(byte), 'windows-1252'));
  expect(signs.join('')).toBe(row?.['text']);
  for (const byte of undefinedBytes) {
    expect(decodeRaw(String.fromCharCode(byte), 'windows-1252')).toBeNull();
  }
});
