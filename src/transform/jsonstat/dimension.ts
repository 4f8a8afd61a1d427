import type { Dimension, Elimination } from '../cube.ts';
import { pointerTo } from '../json/pointer.ts';
import { asObject, asText, member, type JsonObject } from '../json/value.ts';
import { readCategories } from './category.ts';
import { readClassifications, type Classifications } from './classification.ts';
import type { FindingCollector } from './findings.ts';
import type { Layout } from './layout.ts';
import { readNotes, readOptionalText } from './texts.ts';

/** A dimension before its role is known, with what the measures are read from. */
export interface DimensionDraft extends Omit<Dimension, 'role'> {
  readonly json: JsonObject;
  readonly pointer: string;
  readonly categoryClassifications: Classifications['ofCategory'];
}

/** Reads one dimension of a dataset; null after an error was added. */
export function readDimension(
  layout: Layout,
  position: number,
  datasetPointer: string,
  findings: FindingCollector,
): DimensionDraft | null {
  const code = layout.ids[position] ?? '';
  const pointer = pointerTo(datasetPointer, 'dimension', code);
  const json = asObject(member(layout.dimensions, code));
  const category = asObject(member(json, 'category'));
  if (json === null || category === null) {
    const [found, name] =
      json === null
        ? [member(layout.dimensions, code), '']
        : [member(json, 'category'), '/category'];
    findings.add(
      json === null ? 'JSONSTAT_DIMENSION' : 'JSONSTAT_CATEGORY',
      `${pointer}${name}`,
      'a dimension named in id is not described',
      { expected: 'an object', actual: found },
    );
    return null;
  }
  const categories = readCategories(
    category,
    layout.sizes[position] ?? 0,
    pointerTo(pointer, 'category'),
    pointerTo(layout.sizePointer, position),
    findings,
  );
  if (categories === null) return null;
  const classifications = readClassifications(json, code);
  return {
    code,
    label: readOptionalText(json, 'label', pointer, findings) ?? code,
    categories,
    classifications: classifications.ofVariable,
    categoryClassifications: classifications.ofCategory,
    elimination: readElimination(asObject(member(json, 'extension'))),
    notes: readNotes(member(json, 'note'), pointerTo(pointer, 'note'), findings),
    json,
    pointer,
  };
}

function readElimination(extension: JsonObject | null): Elimination | null {
  const allowed = member(extension, 'elimination');
  return typeof allowed === 'boolean'
    ? { allowed, valueCode: asText(member(extension, 'eliminationValueCode')) }
    : null;
}
