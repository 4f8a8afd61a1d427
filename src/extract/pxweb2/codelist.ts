import { StatbankError } from '../../errors/statbank-error.ts';
import type { Category, CubeFrame, Dimension, Measure } from '../../transform/cube.ts';
import type { SourceResponse, TableSelection } from '../provider.ts';
import type { OfferedCodelist } from '../service.ts';
import { type CodelistBody, codelistBody, offeredCodelistsBody, readBody } from './bodies.ts';
import { acceptJson } from './failure.ts';
import { namedSelection } from '../query/selection.ts';

/** The codelists that a metadata response lists, in its order. */
export function offeredCodelists(metadata: SourceResponse): readonly OfferedCodelist[] {
  const { dimension } = readBody(offeredCodelistsBody, metadata, 'metadata');
  return Object.entries(dimension).flatMap(([variable, { extension }]) =>
    (extension?.codelists ?? []).map(({ id, label, type }) => ({
      variable,
      id,
      label,
      type: type ?? null,
    })),
  );
}

/**
 * The codelist of each variable that the selection asks one for. The ids are compared with
 * their case: the server tells its kinds of codelists apart by the spelling.
 *
 * @throws StatbankError SB_SOURCE_SELECTION for one that the variable does not offer
 */
export function namedCodelists(
  frame: CubeFrame,
  selection: TableSelection,
  offered: readonly OfferedCodelist[],
): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  for (const [variable, { codelist }] of namedSelection(frame, selection)) {
    if (codelist === undefined) continue;
    const own = offered.filter((one) => one.variable === variable).map(({ id }) => id);
    if (!own.includes(codelist)) {
      throw new StatbankError(
        'SB_SOURCE_SELECTION',
        `The variable ${variable} offers no codelist ${codelist}. It offers ${own.length === 0 ? 'none' : own.join(', ')}.`,
        { context: { variable, codelist } },
      );
    }
    used.set(variable, codelist);
  }
  return used;
}

/** Purpose of a codelist's response. */
export function codelistPurpose(language: string, id: string): `codelist:${string}` {
  return `codelist:${language}:${id}`;
}

/** Reads the response of a codelist. */
export function readCodelist(response: SourceResponse): CodelistBody {
  return readBody(codelistBody, acceptJson(response, 'codelist'), 'codelist');
}

function categoriesOf(codelist: CodelistBody): readonly Category[] {
  return codelist.values.map(({ code, label, notes }) => ({
    code,
    label,
    parent: null,
    notes: (notes ?? []).map(({ text }) => text),
  }));
}

function measuresOf(
  dimension: Dimension,
  categories: readonly Category[],
  measures: readonly Measure[],
): readonly Measure[] {
  return categories.map(({ code }) => {
    const measure = measures.find((one) => one.code === code);
    if (measure !== undefined) return measure;
    throw new StatbankError(
      'SB_SOURCE_SELECTION',
      `The codelist of the contents variable ${dimension.code} has a value ${code} that the table has no unit for. Leave the codelist out.`,
      { context: { variable: dimension.code, value: code } },
    );
  });
}

/** A table's frame in which the variables with a codelist have the codelist's values. */
export function frameWithCodelists(
  frame: CubeFrame,
  codelists: ReadonlyMap<string, CodelistBody>,
): CubeFrame {
  if (codelists.size === 0) return frame;
  let { measures } = frame;
  const dimensions = frame.dimensions.map((dimension) => {
    const codelist = codelists.get(dimension.code);
    if (codelist === undefined) return dimension;
    const categories = categoriesOf(codelist);
    if (dimension.role === 'metric') measures = measuresOf(dimension, categories, measures);
    return { ...dimension, categories };
  });
  return { ...frame, dimensions, measures };
}
