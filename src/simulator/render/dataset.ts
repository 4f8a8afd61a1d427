import { type OrderedJson, writeJson } from '../ordered-json.ts';
import { type Axis, shownAxes } from '../query/selection.ts';
import type { Language, SimulatedTable } from '../table/model.ts';
import { catalogueLabel, link } from './catalogue.ts';
import { cellText } from './cell-text.ts';
import { type BodyKind, renderDimension } from './dimension.ts';

/** What rendering needs besides the table. */
export interface RenderSettings {
  readonly language: Language;
  readonly baseUrl: string;
}

/** JSON-stat2 with all values of all variables and no figures. */
export function metadataBody(
  table: SimulatedTable,
  axes: readonly Axis[],
  settings: RenderSettings,
): string {
  return `${head(table, axes, settings, 'metadata')},"value":[]}`;
}

/** JSON-stat2 with figures, in pieces, so that a large extract is never held whole. */
export function* dataBody(
  table: SimulatedTable,
  axes: readonly Axis[],
  settings: RenderSettings,
): Generator<string> {
  yield head(table, axes, settings, 'data');
  yield* cellText(table, axes);
  yield '}';
}

/** Everything before the figures, without the closing brace. */
function head(
  table: SimulatedTable,
  axes: readonly Axis[],
  settings: RenderSettings,
  kind: BodyKind,
): string {
  const { language } = settings;
  const shown = shownAxes(axes);
  const mandatory = table.mandatoryNotes.map((position) => [String(position), true] as const);
  return writeJson({
    version: '2.0',
    class: 'dataset',
    label:
      kind === 'metadata' ? catalogueLabel(table, language) : extractLabel(table, axes, language),
    source: table.source[language],
    updated: table.updated,
    link: kind === 'metadata' ? { related: relatedPages(table, language) } : undefined,
    note: table.notes.length === 0 ? undefined : table.notes.map((note) => note[language]),
    role: roles(shown),
    id: shown.map((axis) => axis.variable.code),
    size: shown.map((axis) => axis.values.length),
    dimension: new Map(
      shown.map((axis) => [
        axis.variable.code,
        renderDimension(axis, language, kind, codelistLinks(table, axis, settings)),
      ]),
    ),
    extension: {
      noteMandatory: mandatory.length === 0 ? undefined : new Map(mandatory),
      px: pxFacts(table, shown, language, kind),
      discontinued: kind === 'data' ? table.discontinued || null : undefined,
      contact: [placeholderContact(language)],
    },
  }).slice(0, -1);
}

/** The title that the server makes for an extract: variables by name, contents left out. */
function extractLabel(table: SimulatedTable, axes: readonly Axis[], language: Language): string {
  const names = shownAxes(axes)
    .filter((axis) => axis.variable.role !== 'metric')
    .map((axis) => axis.variable.label[language]);
  const [by, and] = language === 'no' ? ['etter', 'og'] : ['by', 'and'];
  const last = names.at(-1) ?? '';
  const list = names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${and} ${last}`;
  return `${table.id}: ${table.title[language]}, ${by} ${list}`;
}

function roles(shown: readonly Axis[]): OrderedJson {
  const codes = (role: string): readonly string[] | undefined => {
    const found = shown.filter((axis) => axis.variable.role === role);
    return found.length === 0 ? undefined : found.map((axis) => axis.variable.code);
  };
  return { time: codes('time'), geo: codes('geo'), metric: codes('metric') };
}

function codelistLinks(
  table: SimulatedTable,
  axis: Axis,
  { language, baseUrl }: RenderSettings,
): OrderedJson {
  return table.codelists
    .filter((codelist) => axis.variable.codelists.includes(codelist.id))
    .map((codelist) => ({
      id: codelist.id,
      label: codelist.label[language],
      type: codelist.type,
      links: [link('metadata', language, `${baseUrl}/codeLists/${codelist.id}?lang=${language}`)],
    }));
}

function relatedPages(table: SimulatedTable, language: Language): OrderedJson {
  const shortName = table.paths[0]?.[2]?.id;
  if (shortName === undefined) return [];
  const site = language === 'no' ? 'https://www.ssb.no' : 'https://www.ssb.no/en';
  return [
    {
      extension: { relation: 'statistics-homepage', metaid: `KORTNAVN:${shortName}` },
      href: `${site}/${shortName}`,
      label: language === 'no' ? 'Statistikkens hjemmeside' : 'Statistics page',
      type: 'text/html',
    },
  ];
}

function pxFacts(
  table: SimulatedTable,
  shown: readonly Axis[],
  language: Language,
  kind: BodyKind,
): OrderedJson {
  const headings = new Set(['time', 'metric']);
  const isHeading = (axis: Axis): boolean => headings.has(axis.variable.role ?? '');
  return {
    infofile: 'None',
    tableid: table.id,
    // A table-wide fall-back that SSB leaves at 0 even where a contents code has decimals.
    decimals: 0,
    'official-statistics': table.official,
    // Recorded as false in metadata and true in data of one and the same table.
    aggregallowed: kind === 'data' && table.aggregationAllowed,
    copyright: false,
    language,
    contents: `${table.id}: ${table.title[language]},`,
    descriptiondefault: false,
    heading: shown.filter(isHeading).map((axis) => axis.variable.code),
    stub: shown.filter((axis) => !isHeading(axis)).map((axis) => axis.variable.code),
    matrix: table.id,
    'subject-code': table.subjectCode,
    'subject-area': table.paths[0]?.[0]?.label[language] ?? '',
    nextUpdate: table.nextUpdate ?? undefined,
  };
}

/** SSB sends names, telephones and e-mail of staff here; these stand for them and are nobody's. */
function placeholderContact(language: Language): OrderedJson {
  const name = language === 'no' ? 'Kontaktperson' : 'Contact person';
  const phone = '+47 00 00 00 00';
  const mail = 'contact@example.org';
  return { name, phone, mail, raw: `${name}# ${phone}# ${mail}` };
}
