import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { type TableDescription, tableName } from '../../transform/table.ts';
import type { SourceResponse } from '../provider.ts';

/**
 * Cells that were read when a table was described, kept until they are asked for: for tables that
 * several documents are needed for, or that a file is read only once for. The file's bytes are not
 * needed again.
 */
export interface DescribedCubes {
  keep(
    description: TableDescription,
    response: SourceResponse,
    cubes: () => Iterable<Cube>,
  ): TableDescription;
  /** @throws StatbankError SB_SOURCE_RESPONSE for another response than the table was described by */
  of(description: TableDescription, response: SourceResponse): Iterable<Cube>;
}

export function describedCubes(): DescribedCubes {
  const kept = new WeakMap<
    TableDescription,
    { readonly sha256: string; readonly cubes: () => Iterable<Cube> }
  >();
  return {
    keep: (description, { sha256 }, cubes) => {
      kept.set(description, { sha256, cubes });
      return description;
    },
    of: (description, { sha256, status }) => {
      const known = kept.get(description);
      if (known !== undefined && known.sha256 === sha256 && status === 200) return known.cubes();
      const table = tableName(description.ref);
      throw new StatbankError(
        'SB_SOURCE_RESPONSE',
        `The response for ${table} is another than the one that described it. Sync the table again.`,
        { context: { table, sha256, status } },
      );
    },
  };
}
