import type { CubeFrame } from '../../transform/cube.ts';
import { periodSpan } from '../query/chronology.ts';
import type { TableDescription, TableRef, TimeUnit } from '../../transform/table.ts';

/** What is known of a table that a file is read into. */
export interface FileTable {
  readonly ref: TableRef;
  readonly frame: CubeFrame;
  readonly licence: string | null;
  readonly timeUnit: TimeUnit | null;
  /** When the file was last changed, an ISO instant; null where that is not told. */
  readonly updated: string | null;
  /** Whether no newer file will come; false where absent. */
  readonly discontinued?: boolean;
}

/** Describes a table of a file: files say nothing of subjects, languages or their next release. */
export function describeFile(table: FileTable): TableDescription {
  const { ref, frame, licence, timeUnit, updated, discontinued = false } = table;
  return Object.freeze<TableDescription>({
    ref: Object.freeze(ref),
    titleNo: frame.label,
    titleEn: null,
    source: frame.source,
    licence,
    subjectPaths: [],
    official: null,
    discontinued,
    timeUnit,
    ...periodSpan(frame.dimensions),
    updated,
    nextUpdate: null,
    frame,
    english: null,
  });
}
