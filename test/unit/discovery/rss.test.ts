import { expect, test } from 'vitest';
import { readNews } from '../../../src/extract/pxweb2/rss.ts';

const feed = (...items: readonly string[]): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:ssbrss="http://example.org/ssbrss"><channel>
  <title>Nye tabeller</title>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;

test('a feed tells of tables by an element of their own or by the address of their page', () => {
  const news = readNews(
    feed(
      '<title>Priser</title><pubDate>Fri, 09 Jan 2026 07:00:00 GMT</pubDate><ssbrss:tableid>03013</ssbrss:tableid>',
      '<link>https://www.ssb.no/statbank/table/07459</link><pubDate>Fri, 09 Jan 2026 08:00:00 +0100</pubDate>',
    ),
  );
  expect(Object.fromEntries(news)).toEqual({
    '03013': '2026-01-09T07:00:00.000Z',
    '07459': '2026-01-09T07:00:00.000Z',
  });
});

test('of several items about a table the latest counts', () => {
  const item = (date: string): string =>
    `<link>https://www.ssb.no/statbank/table/07459/</link><pubDate>${date}</pubDate>`;
  const news = readNews(
    feed(item('Sat, 10 Jan 2026 07:00:00 GMT'), item('Fri, 09 Jan 2026 07:00:00 GMT')),
  );
  expect(news.get('07459')).toBe('2026-01-10T07:00:00.000Z');
});

test('items without a table or a readable date tell nothing', () => {
  expect(
    readNews(
      feed(
        '<title>Kalender</title><pubDate>Fri, 09 Jan 2026 07:00:00 GMT</pubDate>',
        '<link>https://www.ssb.no/statbank/table/07459</link><pubDate>snart</pubDate>',
      ),
    ).size,
  ).toBe(0);
});
