import type { CubeFrame, Dimension, Measure, MeasuringType } from '../../transform/cube.ts';
import { plainDimension, plainMeasure } from '../../transform/plain-dimension.ts';
import type { AccountAxis } from './axes.ts';
import type { CodeList } from './code-list.ts';
import type { AccountKind, AccountTable } from './tables.ts';

/** How a kind of rows is called, how it relates to time, and what its sign means. */
const KINDS: Readonly<
  Record<AccountKind, { title: string; measuringType: MeasuringType; note: string }>
> = Object.freeze({
  utgifter: {
    title: 'utgifter',
    measuringType: 'flow',
    note: 'Kapitler under 3000. Debet er positivt; inntekter som er ført på et utgiftskapittel, er negative.',
  },
  inntekter: {
    title: 'inntekter',
    measuringType: 'flow',
    note: 'Kapitler fra 3000. Kredit er negativt: en inntekt står med minus, som i kilden.',
  },
  eiendeler: {
    title: 'eiendeler',
    measuringType: 'stock',
    note: 'Kontoklasse 1. Saldo ved utgangen av måneden: måneder kan ikke summeres.',
  },
  gjeld: {
    title: 'gjeld og kapital',
    measuringType: 'stock',
    note: 'Kontoklasse 2. Saldo ved utgangen av måneden: måneder kan ikke summeres. Kredit er negativt.',
  },
  uten_kapittel: {
    title: 'bevegelser uten kapittel',
    measuringType: 'flow',
    note: 'Nettobudsjetterte virksomheter og andre uten kapittel. Utgifter er positive og inntekter negative: summen er netto.',
  },
});

/** The whole frame of an account table; values stand in the order of their codes. */
export function accountFrame(
  table: AccountTable & { readonly content: AccountKind },
  axes: readonly AccountAxis[],
  lists: readonly CodeList[],
): CubeFrame {
  const { title, measuringType, note } = KINDS[table.content];
  const basis = table.accrual
    ? 'Statsregnskapet etter periodiseringsprinsippet'
    : 'Statsregnskapet';
  const label = `${basis}, ${title} (${table.covers})`;
  return Object.freeze<CubeFrame>({
    label,
    source: 'statsregnskapet.no (DFØ)',
    updated: null,
    notes: [note],
    dimensions: axes.map((axis, at) => dimensionOf(axis, lists[at] as CodeList)),
    measures: [amountMeasure('belop', 'Beløp', measuringType)],
  });
}

/** An amount in kroner of today's money at the time. */
export function amountMeasure(code: string, label: string, measuringType: MeasuringType): Measure {
  const amount = plainMeasure({ code, label, unit: 'kroner', decimals: 2, measuringType });
  return { ...amount, priceType: 'current' };
}

/** The variable of an axis with its codes in ascending order. */
export function dimensionOf(
  facts: Pick<AccountAxis, 'code' | 'label' | 'role'>,
  { codes, labels }: Pick<CodeList, 'codes' | 'labels'>,
): Dimension {
  return plainDimension(
    facts,
    ascending(codes).map((number) => [codes[number] ?? '', labels[number] ?? '']),
  );
}

/** Numbers of the codes in the order of the codes: a file that is sorted otherwise is the same table. */
export function ascending(codes: readonly string[]): readonly number[] {
  return codes
    .map((_, number) => number)
    .toSorted((a, b) => ((codes[a] ?? '') < (codes[b] ?? '') ? -1 : 1));
}
