declare module 'jsonstat-toolkit' {
  interface ToolkitCategory {
    readonly label: string | null;
  }

  interface ToolkitDimension {
    readonly label: string | null;
    readonly id: readonly string[];
    Category(code: string): ToolkitCategory | null;
  }

  interface ToolkitNode {
    readonly class: string | null;
    readonly id: readonly string[] | null;
    readonly size: readonly number[];
    readonly label: string | null;
    readonly value: readonly (number | null)[] | undefined;
    readonly status: readonly (string | null)[] | null;
    Dataset(which: string | number): ToolkitNode | null;
    Dimension(code: string): ToolkitDimension | null;
    toTable(options: {
      readonly type: 'arrobj';
      readonly field: 'id';
      readonly content: 'id';
    }): unknown;
  }

  export default function JSONstat(document: object): ToolkitNode;
}
