import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { PublicationFacts, ScaleFacts, TotalFacts } from '../../../src/load/gates/facts.ts';
import { isHeld, judge } from '../../../src/load/gates/judge.ts';
import { createRatioCounter } from '../../../src/load/gates/ratio-histogram.ts';
import { GATE_NAMES, type GateName, gatePolicy } from '../../../src/transform/gate.ts';
import { quietFacts, releases } from '../../support/gate-facts.ts';

const cells = (added: number, changed: number, withdrawn: number, unchanged: number) => ({
  counts: { added, changed, withdrawn, unchanged },
});

const ratios = (...all: readonly number[]) => {
  const counter = createRatioCounter();
  for (const ratio of all) counter.add(1, ratio);
  return counter;
};

const scaled = (
  revised: readonly number[],
  fresh: readonly number[] = [],
): readonly ScaleFacts[] => [
  { measure: 'Personer', revised: ratios(...revised), fresh: ratios(...fresh) },
];

const total = (checked: number, exact: number, broken: number): readonly TotalFacts[] => [
  { variable: 'Kjonn', code: '0', label: 'Begge kjønn', parts: 2, checked, exact, broken },
];

const relabelled = (before: string, after: string, compared: number, changed: number) => [
  { variable: 'Region', code: '0301', before, after, compared, changed },
];

const dimensions = (other: Partial<PublicationFacts['dimensions']>) => ({
  dimensions: { ...quietFacts().dimensions, ...other },
});

const withdrawing = releases(10, { withdrawn: 100 });

/** Which gates find something in which publication, and what they say. */
const FOUND: readonly (readonly [
  string,
  Partial<PublicationFacts>,
  readonly (readonly [GateName, string])[],
])[] = [
  ['nothing that differs', {}, []],
  ['a usual release', cells(100, 20, 0, 980), []],
  [
    'a table shrunk to a tenth',
    cells(0, 0, 900, 100),
    [
      [
        'row_count',
        '100 cells came where 1,000 stood (10 %); no earlier release left less than 100 %.',
      ],
      [
        'withdrawn_share',
        '900 of 1,000 cells are withdrawn (90 %); in the last 10 releases half were at 0 % or below, and up to 36 % is ordinary.',
      ],
    ],
  ],
  [
    'a shrinking that has happened before',
    { ...cells(0, 0, 600, 400), history: releases(4, { withdrawn: 700 }) },
    [],
  ],
  [
    'far more revisions than ever',
    cells(100, 400, 0, 600),
    [
      [
        'changed_share',
        '400 of 1,000 cells are changed (40 %); in the last 10 releases half were at 2 % or below, and up to 36 % is ordinary.',
      ],
    ],
  ],
  [
    'the same in a table without enough history',
    { ...cells(100, 400, 0, 600), history: releases(4) },
    [],
  ],
  [
    'a table that is always revised whole',
    { ...cells(100, 1000, 0, 0), history: releases(9, { changed: 1000 }) },
    [],
  ],
  [
    'the first correction ever, of a few cells',
    { ...cells(100, 40, 0, 960), history: releases(9, { changed: 0 }) },
    [],
  ],
  [
    'a wave of symbols in place of numbers',
    { ...cells(100, 20, 0, 980), suppressed: 400 },
    [
      [
        'suppressed_share',
        '400 new or changed cells have a symbol in place of a number (40 % of the table); in the last 10 releases half were at 0 % or below, and up to 36 % is ordinary.',
      ],
    ],
  ],
  [
    'symbols where earlier ones were not counted',
    { suppressed: 900, history: releases(9, { suppressed: null }) },
    [],
  ],
  [
    'totals that no longer are sums',
    { totals: total(40, 40, 3) },
    [
      [
        'totals',
        '3 of 40 totals Kjonn=0 (Begge kjønn) are no longer the sum of their 2 parts; before, all were.',
      ],
    ],
  ],
  ['totals that never were sums', { totals: total(40, 39, 3) }, []],
  ['totals of which nothing was known', { totals: total(0, 0, 3) }, []],
  ['totals that still are sums', { totals: total(40, 40, 0) }, []],
  [
    'another unit',
    {
      measures: [
        { measure: 'Personer', property: 'unit', before: 'personer', after: '1 000 personer' },
      ],
    },
    [['measure_definition', 'Personer: unit personer has become 1 000 personer.']],
  ],
  [
    'figures a thousand times larger',
    { scales: scaled([1000, 990, 1010, 1003, 998]) },
    [['scale', 'Personer: 100 % of 5 cells are about 1,000 times the figures before.']],
  ],
  [
    'a new period in thousands',
    { scales: scaled([], [0.001, 0.0011, 0.0009, 0.00102, 0.00098, 1]) },
    [['scale', 'Personer: 83 % of 6 cells are about a thousandth of the period before.']],
  ],
  ['a thousandfold correction of four cells', { scales: scaled([1000, 1000, 1000, 1000]) }, []],
  ['figures a hundred times larger', { scales: scaled([100, 100, 100, 100, 100, 100]) }, []],
  [
    'half of the figures a thousand times larger',
    { scales: scaled([1000, 1000, 1000, 1, 1, 1]) },
    [],
  ],
  [
    'a code given to another place',
    { relabelled: relabelled('Haram', 'Ålesund', 10, 9) },
    [
      [
        'code_reused',
        'Region=0301 was Haram and is now Ålesund, with 9 of 10 earlier cells changed.',
      ],
    ],
  ],
  ['a new name over the same figures', { relabelled: relabelled('Haram', 'Ålesund', 10, 0) }, []],
  [
    'a longer name over revised figures',
    { relabelled: relabelled('Oslo', 'Oslo kommune', 10, 10) },
    [],
  ],
  [
    'a new variable',
    dimensions({ added: [{ code: 'Alder', label: 'alder' }] }),
    [['dimension_added', 'The table has a new variable: alder (Alder).']],
  ],
  [
    'a variable that is gone',
    dimensions({ removed: [{ code: 'Alder', label: 'alder', deselected: false }] }),
    [['dimension_removed', 'The table no longer has the variable alder (Alder).']],
  ],
  [
    'a variable that the selection leaves out',
    dimensions({ removed: [{ code: 'Alder', label: 'alder', deselected: true }] }),
    [['dimension_removed', 'The selection leaves out a variable that it had: alder (Alder).']],
  ],
  [
    'variables in another order',
    dimensions({ orderAfter: ['Tid', 'Kjonn'] }),
    [
      [
        'dimension_reordered',
        'The variables come in another order: Tid, Kjonn, before Kjonn, Tid.',
      ],
    ],
  ],
  [
    'other words and the same cells',
    { labelsChanged: true, relabelled: relabelled('Haram', 'Haram - Háram', 0, 0) },
    [
      [
        'labels_only',
        'No cell differs, but what the table says in words does: Region=0301: Haram → Haram - Háram.',
      ],
    ],
  ],
  ['other words and other cells', { ...cells(100, 0, 0, 1000), labelsChanged: true }, []],
  [
    'the first periods gone',
    { periods: { removedAtStart: ['2019', '2020'], removedInMiddle: [] } },
    [['period_removed', 'The first periods are gone: 2019, 2020.']],
  ],
  [
    'the first period gone from a moving window',
    { periods: { removedAtStart: ['2019'], removedInMiddle: [] }, history: withdrawing },
    [],
  ],
  [
    'a hole in a moving window',
    { periods: { removedAtStart: ['2019'], removedInMiddle: ['2021'] }, history: withdrawing },
    [['period_removed', 'Periods between others are gone: 2021.']],
  ],
  [
    'an older stamp than what stands',
    { updatedAfter: '2026-01-24T07:00:00Z' },
    [
      [
        'updated_backwards',
        'The source says that it updated the table at 2026-01-24T07:00:00Z, which is before the 2026-02-24T07:00:00Z of the figures that stand.',
      ],
    ],
  ],
  ['no stamp at all', { updatedAfter: null }, []],
];

describe('the gates', () => {
  test.each(FOUND)('judge %s', (_, facts, expected) => {
    const policy = gatePolicy(Object.fromEntries(GATE_NAMES.map((gate) => [gate, 'hold'])));
    const found = judge(quietFacts(facts), policy);
    expect(found.map(({ gate, message }) => [gate, message])).toEqual(expected);
  });

  it('each find something in one of these publications', () => {
    const found = FOUND.flatMap(([, , gates]) => gates.map(([gate]) => gate));
    expect(new Set(found)).toEqual(new Set(GATE_NAMES));
  });

  it.each(['publish', 'warn', 'hold'] as const)('do as the policy says: %s', (verdict) => {
    const gates = judge(quietFacts(dimensions({ orderAfter: ['Tid', 'Kjonn'] })), {
      ...gatePolicy(),
      dimension_reordered: verdict,
    });
    expect(gates.map((found) => found.verdict)).toEqual(verdict === 'publish' ? [] : [verdict]);
    expect(isHeld(gates)).toBe(verdict === 'hold');
  });

  it('never stop a publication that equals the former, whatever came before', () => {
    const release = fc
      .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(1000))
      .map(([unchanged, added, changed, withdrawn]) => ({
        before: unchanged + changed + withdrawn,
        added,
        changed,
        withdrawn,
        suppressed: changed,
      }));
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(release, { maxLength: 30 }), (unchanged, history) => {
        expect(
          judge(
            quietFacts({
              ...cells(0, 0, 0, unchanged),
              history,
              updatedAfter: quietFacts().updatedBefore,
            }),
            gatePolicy(),
          ),
        ).toEqual([]);
      }),
    );
  });

  it('never stop a release that repeats what the table always does', () => {
    fc.assert(
      fc.property(
        fc.record({
          unchanged: fc.nat(1000),
          added: fc.nat(1000),
          changed: fc.nat(1000),
          withdrawn: fc.nat(1000),
        }),
        fc.integer({ min: 1, max: 20 }),
        (counts, times) => {
          const { unchanged, ...did } = counts;
          const before = unchanged + did.changed + did.withdrawn;
          const history = releases(times, { ...did, before, suppressed: did.changed });
          const found = judge(
            quietFacts({ counts, suppressed: did.changed, history }),
            gatePolicy(),
          );
          expect(found).toEqual([]);
        },
      ),
    );
  });
});
