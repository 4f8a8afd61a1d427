import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { changeGraph } from '../../../../src/transform/classification/change-graph.ts';
import type {
  CodeSpan,
  StatedChange,
} from '../../../../src/transform/classification/classification.ts';
import { arbitraryHistory } from '../../../support/place-histories.ts';

function span(code: string, from: string, to: string | null, name = code): CodeSpan {
  return { code, from, to, level: 1, parent: null, names: { no: name, nn: null, en: null } };
}

function line(date: string, oldCode: string | null, newCode: string | null): StatedChange {
  return { date, oldCode, newCode, oldName: oldCode, newName: newCode };
}

function edges(codes: readonly CodeSpan[], stated: readonly StatedChange[]) {
  return changeGraph(codes, stated).changes.map(
    ({ date, oldCode, newCode, kind, stated: listed }) =>
      `${date} ${oldCode ?? '-'}>${newCode ?? '-'} ${kind}${listed ? '' : ' (follows)'}`,
  );
}

describe('the graph of changes', () => {
  it('leads Holmestrand through two mergers and a new number', () => {
    const codes = [
      span('0702', '1994-01-01', '2018-01-01', 'Holmestrand'),
      span('0714', '1994-01-01', '2018-01-01', 'Hof'),
      span('0713', '1994-01-01', '2020-01-01', 'Sande'),
      span('0715', '2018-01-01', '2020-01-01', 'Holmestrand'),
      span('3802', '2020-01-01', '2024-01-01', 'Holmestrand'),
      span('3903', '2024-01-01', null, 'Holmestrand'),
    ];
    const stated = [
      line('2018-01-01', '0702', '0715'),
      line('2018-01-01', '0714', '0715'),
      line('2020-01-01', '0713', '3802'),
      line('2020-01-01', '0715', '3802'),
      line('2024-01-01', '3802', '3903'),
    ];
    expect(edges(codes, stated)).toEqual([
      '2018-01-01 0702>0715 merge',
      '2018-01-01 0714>0715 merge',
      '2020-01-01 0713>3802 merge',
      '2020-01-01 0715>3802 merge',
      '2024-01-01 3802>3903 recode',
    ]);
  });

  it('shows Ålesund of 2024 as a split, though one of the parts keeps the name', () => {
    const codes = [
      span('1507', '2020-01-01', '2024-01-01', 'Ålesund'),
      span('1508', '2024-01-01', null, 'Ålesund'),
      span('1580', '2024-01-01', null, 'Haram'),
    ];
    const stated = [line('2024-01-01', '1507', '1508'), line('2024-01-01', '1507', '1580')];
    expect(edges(codes, stated)).toEqual([
      '2024-01-01 1507>1508 split',
      '2024-01-01 1507>1580 split',
    ]);
  });

  it('has a merger into a code that goes on, with the part that kept its code', () => {
    const codes = [
      span('1103', '1994-01-01', null, 'Stavanger'),
      span('1141', '1994-01-01', '2020-01-01', 'Finnøy'),
      span('1142', '1994-01-01', '2020-01-01', 'Rennesøy'),
    ];
    const stated = [line('2020-01-01', '1141', '1103'), line('2020-01-01', '1142', '1103')];
    expect(edges(codes, stated)).toEqual([
      '2020-01-01 1103>1103 merge (follows)',
      '2020-01-01 1141>1103 merge',
      '2020-01-01 1142>1103 merge',
    ]);
  });

  it('calls a part that moves between two that go on a boundary change', () => {
    const codes = [span('A', '1990-01-01', null), span('B', '1990-01-01', null)];
    expect(edges(codes, [line('2000-01-01', 'A', 'B')])).toEqual([
      '2000-01-01 A>A boundary (follows)',
      '2000-01-01 A>B boundary',
      '2000-01-01 B>B boundary (follows)',
    ]);
  });

  it('calls a part that becomes a place of its own, while the rest goes on, a split', () => {
    const codes = [span('A', '1990-01-01', null), span('B', '2000-01-01', null)];
    expect(edges(codes, [line('2000-01-01', 'A', 'B')])).toEqual([
      '2000-01-01 A>A split (follows)',
      '2000-01-01 A>B split',
    ]);
  });

  it('knows a new name under the same code, listed or not', () => {
    const codes = [
      span('0301', '1990-01-01', '2024-01-01', 'Oslo'),
      span('0301', '2024-01-01', null, 'Oslo - Oslove'),
    ];
    expect(edges(codes, [line('2024-01-01', '0301', '0301')])).toEqual([
      '2024-01-01 0301>0301 rename',
    ]);
    expect(edges(codes, [])).toEqual(['2024-01-01 0301>0301 rename (follows)']);
  });

  it('does not connect codes that end and begin without a line', () => {
    const codes = [span('A', '1990-01-01', '2000-01-01'), span('B', '2000-01-01', null)];
    expect(edges(codes, [])).toEqual([
      '2000-01-01 ->B new (follows)',
      '2000-01-01 A>- ceased (follows)',
    ]);
    expect(edges(codes, [line('2000-01-01', 'A', null), line('2000-01-01', null, 'B')])).toEqual([
      '2000-01-01 ->B new',
      '2000-01-01 A>- ceased',
    ]);
  });

  it('follows no line that names a code which was not valid, and says so', () => {
    const codes = [span('A', '1990-01-01', '2000-01-01'), span('B', '2000-01-01', null)];
    const { changes, findings } = changeGraph(codes, [line('2000-01-01', 'X', 'B')]);
    expect(changes.map(({ kind }) => kind)).toEqual(['new', 'ceased']);
    expect(findings).toMatchObject([{ code: 'KLASS_CHANGE_CODE', severity: 'warning' }]);
  });

  it('leads every code of a structure somewhere, and reaches every code of the next', () => {
    fc.assert(
      fc.property(arbitraryHistory(), ({ codes, stated }) => {
        const { changes, findings } = changeGraph(codes, stated);
        expect(findings).toEqual([]);
        for (const day of new Set(changes.map(({ date }) => date))) {
          const here = changes.filter(({ date }) => date === day);
          const ended = codes.filter(({ to }) => to === day).map(({ code }) => code);
          const begun = codes.filter(({ from }) => from === day).map(({ code }) => code);
          for (const code of ended) expect(here.map(({ oldCode }) => oldCode)).toContain(code);
          for (const code of begun) expect(here.map(({ newCode }) => newCode)).toContain(code);
        }
      }),
    );
  });
});
