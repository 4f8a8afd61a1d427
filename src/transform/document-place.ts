/** Where the number of a cell stands in a document that is no JSON-stat. Lines count from 1. */
export type DocumentPlace =
  /** A cell of a workbook; `decimal` is the decimal sign of a number that is written there as text. */
  | {
      readonly in: 'sheet';
      readonly sheet: string;
      readonly cell: string;
      readonly decimal: ',' | '.' | null;
    }
  /** A field of delimited text whose first line names the columns. */
  | { readonly in: 'line'; readonly line: number; readonly column: string }
  /**
   * Computed from one column of these lines: the place of the number on `line` among them, the
   * highest first; without `line`, how many they are.
   */
  | {
      readonly in: 'lines';
      readonly lines: readonly number[];
      readonly column: string;
      readonly line: number | null;
    };
