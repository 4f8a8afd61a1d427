import type { CubeFrame, Measure } from '../../transform/cube.ts';
import type { TableDescription } from '../../transform/table.ts';
import type { DimensionFacts, MeasureChange, PeriodFacts } from './facts.ts';
import { fold } from './similarity.ts';
import type { StandingMeasure, StandingTable } from './standing.ts';

/** A code whose label differs, before its cells are counted. */
export interface Relabelling {
  readonly variable: string;
  readonly code: string;
  readonly before: string;
  readonly after: string;
}

/** How the variables of a frame differ from those that stand. */
export function dimensionFacts(
  { variables }: Pick<StandingTable, 'variables'>,
  { dimensions }: Pick<CubeFrame, 'dimensions'>,
  description: Pick<TableDescription, 'frame'>,
): DimensionFacts {
  const stood = new Set(variables.map(({ code }) => code));
  const comes = new Set(dimensions.map(({ code }) => code));
  const offered = new Set(description.frame.dimensions.map(({ code }) => code));
  return {
    added: dimensions
      .filter(({ code }) => !stood.has(code))
      .map(({ code, label }) => ({ code, label })),
    removed: variables
      .filter(({ code }) => !comes.has(code))
      .map(({ code, label }) => ({ code, label, deselected: offered.has(code) })),
    orderBefore: variables.map(({ code }) => code).filter((code) => comes.has(code)),
    orderAfter: dimensions.map(({ code }) => code).filter((code) => stood.has(code)),
  };
}

type Property = readonly [MeasureChange['property'], keyof StandingMeasure & keyof Measure];

const PROPERTIES: readonly Property[] = Object.freeze([
  ['unit', 'unit'],
  ['decimals', 'decimals'],
  ['base period', 'basePeriod'],
  ['measuring type', 'measuringType'],
  ['price type', 'priceType'],
  ['adjustment', 'adjustment'],
]);

/** Properties of measures that are stated before and now, and differ. A source that falls silent says nothing new. */
export function measureChanges(
  standing: Pick<StandingTable, 'measures'>,
  { measures }: Pick<CubeFrame, 'measures'>,
): readonly MeasureChange[] {
  const stood = new Map(standing.measures.map((measure) => [measure.code, measure]));
  return measures.flatMap((measure) => {
    const earlier = stood.get(measure.code);
    if (earlier === undefined) return [];
    return PROPERTIES.flatMap(([property, key]): readonly MeasureChange[] => {
      const [before, after] = [earlier[key], measure[key]];
      if (before === null || after === null) return [];
      if (fold(String(before)) === fold(String(after))) return [];
      return [{ measure: measure.label, property, before: String(before), after: String(after) }];
    });
  });
}

/** Codes of both states with labels that differ in more than white space and case; periods and their names apart. */
export function relabellings(
  { variables }: Pick<StandingTable, 'variables'>,
  { dimensions }: Pick<CubeFrame, 'dimensions'>,
): readonly Relabelling[] {
  const stood = new Map(variables.map((variable) => [variable.code, variable.labels]));
  return dimensions
    .filter(({ role }) => role !== 'time')
    .flatMap(({ code: variable, categories }) =>
      categories.flatMap(({ code, label }): readonly Relabelling[] => {
        const before = stood.get(variable)?.get(code);
        return before === undefined || fold(before) === fold(label)
          ? []
          : [{ variable, code, before, after: label }];
      }),
    );
}

/** Periods that stood and are not in the frame. */
export function periodFacts(
  { variables }: Pick<StandingTable, 'variables'>,
  { dimensions }: Pick<CubeFrame, 'dimensions'>,
): PeriodFacts {
  const time = variables.findLast(({ role }) => role === 'time');
  const now = dimensions.find(({ code }) => code === time?.code);
  if (time === undefined || now === undefined) return { removedAtStart: [], removedInMiddle: [] };
  const comes = new Set(now.categories.map(({ code }) => code));
  const periods = [...time.labels.keys()];
  const first = periods.findIndex((code) => comes.has(code));
  const last = periods.findLastIndex((code) => comes.has(code));
  const gone = (code: string): boolean => !comes.has(code);
  return {
    removedAtStart: first < 0 ? periods : periods.slice(0, first),
    removedInMiddle: first < 0 ? [] : periods.slice(first, last).filter(gone),
  };
}
