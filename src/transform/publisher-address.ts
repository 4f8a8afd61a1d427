import type { TableRef } from './table.ts';

/** Where people find a table at its publisher; null where that is not known. */
export function publisherAddress({ provider, table }: TableRef): string | null {
  const id = encodeURIComponent(table);
  if (provider === 'ssb') return `https://www.ssb.no/statbank/table/${id}`;
  if (provider === 'eurostat') return `https://ec.europa.eu/eurostat/databrowser/view/${id}/`;
  return null;
}
