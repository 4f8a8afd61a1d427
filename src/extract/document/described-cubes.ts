import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { type TableDescription, tableName } from '../../transform/table.ts';
import type { SourceResponse } from '../provider.ts';

/** Cubes of tables that several documents are needed for, kept from describing them until they are asked for. */
export interface DescribedCubes {
  keep(description: TableDescription, response: SourceResponse, cube: Cube): TableDescription;
  /** @throws StatbankError SB_SOURCE_RESPONSE for another response than the table was described by */
  of(description: TableDescription, response: SourceResponse): Cube;
}

export function describedCubes(): DescribedCubes {
  const kept = new WeakMap<TableDescription, { readonly sha256: string; readonly cube: Cube }>();
  return {
    keep: (description, { sha256 }, cube) => {
      kept.set(description, { sha256, cube });
      return description;
    },
    of: (description, { sha256, status }) => {
      const known = kept.get(description);
      if (known !== undefined && known.sha256 === sha256 && status === 200) return known.cube;
      const table = tableName(description.ref);
      throw new StatbankError(
        'SB_SOURCE_RESPONSE',
        `The response for ${table} is another than the one that described it. Sync the table again.`,
        { context: { table, sha256, status } },
      );
    },
  };
}
