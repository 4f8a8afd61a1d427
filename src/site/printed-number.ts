import { decimalWords, type Language } from '../transform/decimal-words.ts';

/** A number as its table prints it, zeros up to its precision included; its symbol where it has none. */
export function printedNumber(
  {
    value,
    symbol,
    decimals,
  }: {
    readonly value: string | null;
    readonly symbol: string | null;
    readonly decimals?: number | null;
  },
  language: Language,
): string {
  if (value === null) return symbol ?? '';
  const [whole = '', fraction = ''] = value.split('.');
  const padded = fraction.padEnd(decimals ?? 0, '0');
  const number = decimalWords(padded === '' ? whole : `${whole}.${padded}`, language);
  return symbol === null || symbol === '' ? number : `${number} ${symbol}`;
}
