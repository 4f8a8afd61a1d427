import type { Cube, CubeFrame, Dimension, Measure } from '../../transform/cube.ts';
import { cubeOfCells, type NamedCell } from '../../transform/cube-of-cells.ts';
import { plainDimension, plainMeasure, type PlainValue } from '../../transform/plain-dimension.ts';
import type { PublishedFigure } from './figures.ts';

/** Table with all figures; the others hold those of one question each. */
const ALL_FIGURES = 'tall';

/** Ids of the tables that the figures make, in the file's order. */
export function figureTables(figures: readonly PublishedFigure[]): readonly string[] {
  return [ALL_FIGURES, ...new Set(figures.map(({ table }) => table))];
}

/**
 * The cube of one table, or null if there is no such table. All figures: `Tall` × contents ×
 * year. One question: answer × population × base × contents × year, so that views of different
 * questions have the same columns.
 */
export function figureCube(table: string, figures: readonly PublishedFigure[]): Cube | null {
  return table === ALL_FIGURES
    ? cubeOfFigures('Alle tall i rapporten', figures, [['Tall', 'Tall', 'figure', 'figure_label']])
    : cubeOfQuestion(figures.filter((figure) => figure.table === table));
}

type Axis = readonly [
  code: string,
  label: string,
  of: 'figure' | 'answer' | 'population' | 'base',
  labelledBy: 'figure_label' | 'answer_label' | 'population_label' | 'base_label',
];

function cubeOfQuestion(figures: readonly PublishedFigure[]): Cube | null {
  const [first] = figures;
  if (first === undefined) return null;
  return cubeOfFigures(first.table_title, figures, [
    ['Svar', 'Svar', 'answer', 'answer_label'],
    ['Gruppe', 'Gruppe', 'population', 'population_label'],
    ['Grunnlag', 'Grunnlag', 'base', 'base_label'],
  ]);
}

function cubeOfFigures(
  label: string,
  figures: readonly PublishedFigure[],
  axes: readonly Axis[],
): Cube {
  const dimensions = axes.map(([code, text, of, labelledBy]) =>
    dimension(
      { code, label: text, role: 'classification' },
      figures.map((figure) => [
        figure[of],
        figure[labelledBy],
        of === 'figure' ? notesOf(figure) : [],
      ]),
    ),
  );
  const contents = dimension(
    { code: 'ContentsCode', label: 'Statistikkvariabel', role: 'metric' },
    figures.map(({ measure, measure_label }) => [measure, measure_label, []]),
  );
  const years = [...new Set(figures.map(({ year }) => year))].toSorted();
  const time = dimension(
    { code: 'Tid', label: 'År', role: 'time' },
    years.map((year) => [year, year, []]),
  );
  const frame: CubeFrame = {
    label,
    source: [...new Set(figures.map(({ source }) => source))].join('; '),
    updated: null,
    notes: axes.length === 1 ? [] : [...new Set(figures.flatMap(notesOf))],
    dimensions: [...dimensions, contents, time],
    measures: contents.categories.map(({ code }) => measureOf(code, figures)),
  };
  const cells = figures.map((figure): NamedCell => ({
    codes: [...axes.map(([, , of]) => figure[of]), figure.measure, figure.year],
    value: figure.value,
    symbol: figure.qualifier,
    place: { in: 'line', line: figure.line, column: 'value' },
  }));
  return cubeOfCells(frame, cells);
}

function notesOf({ section, source, note }: PublishedFigure): readonly string[] {
  return [`Avsnitt ${section}. Kilde: ${source}.`, ...(note === '' ? [] : [note])];
}

/** A value that stands several times has the notes of all of them. */
function dimension(
  facts: Pick<Dimension, 'code' | 'label' | 'role'>,
  values: readonly (readonly [code: string, label: string, notes: readonly string[]])[],
): Dimension {
  const merged = new Map<string, PlainValue>();
  for (const [code, label, notes] of values) {
    const known = merged.get(code)?.[2] ?? [];
    merged.set(code, [code, label, [...new Set([...known, ...notes])]]);
  }
  return plainDimension(facts, merged.values());
}

function measureOf(code: string, figures: readonly PublishedFigure[]): Measure {
  const of = figures.find(({ measure }) => measure === code);
  const decimals = figures
    .filter(({ measure }) => measure === code)
    .map(({ value }) => String(value).split('.')[1]?.length ?? 0);
  return plainMeasure({
    code,
    label: of?.measure_label ?? code,
    unit: of?.unit ?? null,
    decimals: Math.max(...decimals),
    // Of what people said in one year or another nothing adds up.
    measuringType: 'other',
  });
}
