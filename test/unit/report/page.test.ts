import { describe, expect, test } from 'vitest';
import { claimNumberWords, driftWords } from '../../../src/report/page/number-words.ts';
import type { ClaimPage, ClaimSeries, ReportPage } from '../../../src/report/page/page-model.ts';
import { renderHtml } from '../../../src/report/page/render-html.ts';
import { renderMarkdown } from '../../../src/report/page/render-markdown.ts';
import { seriesChart } from '../../../src/report/page/series-chart.ts';
import { ICONS, verdictLook } from '../../../src/report/page/verdict-look.ts';
import { VERDICTS, type Verdict } from '../../../src/transform/claims/evaluated-claim.ts';
import { sketchClaim, sketchEvaluation, sketchReport } from '../../support/claims.ts';

const EVIL = '<script>alert("1")</script> & \'co\'';

function pageOf(claims: readonly Partial<ClaimPage>[]): ReportPage {
  const whole = claims.map((claim): ClaimPage => ({
    claim: sketchClaim(),
    evaluation: sketchEvaluation(),
    evaluatedAt: '2026-11-25T12:00:00.000Z',
    previousVerdict: null,
    series: null,
    tables: [],
    evidence: [],
    ...claim,
  }));
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [
      verdict,
      whole.filter(({ evaluation }) => evaluation.verdict === verdict).length,
    ]),
  ) as Record<Verdict, number>;
  return {
    report: sketchReport(whole.map(({ claim }) => claim)),
    claims: whole,
    rules: [],
    counts,
    evaluatedAt: '2026-11-25T12:00:00.000Z',
    programVersion: '1.2.3',
    renderedAt: '2026-11-25T12:00:00.000Z',
  };
}

describe('the page of a report', () => {
  test('is text that can do nothing, whatever the claims say', () => {
    const claim = sketchClaim({
      text: { no: EVIL, en: EVIL },
      source: { publisher: EVIL, document: EVIL },
    });
    const problem = { code: 'SB_ARCHIVE_MISSING', message: EVIL };
    const page = pageOf([
      { claim, evidence: [{ role: 'current', operand: null, evidence: null, problem }] },
    ]);
    for (const language of ['no', 'en'] as const) {
      const text = renderHtml(page, language);
      expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|src=/i);
      expect(text).toContain('&lt;script&gt;');
      expect(text).toContain('default-src &#39;none&#39;');
      expect(renderMarkdown(page, language)).toContain(String.raw`\<script\>`);
    }
  });

  test('tells a chain that cannot be followed in its place', () => {
    const problem = { code: 'SB_ARCHIVE_MISSING', message: 'The archive has no such file.' };
    const page = pageOf([
      { evidence: [{ role: 'published', operand: null, evidence: null, problem }] },
    ]);
    expect(renderHtml(page, 'no')).toMatch(/Kjeden kunne ikke følges:.*SB_ARCHIVE_MISSING/s);
    expect(renderMarkdown(page, 'no')).toContain('Kjeden kunne ikke følges (SB_ARCHIVE_MISSING)');
  });

  test('links to what lies around it on a site, and alone to nothing but itself', () => {
    const around = {
      home: '/',
      otherLanguage: '/en/report',
      number: () => '/n',
      table: () => '/t',
    };
    const served = renderHtml(pageOf([{}]), 'no', around);
    expect(served).toContain('<a href="/">statbank</a>');
    expect(served).toContain('href="/en/report"');
    expect(renderHtml(pageOf([{}]), 'no')).not.toMatch(/href="\//);
    const address = 'https://www.ssb.no/statbank/table/99001';
    const facts = {
      ref: { provider: 'ssb', table: '99001' },
      titleNo: 'Tabell',
      titleEn: null,
      source: null,
      licence: null,
      updatedAt: null,
      address,
    };
    const withTable = pageOf([{ tables: [facts] }]);
    expect(renderHtml(withTable, 'no', around)).toContain('<a href="/t">tabell ssb:99001</a>');
    expect(renderHtml(withTable, 'no')).toContain(`<a href="${address}">tabell ssb:99001</a>`);
  });

  test('rings the printed number in the series only where it is a level', () => {
    const series: ClaimSeries = {
      table: { provider: 'ssb', table: '99001' },
      points: [
        { period: '2013', sortKey: '2013', value: '35', symbol: '', unitEn: 'per cent' },
        { period: '2021', sortKey: '2021', value: '63', symbol: '', unitEn: 'per cent' },
      ],
      unit: 'prosent',
      factor: 1,
      proxy: false,
    };
    const one = {
      name: 'value',
      label: null,
      printed: '50',
      published: null,
      asOf: null,
      current: null,
      proxies: [],
    };
    const evaluation = sketchEvaluation({ evidence: [one] });
    const change = sketchClaim({ test: { kind: 'change', measuredIn: 'points' } });
    expect(renderHtml(pageOf([{ series, evaluation }]), 'no')).toContain('class="mark"');
    expect(renderHtml(pageOf([{ series, evaluation }]), 'en')).toContain('<figcaption>per cent · ');
    expect(renderHtml(pageOf([{ series, evaluation, claim: change }]), 'no')).not.toContain(
      'class="mark"',
    );
  });

  test('has an icon of its own for every verdict', () => {
    const icons = VERDICTS.map((verdict) => verdictLook(verdict).icon);
    expect(new Set(icons).size).toBe(VERDICTS.length);
    expect(Object.keys(ICONS).toSorted()).toEqual(icons.toSorted());
  });
});

describe('a number of a claim', () => {
  test.each([
    [{ value: '53.1', of: null }, 'percent', '53,1\u00A0%', '53.1\u00A0%'],
    [{ value: '600000', of: null }, 'persons', '600\u00A0000 personer', '600,000 persons'],
    [{ value: '4', of: '27' }, 'rank', 'nr. 4 av 27', 'no. 4 of 27'],
    [{ value: '5', of: '6' }, 'ratio', '5 av 6', '5 of 6'],
    [{ value: '4.86953088398', of: null }, 'count', '4,87', '4.87'],
    [
      { value: '-0.5', of: null },
      'percentage points',
      '−0,5 prosentpoeng',
      '−0.5 percentage points',
    ],
  ] as const)('%j in %s is %s and %s', (number, unit, no, en) => {
    const whole = { ...number, period: null };
    expect(claimNumberWords(whole, unit, 'no')).toBe(no);
    expect(claimNumberWords(whole, unit, 'en')).toBe(en);
  });

  test('moves with its sign', () => {
    const since = { sinceTable: null, sinceVintage: null, sinceObservedAt: null };
    expect(driftWords({ amount: '3.1', unit: 'points', ...since }, 'no')).toBe('+3,1 prosentpoeng');
    expect(driftWords({ amount: '-2', unit: 'places', ...since }, 'en')).toBe('−2 places');
  });
});

describe('the chart of a series', () => {
  const series = (values: readonly (readonly [string, string | null])[]): ClaimSeries => ({
    table: { provider: 'ssb', table: '99001' },
    points: values.map(([period, value]) => ({
      period,
      sortKey: period,
      value,
      symbol: '',
      unitEn: null,
    })),
    unit: 'prosent',
    factor: 1,
    proxy: false,
  });
  const chart = (of: ClaimSeries, printed: { period: string; value: string } | null) =>
    seriesChart('c', 'Tittel', of, printed, 'no') as string | null;

  test('has a point for each number and a ring at the year that the report speaks of', () => {
    const drawn = String(
      chart(
        series([
          ['2018', '42'],
          ['2020', null],
          ['2024', '53.1'],
        ]),
        { period: '2021', value: '50' },
      ),
    );
    expect(drawn.match(/class="dot"/g)).toHaveLength(2);
    expect(drawn.match(/class="mark"/g)).toHaveLength(1);
    expect(drawn).toContain('2018: 42, 2024: 53,1, trykt 2021: 50');
    const [, x] = /class="mark" cx="([\d.]+)"/.exec(drawn) ?? [];
    expect(Number(x)).toBeCloseTo((14 + 320 - 34) / 2, 0);
  });

  test('is left out where there is one number or no time', () => {
    expect(chart(series([['2021', '42']]), null)).toBeNull();
    expect(
      chart(
        series([
          ['I alt', '42'],
          ['Menn', '40'],
        ]),
        null,
      ),
    ).toBeNull();
  });

  test('stays inside its frame though all numbers are equal, months and quarters in order', () => {
    const drawn = String(
      chart(
        series([
          ['2021K1', '5'],
          ['2021K4', '5'],
          ['2022M06', '5'],
        ]),
        null,
      ),
    );
    const places = [...drawn.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)];
    const xs = places.map(([, x]) => Number(x));
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    for (const [, , y] of places) expect(Number(y)).toBeGreaterThan(0);
    for (const [, , y] of places) expect(Number(y)).toBeLessThan(132);
  });
});
