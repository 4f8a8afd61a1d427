import type { CubeFrame } from '../transform/cube.ts';
import { timeAxis } from './axes.ts';
import type { DatasetKeys } from './dimensions/dataset.ts';
import type { SavePurpose } from './dimensions/purpose.ts';
import { saveMeasures } from './dimensions/measures.ts';
import { saveMembers } from './dimensions/members.ts';
import { ensureRegions, ensureTimes } from './dimensions/shared.ts';
import { saveVariables } from './dimensions/variables.ts';
import { type FrameKeys, frameKeys, sourceFrame } from './frame-keys.ts';
import type { Publication } from './publication.ts';
import type { LoadSession } from './session.ts';

/** Rows that other tables share, made before the publishing transaction. */
export interface SharedKeys {
  readonly whole: CubeFrame;
  readonly timeKeys: readonly number[];
  readonly regionKeys: readonly number[];
}

/** Makes the shared rows that the publication needs. */
export async function prepareShared(
  session: LoadSession,
  { description, frame }: Publication,
): Promise<SharedKeys> {
  const whole = sourceFrame(description.frame, frame);
  return {
    whole,
    timeKeys: await ensureTimes(session, description, whole),
    regionKeys: await ensureRegions(session, description, whole),
  };
}

/** Keys of the table's own dimensions, and whether anything there is called otherwise than before. */
export interface TableKeys {
  readonly keys: FrameKeys;
  readonly labelsChanged: boolean;
}

/**
 * Brings the table's own dimensions up to date, within the publishing transaction, or adds
 * what a preview needs.
 */
export async function prepareTable(
  session: LoadSession,
  publication: Publication,
  dataset: DatasetKeys,
  shared: SharedKeys,
  vintage: number,
  purpose: SavePurpose = 'vintage',
): Promise<TableKeys> {
  const { whole } = shared;
  const english = publication.english ?? publication.description.english;
  const describedEnglish =
    english === null ? null : sourceFrame(publication.description.english ?? english, english);
  const variables = await saveVariables(
    session,
    dataset.datasetKey,
    whole,
    describedEnglish,
    purpose,
  );
  const members = await saveMembers(session, variables, whole, describedEnglish, vintage, purpose);
  const measures = await saveMeasures(
    session,
    dataset.datasetKey,
    whole,
    describedEnglish,
    vintage,
    purpose,
  );
  const slotCount = Math.max(1, ...[...variables.values()].map(({ slot }) => slot));
  const keys = frameKeys(whole, dataset, variables, {
    memberKeys: members.keys,
    measureKeys: measures.keys,
    regionKeys: shared.regionKeys,
    timeKeys: shared.timeKeys,
    slotCount,
  });
  return { keys, labelsChanged: members.relabelled + measures.redescribed > 0 };
}

/** `time_key` of every period that the source still has. */
export function sourceTimeKeys(shared: SharedKeys): ReadonlySet<number> {
  return new Set(timeAxis(shared.whole) < 0 ? [] : shared.timeKeys);
}
