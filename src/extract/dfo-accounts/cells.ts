/** Rows of a table by the numbers of their codes, 2 bytes a code and 8 an amount. */
export interface CellRows {
  readonly count: number;
  /** Numbers of the codes, one column per variable. */
  readonly codes: readonly Uint16Array[];
  /** Amounts in thousandths. */
  readonly amounts: Float64Array;
}

/** Most codes that a variable may have here; Norway has some 5,000 items and 300 agencies. */
export const MAX_CODES = 65_536;

const FIRST_ROOM = 65_536;

/** Collects rows in columns that grow by doubling. */
export function createCellRows(variables: number): {
  readonly add: (numbers: ArrayLike<number>, amount: number) => void;
  readonly rows: () => CellRows;
} {
  let codes = Array.from({ length: variables }, () => new Uint16Array(FIRST_ROOM));
  let amounts = new Float64Array(FIRST_ROOM);
  let count = 0;
  return {
    add: (numbers, amount) => {
      if (count === amounts.length) {
        codes = codes.map((column) => grown(column, new Uint16Array(count * 2)));
        amounts = grown(amounts, new Float64Array(count * 2));
      }
      for (let at = 0; at < variables; at += 1) {
        const column = codes[at] as Uint16Array;
        column[count] = numbers[at] as number;
      }
      amounts[count] = amount;
      count += 1;
    },
    rows: () => ({ count, codes, amounts }),
  };
}

function grown<Column extends Uint16Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
