import { StatbankError } from '../../errors/statbank-error.ts';
import type { Exchange, SourceResponse } from '../provider.ts';
import { instant } from './describe.ts';

const ITEM = /<item\b[^>]*>([\s\S]*?)<\/item>/g;
const DATE = /<pubDate>\s*([^<]+?)\s*<\/pubDate>/;
/** As SSB's feeds name a table: by an element of its own, or by the address of its page. */
const TABLE = /<(?:\w+:)?tableid>\s*(\w+)\s*<|\/(?:table|tabell|statbank\/table)\/(\w+)/i;

/**
 * Reads which tables a feed of publications tells of (`ssb.no/rss/statbank` has the last five
 * days), each with its latest instant. Items without a table or a date are of no use here.
 */
export function readNews(xml: string): ReadonlyMap<string, string> {
  const news = new Map<string, string>();
  for (const [, item = ''] of xml.matchAll(ITEM)) {
    const [, named, linked] = TABLE.exec(item) ?? [];
    const table = named ?? linked;
    const published = instant(DATE.exec(item)?.[1]);
    if (table === undefined || published === null) continue;
    if (published > (news.get(table) ?? '')) news.set(table, published);
  }
  return news;
}

/**
 * Fetches a feed of publications.
 *
 * @throws StatbankError SB_HTTP_STATUS if the address gives none, and what the exchange throws
 */
export async function fetchNews(
  url: string,
  exchange: Exchange,
): Promise<ReadonlyMap<string, string>> {
  const response = await exchange({ method: 'GET', url, body: null }, 'document');
  const xml = textOf(response);
  if (response.status >= 200 && response.status <= 299 && /<rss\b/i.test(xml)) return readNews(xml);
  throw new StatbankError(
    'SB_HTTP_STATUS',
    `${response.request.url} answered with status ${response.status} and no RSS feed. Correct or remove "rss" of the provider in the catalogue.`,
    { context: { url: response.request.url, status: response.status, sha256: response.sha256 } },
  );
}

function textOf({ bytes }: SourceResponse): string {
  return new TextDecoder().decode(bytes);
}
