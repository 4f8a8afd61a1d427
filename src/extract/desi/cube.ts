import type { Cube, CubeFrame, Dimension, Measure } from '../../transform/cube.ts';
import { cubeOfCells, type NamedCell } from '../../transform/cube-of-cells.ts';
import { plainDimension, plainMeasure } from '../../transform/plain-dimension.ts';
import type { Fact } from './facts.ts';
import { ranksOf } from './rank.ts';

/** Behind a unit's code: the place among countries, and among how many. */
const PLACE = '_rank';
const RANKED = '_ranked';

const RANK_NOTE =
  'Places are computed from the scores: highest first, the same score the same place, aggregates left out. The number of ranked countries stands beside them.';

function dimension(
  code: string,
  label: string,
  role: Dimension['role'],
  codes: Iterable<string>,
): Dimension {
  return plainDimension(
    { code, label, role },
    [...new Set(codes)].map((each) => [each, each]),
  );
}

function measure(code: string, label: string, unit: string, decimals: number | null): Measure {
  // Neither scores nor places add up.
  return plainMeasure({ code, label, unit, decimals, measuringType: 'other' });
}

/**
 * Facts as indicator × breakdown × country × measure × period. Each unit is a measure of its own,
 * so that figures in different units never stand under one; a unit that the index or its parts
 * have gets two more, the place and the number of ranked countries.
 */
export function cubeOfFacts(table: string, facts: readonly Fact[]): Cube {
  const ranks = ranksOf(facts);
  const rankedUnits = new Set([...ranks.keys()].map(({ unit }) => unit));
  const units = [...new Set(facts.map(({ unit }) => unit))];
  const measures = units.flatMap((unit) => [
    measure(unit, unit, unit, null),
    ...(rankedUnits.has(unit)
      ? [
          measure(unit + PLACE, `${unit}: place among countries (computed)`, 'place', 0),
          measure(unit + RANKED, `${unit}: number of ranked countries`, 'countries', 0),
        ]
      : []),
  ]);
  const contents = plainDimension(
    { code: 'ContentsCode', label: 'Measure', role: 'metric' },
    measures.map(({ code, label }) => [code, label]),
  );
  const frame: CubeFrame = {
    label: `Digital Economy and Society Index (${table})`,
    source: 'European Commission, Digital Decade DESI',
    updated: null,
    notes: ranks.size === 0 ? [] : [RANK_NOTE],
    dimensions: [
      dimension(
        'indicator',
        'Indicator',
        'classification',
        facts.map((each) => each.indicator),
      ),
      dimension(
        'breakdown',
        'Breakdown',
        'classification',
        facts.map((each) => each.breakdown),
      ),
      dimension(
        'geo',
        'Country',
        'geo',
        facts.map((each) => each.country),
      ),
      contents,
      dimension('time', 'Period', 'time', facts.map((each) => each.period).toSorted()),
    ],
    measures,
  };
  const cells = facts.flatMap((fact): readonly NamedCell[] => {
    const { indicator, breakdown, country, unit, period, value, flags, line } = fact;
    const rank = ranks.get(fact);
    const at = (code: string): readonly string[] => [indicator, breakdown, country, code, period];
    const column = 'value';
    const own: readonly NamedCell[] =
      value === null && flags === ''
        ? []
        : [{ codes: at(unit), value, symbol: flags, place: { in: 'line', line, column } }];
    if (rank === undefined) return own;
    const { place, ranked, lines } = rank;
    const among = { in: 'lines', lines, column } as const;
    return [
      ...own,
      { codes: at(unit + PLACE), value: place, symbol: '', place: { ...among, line } },
      { codes: at(unit + RANKED), value: ranked, symbol: '', place: { ...among, line: null } },
    ];
  });
  return cubeOfCells(frame, cells);
}
