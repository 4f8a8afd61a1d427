import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTableName } from '../../../src/config/table-name.ts';
import { tableName } from '../../../src/transform/table.ts';

const PROVIDERS = ['ssb', 'scb', 'eurostat'];

describe('a table is named by provider and id', () => {
  test('five digits mean SSB', () => {
    expect(parseTableName('07459', PROVIDERS)).toEqual({ provider: 'ssb', table: '07459' });
  });

  test('what tableName prints is read back the same', () => {
    const digits = fc.stringMatching(/^\d{5}$/);
    const ids = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/);
    const refs = fc.oneof(
      fc.record({ provider: fc.constant('ssb'), table: digits }),
      fc.record({ provider: fc.constantFrom('scb', 'eurostat'), table: ids }),
    );
    fc.assert(
      fc.property(refs, (ref) => {
        expect(parseTableName(tableName(ref), PROVIDERS)).toEqual(ref);
      }),
    );
  });

  test.each([
    ['7459', 'ssb:07459'],
    ['ssb07459', 'ssb:07459'],
    ['SSB:07459', 'ssb:07459'],
    ['ssb 07459', 'ssb:07459'],
    ['Scb:TAB638', 'scb:TAB638'],
  ])('%s is refused with the suggestion %s', (text, meant) => {
    expect(() => parseTableName(text, PROVIDERS)).toThrow(
      expect.objectContaining({ code: 'SB_USAGE', message: expect.stringContaining(meant) }),
    );
  });

  test.each(['', ':', 'ssb:', 'ssb:074590', 'ssb:../07459', "ssb:07459'; drop table", 'ssb:0745é'])(
    '%j is refused',
    (text) => {
      expect(() => parseTableName(text, PROVIDERS)).toThrow(
        expect.objectContaining({ code: 'SB_USAGE' }),
      );
    },
  );

  test('an unknown provider is refused with the nearest known one', () => {
    expect(() => parseTableName('eurostta:nama_10_gdp', PROVIDERS)).toThrow(
      expect.objectContaining({
        code: 'SB_CONFIG_UNKNOWN_PROVIDER',
        message: expect.stringContaining('did you mean eurostat?'),
      }),
    );
  });
});
