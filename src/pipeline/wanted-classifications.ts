import { klassIdOf } from '../transform/classification/classification.ts';
import type { ClassificationTarget } from './classification.ts';
import type { Workshop } from './workshop.ts';

/** Municipalities and counties: without them nothing is known of how places change. */
const PLACES = Object.freeze(['131', '104']);

/**
 * The classifications that are worth having: those that are listed, those that variables of loaded
 * tables name, and those of places where a table has Norwegian ones.
 */
export async function wantedClassifications(
  { db }: Pick<Workshop, 'db'>,
  listed: readonly ClassificationTarget[],
): Promise<readonly ClassificationTarget[]> {
  const wanted = new Map(listed.map((target) => [target.id, target]));
  const want = (id: string): void => {
    if (!wanted.has(id)) wanted.set(id, { id, correspondences: [] });
  };
  const places = await db
    .selectFrom('star.dim_region')
    .select('region_key')
    .where('scheme', '=', 'no')
    .limit(1)
    .executeTakeFirst();
  if (places !== undefined) for (const id of PLACES) want(id);
  const variables = await db
    .selectFrom('star.dim_variable')
    .select('classifications')
    .where('position', 'is not', null)
    .execute();
  for (const urn of variables.flatMap(({ classifications }) => classifications)) {
    const id = klassIdOf(urn);
    if (id !== null) want(id);
  }
  return [...wanted.values()].toSorted((one, other) => Number(one.id) - Number(other.id));
}

/** The classifications that were published here, by number. */
export async function publishedClassifications({
  db,
}: Pick<Workshop, 'db'>): Promise<readonly ClassificationTarget[]> {
  const rows = await db
    .selectFrom('star.dim_concept as c')
    .innerJoin('star.classification_vintage as v', 'v.concept_key', 'c.concept_key')
    .select('c.urn')
    .distinct()
    .execute();
  return rows
    .flatMap(({ urn }) => klassIdOf(urn) ?? [])
    .map((id) => ({ id, correspondences: [] }))
    .toSorted((one, other) => Number(one.id) - Number(other.id));
}
