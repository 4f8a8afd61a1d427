import type { OrderedJson } from '../ordered-json.ts';
import type { Axis } from '../query/selection.ts';
import type { Bilingual, ContentsFacts, Language, SimulatedValue } from '../table/model.ts';

/** Whether a body describes the table (metadata) or an extract of it (data). */
export type BodyKind = 'metadata' | 'data';

/**
 * One member of JSON-stat's `dimension`. Maps keep the table's order of values.
 * `codelists` is what metadata lists of the variable's codelists.
 */
export function renderDimension(
  axis: Axis,
  language: Language,
  kind: BodyKind,
  codelists: OrderedJson,
): OrderedJson {
  const { variable } = axis;
  return {
    label: variable.label[language],
    note: texts(variable.notes, language),
    category: {
      index: new Map(axis.values.map((value, position) => [value.code, position])),
      label: new Map(axis.values.map((value) => [value.code, value.label[language]])),
      note: byCode(axis, (value) => texts(value.notes, language)),
      unit: byContents(axis, ({ unit }) => ({
        base: unit.base[language],
        decimals: unit.decimals,
      })),
    },
    extension: {
      ...elimination(axis, kind),
      refperiod: byContents(axis, ({ refperiod }) => refperiod?.[language]),
      show: variable.show,
      codelists: kind === 'metadata' ? codelists : undefined,
      measuringType: byContents(axis, ({ measuringType }) => measuringType),
      priceType: byContents(axis, ({ priceType }) => priceType),
      adjustment: byContents(axis, ({ adjustment }) => adjustment),
      basePeriod: byContents(axis, ({ basePeriod }) => basePeriod?.[language]),
      alternativeText: byCode(axis, (value) =>
        value.contents === null ? undefined : value.label[language],
      ),
    },
    link: links(axis),
  };
}

/**
 * In metadata `elimination` says what a request may leave out. In data it describes the
 * extract, and only there the elimination value is named.
 */
function elimination(axis: Axis, kind: BodyKind): Readonly<Record<string, OrderedJson>> {
  const { variable } = axis;
  if (kind === 'metadata' || variable.eliminationValueCode === null) {
    return { elimination: variable.elimination };
  }
  const selected = axis.values.some((value) => value.code === variable.eliminationValueCode);
  return selected
    ? { elimination: true, eliminationValueCode: variable.eliminationValueCode }
    : { elimination: false };
}

function links(axis: Axis): OrderedJson | undefined {
  const urns = new Map<string, string>();
  if (axis.variable.describedby !== null) urns.set(axis.variable.code, axis.variable.describedby);
  for (const { code, value } of axis.values) {
    if (value?.describedby != null) urns.set(code, value.describedby);
  }
  return urns.size === 0 ? undefined : { describedby: [{ extension: urns }] };
}

/** A map of code to fact for the values that have it; undefined if none has. */
function byCode(
  axis: Axis,
  fact: (value: SimulatedValue) => OrderedJson | undefined,
): ReadonlyMap<string, OrderedJson> | undefined {
  const facts = new Map<string, OrderedJson>();
  for (const { code, value } of axis.values) {
    const found = value === null ? undefined : fact(value);
    if (found !== undefined) facts.set(code, found);
  }
  return facts.size === 0 ? undefined : facts;
}

function byContents(
  axis: Axis,
  fact: (contents: ContentsFacts) => OrderedJson | undefined,
): ReadonlyMap<string, OrderedJson> | undefined {
  return byCode(axis, (value) => (value.contents === null ? undefined : fact(value.contents)));
}

function texts(notes: readonly Bilingual[], language: Language): readonly string[] | undefined {
  return notes.length === 0 ? undefined : notes.map((note) => note[language]);
}
