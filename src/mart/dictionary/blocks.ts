/** A piece of a dictionary page, before it is HTML or Markdown. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'sql'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    };

/** Text of a table's cell, or a link to another page of the dictionary, named without its ending. */
export type Cell = string | { readonly text: string; readonly page: string };

/** A page: its file's name without ending, and what is on it. */
export interface DictionaryPage {
  readonly name: string;
  readonly title: string;
  readonly language: 'no' | 'en';
  readonly blocks: readonly Block[];
}
