import { expect, test } from 'vitest';
import { tablesPage } from '../../../src/site/pages/tables-page.ts';

const TABLE = {
  provider: 'ssb',
  table: '07459',
  view: 'ssb_07459',
  titleNo: 'Alders- og kjønnsfordeling',
  titleEn: null,
  source: null,
  state: 'current',
  stateNo: 'oppdatert',
  stateEn: 'up to date',
  vintage: 1,
  cells: '4240',
  updatedAt: null,
  committedAt: '2026-01-01T00:00:00.000Z',
};

function linksOf(total: number, page: number, query = ''): readonly string[] {
  const { main } = tablesPage({ tables: [TABLE], total }, { query, page }, 'no');
  return [...(main as string).matchAll(/href="([^"]*)" rel="(\w+)"/g)].map(
    ([, href, rel]) => `${rel} ${href}`,
  );
}

test('a list that fits on one page has no links to others', () => {
  expect(linksOf(100, 1)).toEqual([]);
});

test('a page of a long list links to the one before and the one after it, with what was searched for', () => {
  expect(linksOf(7795, 1)).toEqual(['next /tabeller?page=2']);
  expect(linksOf(7795, 2)).toEqual(['prev /tabeller', 'next /tabeller?page=3']);
  expect(linksOf(201, 3, 'pris & vekst')).toEqual(['prev /tabeller?q=pris+%26+vekst&amp;page=2']);
});

test('the other language has the same page of the same search', () => {
  const asked = { query: 'pris', page: 2 };
  expect(tablesPage({ tables: [TABLE], total: 300 }, asked, 'no').alternate).toBe(
    '/en/tables?q=pris&page=2',
  );
});
