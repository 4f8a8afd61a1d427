import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribution } from '../../../src/mart/attribution.ts';
import type { DictionaryPage } from '../../../src/mart/dictionary/blocks.ts';
import { htmlPage } from '../../../src/mart/dictionary/html.ts';
import { markdownPage } from '../../../src/mart/dictionary/markdown.ts';

const page = (text: string): DictionaryPage => ({
  name: 'page',
  title: text,
  language: 'no',
  blocks: [
    { kind: 'paragraph', text },
    { kind: 'table', caption: text, columns: [text], rows: [[text], [{ text, page: 'other' }]] },
    { kind: 'sql', text },
  ],
});

const tags = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];

describe('a dictionary page', () => {
  test('keeps its structure whatever a label says', () => {
    const shape = tags(htmlPage(page('x')));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tags(htmlPage(page(text))).map((tag) => tag.split(' ')[0])).toEqual(
          shape.map((tag) => tag.split(' ')[0]),
        );
      }),
    );
  });

  test('keeps a table row on one line of Markdown, with as many cells as columns', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const table: DictionaryPage = {
          ...page(''),
          blocks: [{ kind: 'table', caption: '', columns: [text, text], rows: [[text, text]] }],
        };
        const lines = markdownPage(table).trimEnd().split('\n');
        expect(lines).toHaveLength(3);
        expect(lines.map((line) => line.match(/(?<!\\)(?:\\\\)*\|/g)?.length)).toEqual([3, 3, 3]);
      }),
    );
  });

  test('says its language, and Markdown keeps the names of views as they are', () => {
    expect(htmlPage(page('x'))).toContain('<html lang="nb">');
    expect(htmlPage({ ...page('x'), language: 'en' })).toContain('<html lang="en">');
    expect(markdownPage(page('mart.ssb_07459'))).toContain('mart.ssb_07459');
  });
});

describe('the attribution of a table', () => {
  const table = { id: 'ssb:07459', source: 'Statistisk sentralbyrå', licence: 'CC BY 4.0' };

  test('names source, table and licence, with the licence’s address and what else it asks', () => {
    expect(attribution(table, 'no')).toEqual({
      text: 'Kilde: Statistisk sentralbyrå, tabell 07459 (CC BY 4.0)',
      licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
      duty: 'Oppgi kilden, lenk til lisensen og si fra hvis tallene er bearbeidet.',
    });
  });

  test('asks nothing where the licence asks nothing, and guesses none where none is known', () => {
    expect(attribution({ ...table, licence: 'CC0 1.0' }, 'en').duty).toBeNull();
    expect(attribution({ id: 'file:mine', source: null, licence: null }, 'en')).toEqual({
      text: 'Source: file, table mine',
      licenceUrl: null,
      duty: null,
    });
  });
});
