import { tableName, type TableRef } from '../table.ts';
import type { Claim } from './claim.ts';

/** The tables that a claim reads, each once. */
export function boundTables(claim: Claim): readonly TableRef[] {
  const bindings = claim.operands.flatMap(({ published, current, proxies }) => [
    published,
    current,
    ...proxies.map(({ binding }) => binding),
  ]);
  const tables = bindings
    .filter((binding) => binding !== null)
    .map(({ table }) => [tableName(table), table] as const);
  return [...new Map(tables).values()];
}
