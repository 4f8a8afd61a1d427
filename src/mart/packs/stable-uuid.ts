import { createHash } from 'node:crypto';

/**
 * A UUID that is the same for the same name (RFC 9562, version 8), so that a pack that is
 * imported again updates what the first import made.
 */
export function stableUuid(name: string): string {
  const bytes = createHash('sha256').update(`statbank:${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
