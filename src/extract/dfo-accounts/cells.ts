/** Rows of a table by the numbers of their codes, 2 bytes a code and 8 an amount. */
export interface CellRows {
  readonly blocks: readonly CellBlock[];
}

/** Some of the rows, in columns. */
export interface CellBlock {
  readonly count: number;
  /** Numbers of the codes, one column per variable. */
  readonly codes: readonly Uint16Array[];
  /** Amounts in thousandths. */
  readonly amounts: Float64Array;
}

/** Most codes that a variable may have here; Norway has some 5,000 items and 300 agencies. */
export const MAX_CODES = 65_536;

/** Blocks of this size waste little, and are never copied to make room. */
const BLOCK_ROWS = 65_536;

/** Collects rows in columns. */
export function createCellRows(variables: number): {
  readonly add: (numbers: ArrayLike<number>, amount: number) => void;
  readonly rows: () => CellRows;
} {
  const blocks: CellBlock[] = [];
  let codes: readonly Uint16Array[] = [];
  let amounts = new Float64Array(0);
  let count = 0;
  const close = (): void => {
    if (count > 0) blocks.push({ count, codes, amounts });
    codes = Array.from({ length: variables }, () => new Uint16Array(BLOCK_ROWS));
    amounts = new Float64Array(BLOCK_ROWS);
    count = 0;
  };
  return {
    add: (numbers, amount) => {
      if (count === amounts.length) close();
      for (let at = 0; at < variables; at += 1) {
        const column = codes[at] as Uint16Array;
        column[count] = numbers[at] as number;
      }
      amounts[count] = amount;
      count += 1;
    },
    rows: () => {
      close();
      return { blocks };
    },
  };
}
