import { cellCount, type Cube, type CubeFrame } from '../cube.ts';
import { pointerTo } from '../json/pointer.ts';
import { asText, member, type JsonObject } from '../json/value.ts';
import { readDimension, type DimensionDraft } from './dimension.ts';
import type { FindingCollector } from './findings.ts';
import { readInstant } from './instant.ts';
import { readLayout } from './layout.ts';
import { readMeasures } from './measures.ts';
import { settleNil } from './nil.ts';
import { assignRoles } from './role.ts';
import { readSymbols } from './status.ts';
import { readNotes, readOptionalText } from './texts.ts';
import { readValues } from './values.ts';

/** Reads a dataset with its cells; null after an error was added. */
export function readDataset(
  dataset: JsonObject,
  pointer: string,
  findings: FindingCollector,
): Cube | null {
  const frame = readFrame(dataset, pointer, findings);
  if (frame === null) return null;
  const cells = cellCount(frame.dimensions.map(({ categories }) => categories.length));
  const valuePointer = pointerTo(pointer, 'value');
  const column = readValues(member(dataset, 'value'), cells, valuePointer, findings);
  if (column === null) return null;
  const symbols = readSymbols(
    member(dataset, 'status'),
    column,
    cells,
    pointerTo(pointer, 'status'),
    findings,
  );
  if (symbols === null) return null;
  settleNil(column, symbols, valuePointer, findings);
  const values =
    column.kind === 'dense'
      ? { kind: column.kind, values: column.values }
      : { kind: column.kind, values: column.values };
  return Object.freeze({ ...frame, cellCount: cells, values, symbols });
}

/** Reads everything of a dataset except its cells; null after an error was added. */
export function readFrame(
  dataset: JsonObject,
  pointer: string,
  findings: FindingCollector,
): CubeFrame | null {
  const layout = readLayout(dataset, pointer, findings);
  if (layout === null) return null;
  const drafts = layout.ids
    .map((_, position) => readDimension(layout, position, pointer, findings))
    .filter((draft): draft is DimensionDraft => draft !== null);
  if (drafts.length < layout.ids.length) return null;
  const roles = assignRoles(layout, drafts, findings);
  if (roles === null) return null;

  const label = readOptionalText(dataset, 'label', pointer, findings) ?? '';
  const metric = drafts.find(({ code }) => roles.get(code) === 'metric') ?? null;
  return Object.freeze({
    label,
    source: readOptionalText(dataset, 'source', pointer, findings),
    updated: readUpdated(dataset, pointer, findings),
    notes: readNotes(member(dataset, 'note'), pointerTo(pointer, 'note'), findings),
    dimensions: drafts.map(
      ({ json: _json, pointer: _pointer, categoryClassifications: _urns, ...dimension }) => ({
        ...dimension,
        role: roles.get(dimension.code) ?? ('classification' as const),
      }),
    ),
    measures: readMeasures(metric, label, findings),
  });
}

function readUpdated(
  dataset: JsonObject,
  pointer: string,
  findings: FindingCollector,
): string | null {
  const updated = member(dataset, 'updated');
  if (updated === undefined || updated === null) return null;
  const stated = readInstant(asText(updated) ?? '');
  if (stated === null || !stated.standard) {
    findings.add(
      'JSONSTAT_UPDATED',
      pointerTo(pointer, 'updated'),
      stated === null ? 'the moment cannot be read' : `the moment is read as ${stated.instant}`,
      { expected: 'ISO 8601 with a zone', actual: updated },
    );
  }
  return stated?.instant ?? null;
}
