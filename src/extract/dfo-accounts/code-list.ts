/** Codes of one variable as they come, each with the newest of its labels. */
export interface CodeList {
  /** Number of the code by first appearance. */
  add(code: string): number;
  /** True if the code has no label from this period or a later one. */
  wantsLabel(number: number, period: string): boolean;
  label(number: number, period: string, label: string): void;
  readonly codes: readonly string[];
  readonly labels: readonly string[];
}

/** Names of chapters and agencies change: the label of the newest period is the one that stands. */
export function createCodeList(): CodeList {
  const numbers = new Map<string, number>();
  const codes: string[] = [];
  const labels: string[] = [];
  const periods: string[] = [];
  return {
    add: (code) => {
      const known = numbers.get(code);
      if (known !== undefined) return known;
      numbers.set(code, codes.length);
      codes.push(code);
      labels.push(code);
      periods.push('');
      return codes.length - 1;
    },
    wantsLabel: (number, period) => (periods[number] ?? '') < period,
    label: (number, period, label) => {
      labels[number] = label;
      periods[number] = period;
    },
    codes,
    labels,
  };
}
