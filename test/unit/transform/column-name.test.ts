import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { columnNames, COMPANION_SUFFIXES } from '../../../src/transform/column-name.ts';
import { quoteIdentifier } from '../../../src/transform/identifier.ts';
import { RESERVED_WORDS } from '../../../src/transform/reserved-words.ts';
import { viewName } from '../../../src/transform/view-name.ts';

const LABEL = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('Alder', 'alder', 'alder kode', 'ALDER_KODE', 'order', 'å'.repeat(60), '', '%'),
);

describe('column names', () => {
  it.each([
    ['Alder', 'alder'],
    ['Statistikkvariabel', 'statistikkvariabel'],
    ['næring (SN2007)', 'næring_sn2007'],
    ['Antall personer, 16-79 år', 'antall_personer_16_79_år'],
    ['Økning i prosent (%)', 'økning_i_prosent'],
    ['2015=100', 'v_2015_100'],
    ['order', 'order_'],
    ['User', 'user_'],
    ['År', 'år'],
    ['  --  ', 'kolonne_1'],
    ["Robert'); drop table mart.tables;--", 'robert_drop_table_mart_tables'],
  ])('of %j is %s', (label, name) => {
    expect(columnNames([label], [])).toEqual([name]);
  });

  it('fall back on the code of a label without a letter', () => {
    expect(columnNames(['%', '…'], [], ['Andel', '?'])).toEqual(['andel', 'kolonne_2']);
  });

  it('keep clear of each other, of companions and of what is taken', () => {
    expect(columnNames(['Alder', 'alder', 'Alder kode', 'Verdi'], ['verdi', 'kjønn'])).toEqual([
      'alder',
      'alder_2',
      'alder_kode_2',
      'verdi_2',
    ]);
  });

  it('are the same whether a letter is composed or not', () => {
    expect(columnNames(['a\u030Ar'], [])).toEqual(columnNames(['\u00E5r'], []));
  });

  it('need no quotes, fit in 63 bytes and are unique with their companions, whatever the labels', () => {
    fc.assert(
      fc.property(
        fc.array(LABEL, { maxLength: 8 }),
        fc.array(LABEL, { maxLength: 3 }),
        (labels, taken) => {
          const names = columnNames(labels, taken);
          const all = names.flatMap((name) => [
            name,
            ...COMPANION_SUFFIXES.map((end) => name + end),
          ]);
          expect(names).toHaveLength(labels.length);
          expect(new Set([...all, ...taken]).size).toBe(all.length + new Set(taken).size);
          for (const name of all) {
            expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
            expect(quoteIdentifier(name)).toBe(name);
            expect(Buffer.from(name).toString()).toBe(name);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are stable when more labels follow', () => {
    fc.assert(
      fc.property(fc.array(LABEL), fc.array(LABEL), (labels, more) => {
        expect(columnNames([...labels, ...more], []).slice(0, labels.length)).toEqual(
          columnNames(labels, []),
        );
      }),
    );
  });
});

describe('an identifier', () => {
  it.each([
    ['alder', 'alder'],
    ['år_2', 'år_2'],
    ['Alder', '"Alder"'],
    ['order', '"order"'],
    ['2024', '"2024"'],
    ['a b', '"a b"'],
    ['a"b', '"a""b"'],
    ['a$b', '"a$b"'],
    ['_a', '"_a"'],
  ])('%s is written %s', (name, written) => {
    expect(quoteIdentifier(name)).toBe(written);
  });

  it('cannot be empty or contain a zero byte', () => {
    expect(() => quoteIdentifier('')).toThrow('identifier');
    expect(() => quoteIdentifier('a\0b')).toThrow('identifier');
  });

  it('is quoted for every reserved word', () => {
    for (const word of RESERVED_WORDS) expect(quoteIdentifier(word)).toBe(`"${word}"`);
  });
});

describe('the name of a view', () => {
  it.each([
    ['ssb', '07459', 'ssb_07459'],
    ['scb', 'TAB6471', 'scb_tab6471'],
    ['file', 'mine_tall', 'file_mine_tall'],
    ['dfo-published', 'tall', 'dfo_published_tall'],
  ])('of %s:%s is %s', (provider, table, name) => {
    expect(viewName(provider, table)).toBe(name);
  });

  it.each([
    ['StatFin/vaerak/statfin_vaerak_pxt_11ra.px'],
    ['a b'],
    ['a-b'],
    ['07459_en'],
    ['07459_history'],
    ['x'.repeat(200)],
    ['***'],
  ])('of a table %s that it cannot show is marked', (table) => {
    expect(viewName('file', table)).toMatch(/^file\w*_[0-9a-f]{6}$/);
  });

  it('leaves room for the companion views and differs between tables', () => {
    const TABLE = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(TABLE, TABLE, (one, other) => {
        const name = viewName('file', one);
        expect(Buffer.byteLength(`${name}_history_en`)).toBeLessThanOrEqual(63);
        expect(quoteIdentifier(name)).toBe(name);
        fc.pre(one.toLowerCase() !== other.toLowerCase());
        expect(viewName('file', other)).not.toBe(name);
      }),
    );
  });
});
