import { denseCells } from './cells.ts';
import type { EnglishDimension, ExampleDimension, ExampleFile } from './example-schema.ts';
import type { Bilingual, ContentsFacts, SimulatedTable, SimulatedVariable } from './model.ts';

/** A table from one example file. Sizes have been checked by the caller. */
export function exampleTable(file: ExampleFile): SimulatedTable {
  const { entry, dataset, english, codelists } = file;
  return Object.freeze({
    id: entry.id,
    title: entry.title,
    sortCode: entry.sortCode,
    subjectCode: entry.subjectCode,
    timeUnit: entry.timeUnit,
    paths: entry.paths,
    source: { no: dataset.source, en: english.source },
    updated: dataset.updated,
    nextUpdate: dataset.extension.px.nextUpdate ?? null,
    discontinued: entry.discontinued,
    official: dataset.extension.px['official-statistics'],
    aggregationAllowed: dataset.extension.px.aggregallowed,
    notes: pairs(dataset.note, english.note),
    mandatoryNotes: Object.keys(dataset.extension.noteMandatory ?? {}).map(Number),
    variables: dataset.id.flatMap((code) => {
      const dimension = dataset.dimension[code];
      return dimension === undefined
        ? []
        : [
            variableOf(code, dimension, english.dimension[code], {
              role: roleOf(dataset.role, code),
              codelists: codelists.filter((list) => list.variable === code).map((list) => list.id),
            }),
          ];
    }),
    codelists,
    cells: denseCells(
      dataset.value,
      new Map(Object.entries(dataset.status ?? {}).map(([key, symbol]) => [Number(key), symbol])),
    ),
  });
}

/** Codes of a dimension in the order of their positions, never of their keys. */
export function orderedCodes(dimension: ExampleDimension): readonly string[] {
  return Object.entries(dimension.category.index)
    .toSorted(([, one], [, other]) => one - other)
    .map(([code]) => code);
}

function roleOf(role: ExampleFile['dataset']['role'], code: string): SimulatedVariable['role'] {
  if (role.time.includes(code)) return 'time';
  if (role.metric.includes(code)) return 'metric';
  return role.geo?.includes(code) === true ? 'geo' : null;
}

function variableOf(
  code: string,
  dimension: ExampleDimension,
  english: EnglishDimension | undefined,
  { role, codelists }: Pick<SimulatedVariable, 'role' | 'codelists'>,
): SimulatedVariable {
  const { category, extension } = dimension;
  const urns = new Map(
    (dimension.link?.describedby ?? []).flatMap(({ extension: named }) => Object.entries(named)),
  );
  return {
    code,
    label: pair(dimension.label, english?.label),
    role,
    values: orderedCodes(dimension).map((valueCode) => ({
      code: valueCode,
      label: pair(category.label[valueCode] ?? valueCode, english?.category?.label?.[valueCode]),
      notes: pairs(category.note?.[valueCode], english?.category?.note?.[valueCode]),
      describedby: urns.get(valueCode) ?? null,
      contents: role === 'metric' ? contentsOf(valueCode, dimension, english) : null,
    })),
    elimination: extension.elimination,
    eliminationValueCode: extension.eliminationValueCode ?? null,
    show: extension.show,
    describedby: urns.get(code) ?? null,
    notes: pairs(dimension.note, english?.note),
    codelists,
  };
}

function contentsOf(
  code: string,
  { category, extension }: ExampleDimension,
  english: EnglishDimension | undefined,
): ContentsFacts {
  const text = (facts: Readonly<Record<string, string>> | undefined, other?: string) => {
    const found = facts?.[code];
    return found === undefined ? null : pair(found, other);
  };
  const unit = category.unit?.[code];
  return {
    unit: {
      base: pair(unit?.base ?? '', english?.category?.unit?.[code]?.base),
      decimals: unit?.decimals ?? 0,
    },
    refperiod: text(extension.refperiod, english?.extension?.refperiod?.[code]),
    measuringType: extension.measuringType?.[code] ?? 'Other',
    priceType: extension.priceType?.[code] ?? 'NotApplicable',
    adjustment: extension.adjustment?.[code] ?? 'None',
    basePeriod: text(extension.basePeriod, english?.extension?.basePeriod?.[code]),
  };
}

function pair(no: string, en: string | undefined): Bilingual {
  return { no, en: en ?? no };
}

function pairs(
  no: readonly string[] | undefined,
  en: readonly string[] | undefined,
): readonly Bilingual[] {
  return (no ?? []).map((text, position) => pair(text, en?.[position]));
}
