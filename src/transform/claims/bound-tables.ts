import { tableName, type TableRef } from '../table.ts';
import type { Binding } from './binding.ts';
import type { Claim } from './claim.ts';

/** Every binding of a claim: of its operands and of other publishers' numbers. */
function bindingsOf(claim: Claim): readonly Binding[] {
  return [
    ...claim.operands.flatMap(({ published, current, proxies }) => [
      published,
      current,
      ...proxies.map(({ binding }) => binding),
    ]),
    ...claim.rivals.map(({ binding }) => binding),
  ].filter((binding) => binding !== null);
}

/** The tables that a claim reads, each once. */
export function boundTables(claim: Claim): readonly TableRef[] {
  const tables = bindingsOf(claim).map(({ table }) => [tableName(table), table] as const);
  return [...new Map(tables).values()];
}
