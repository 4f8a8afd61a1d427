import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Additivity } from '../../../src/mart/mart.ts';
import { supersetMetric } from '../../../src/mart/packs/superset-metric.ts';
import { guardedVariables } from '../../../src/mart/packs/totals.ts';
import { sqlLiteral } from '../../../src/transform/sql-literal.ts';
import {
  kinds,
  MEASURE_KEY,
  type OverlappingTable,
  overlappingTable,
  type OverlappingVariable,
} from '../../support/overlapping-tables.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

let workshop: TestWorkshop;

beforeAll(async () => {
  workshop = await openTestWorkshop();
});

/** What a chart does with a variable: groups by it, filters it by some of its values, or nothing. */
const use: fc.Arbitrary<Use> = fc.record({
  grouped: fc.boolean(),
  picked: fc.option(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 })),
});

interface Use {
  readonly grouped: boolean;
  readonly picked: readonly number[] | null;
}

interface Shown {
  readonly variable: OverlappingVariable;
  readonly grouped: boolean;
  readonly codes: readonly string[];
}

function shownOf({ variables }: OverlappingTable, uses: readonly Use[]): readonly Shown[] {
  return variables.map((variable, at) => {
    const { grouped, picked } = uses[at] ?? { grouped: false, picked: null };
    const places = picked?.map((place) => place % variable.values.length);
    const values = variable.values.filter((_value, place) => places?.includes(place) ?? true);
    return { variable, grouped, codes: values.map(({ code }) => code) };
  });
}

/** Codes whose figures a careful person would add up; null where that person would ask back. */
function carefully(
  { variable: { variable } }: Shown,
  codes: readonly string[],
): readonly string[] | null {
  const { totalCode: total, overlaps, role } = variable;
  if (codes.length === 1) return codes;
  if (total !== null && codes.includes(total)) return [total];
  const oneLevel = role === 'geo' && new Set(codes.map(({ length }) => length)).size === 1;
  return !overlaps || oneLevel ? codes : null;
}

async function chart(
  { rows }: OverlappingTable,
  shown: readonly Shown[],
  periods: readonly string[],
  metric: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const names = shown.map(({ variable: { variable } }) => variable.codeColumn);
  const values = rows.map(
    ({ codes, period, value }) =>
      `(${[MEASURE_KEY, sqlLiteral(period), value, ...codes.map(sqlLiteral)].join(', ')})`,
  );
  const filters = [
    `time_key in (${periods.map(sqlLiteral).join(', ')})`,
    ...shown.map(({ codes }, at) => `${names[at]} in (${codes.map(sqlLiteral).join(', ')})`),
  ];
  const groups = names.filter((_name, at) => shown[at]?.grouped);
  return workshop.rows(
    `with t (measure_key, time_key, verdi, ${names.join(', ')}) as (values ${values.join(', ')})
     select ${[...groups, `(${metric})::text as metric`].join(', ')} from t
     where ${filters.join(' and ')} ${groups.length === 0 ? '' : `group by ${groups.join(', ')}`}`,
  );
}

describe('a metric of Superset, asked of Postgres', () => {
  it.each<[Additivity]>([['full'], ['not over time'], ['none']])(
    'counts nothing twice, and what has a total by it, however a chart groups and filters (%s)',
    async (additivity) => {
      await fc.assert(
        fc.asyncProperty(
          kinds,
          fc.array(use, { minLength: 4, maxLength: 4 }),
          fc.subarray(['2024-01-01', '2025-01-01'], { minLength: 1 }),
          async (chosenKinds, uses, periods) => {
            const table = overlappingTable(chosenKinds);
            const shown = shownOf(table, uses);
            const metric = supersetMetric(table.table, { key: MEASURE_KEY, additivity }, 'verdi');
            const many = guardedVariables(table.table).length > 3;
            const groups = await chart(table, shown, periods, metric);
            expect(groups.length).toBeGreaterThan(0);
            for (const group of groups) {
              const here = shown.map((each) =>
                each.grouped ? [String(group[each.variable.variable.codeColumn])] : each.codes,
              );
              const codes = shown.map((each, at) => carefully(each, here[at] ?? []));
              const known = codes.filter((each) => each !== null);
              const single = periods.length === 1 && known.every((each) => each.length === 1);
              const adds =
                additivity === 'full' ||
                (additivity === 'not over time' && periods.length === 1) ||
                single;
              const careful =
                adds && known.length === codes.length ? String(table.truth(known, periods)) : null;
              // Of many variables not every choice of totals is tried: no answer is right then, too.
              if (!(many && group['metric'] === null)) expect(group['metric']).toBe(careful);
            }
          },
        ),
        { numRuns: 150 },
      );
    },
    120_000,
  );

  it('takes the totals of any number of variables together', async () => {
    const table = overlappingTable(['total', 'total', 'groups and total', 'total']);
    expect(guardedVariables(table.table)).toHaveLength(4);
    const metric = supersetMetric(table.table, { key: MEASURE_KEY, additivity: 'full' }, 'verdi');
    const totals = table.variables.map(({ variable }) => [variable.totalCode ?? '']);
    expect(await chart(table, shownOf(table, []), table.periods, metric)).toEqual([
      { metric: String(table.truth(totals, table.periods)) },
    ]);
  });
});
