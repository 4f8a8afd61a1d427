import { sql } from 'kysely';
import type { CubeFrame, Dimension } from '../../transform/cube.ts';
import { columnNames } from '../../transform/column-name.ts';
import type { LoadSession } from '../session.ts';
import { FIXED_COLUMNS } from '../views/fixed-columns.ts';
import type { SavePurpose } from './purpose.ts';

/** A variable's keys. */
export interface VariableKeys {
  readonly variableKey: number;
  readonly slot: number;
}

/**
 * Urns that say "same variable as in other tables": KLASS before Vardok, as KLASS fixes the codes
 * too. A variable of several levels of places names all their classifications, in no fixed
 * order; municipalities are what most of its values are.
 */
const CONCEPT_URNS = Object.freeze([
  /^urn:ssb:classification:klass:131$/,
  /^urn:ssb:classification:klass:\d+$/,
  /^urn:ssb:conceptvariable:vardok:\d+$/,
]);

/**
 * Makes rows for new variables and updates known ones. A new variable gets the next slot
 * and column names that no other column of the table's views has; both are for ever.
 *
 * @returns keys by variable code
 */
export async function saveVariables(
  session: LoadSession,
  datasetKey: number,
  frame: CubeFrame,
  english: CubeFrame | null,
  purpose: SavePurpose,
): Promise<ReadonlyMap<string, VariableKeys>> {
  const known = await session.db
    .selectFrom('star.dim_variable')
    .select(['code', 'slot', 'column_no', 'column_en'])
    .where('dataset_key', '=', datasetKey)
    .execute();
  const knownCodes = new Set(known.map(({ code }) => code));
  const fresh = frame.dimensions.filter(({ code }) => !knownCodes.has(code));
  const englishLabel = new Map(english?.dimensions.map(({ code, label }) => [code, label]));
  const columnsNo = namesFor(
    fresh.map(({ label, code }) => label || code),
    known.map(({ column_no }) => column_no),
    'no',
  );
  const columnsEn = namesFor(
    fresh.map(({ label, code }) => englishLabel.get(code) ?? (label || code)),
    known.map(({ column_en }) => column_en),
    'en',
  );
  const firstSlot = Math.max(0, ...known.map(({ slot }) => slot)) + 1;
  const freshAt = new Map(fresh.map(({ code }, index) => [code, index]));
  const concepts = await ensureConcepts(session, frame.dimensions);
  const rows = JSON.stringify(
    frame.dimensions.map((dimension, position) => {
      const at = freshAt.get(dimension.code) ?? 0;
      return {
        code: dimension.code,
        slot: firstSlot + at,
        role: dimension.role,
        label_no: dimension.label,
        label_en: englishLabel.get(dimension.code) ?? null,
        column_no: columnsNo[at] ?? '',
        column_en: columnsEn[at] ?? '',
        concept_key: concepts.get(conceptUrn(dimension) ?? '') ?? null,
        classifications: dimension.classifications,
        elimination_allowed: dimension.elimination?.allowed ?? null,
        elimination_code: dimension.elimination?.valueCode ?? null,
        position: purpose === 'vintage' ? position : null,
        preview_only: purpose === 'preview',
      };
    }),
  );
  if (purpose === 'vintage') {
    await sql`
      update star.dim_variable set position = null
      where dataset_key = ${datasetKey} and position is not null
        and code <> all (${frame.dimensions.map(({ code }) => code)}::text[])`.execute(session.db);
  }
  await sql`
    insert into star.dim_variable (
      dataset_key, code, slot, role, label_no, label_en, column_no, column_en, concept_key,
      classifications, elimination_allowed, elimination_code, position, preview_only)
    select ${datasetKey}, r.code, r.slot, r.role, r.label_no, r.label_en, r.column_no, r.column_en,
      r.concept_key, r.classifications, r.elimination_allowed, r.elimination_code, r.position,
      r.preview_only
    from jsonb_to_recordset(${rows}::jsonb) as r (
      code text, slot smallint, role text, label_no text, label_en text, column_no text,
      column_en text, concept_key int, classifications text[], elimination_allowed boolean,
      elimination_code text, position smallint, preview_only boolean)
    on conflict (dataset_key, code) do ${
      purpose === 'preview'
        ? sql`nothing`
        : sql`update set
      role = excluded.role, label_no = excluded.label_no, label_en = excluded.label_en,
      concept_key = excluded.concept_key, classifications = excluded.classifications,
      elimination_allowed = excluded.elimination_allowed,
      elimination_code = excluded.elimination_code, position = excluded.position,
      preview_only = false`
    }`.execute(session.db);
  const saved = await session.db
    .selectFrom('star.dim_variable')
    .select(['code', 'variable_key', 'slot'])
    .where('dataset_key', '=', datasetKey)
    .execute();
  return new Map(saved.map((row) => [row.code, { variableKey: row.variable_key, slot: row.slot }]));
}

function namesFor(labels: readonly string[], taken: readonly string[], language: 'no' | 'en') {
  const fixed = FIXED_COLUMNS[language];
  const companions = taken.map((name) => `${name}${fixed.codeSuffix}`);
  return columnNames(labels, [...fixed.all, ...taken, ...companions]);
}

function conceptUrn(dimension: Dimension): string | undefined {
  for (const pattern of CONCEPT_URNS) {
    const urn = dimension.classifications.find((candidate) => pattern.test(candidate));
    if (urn !== undefined) return urn;
  }
  return undefined;
}

async function ensureConcepts(
  { db }: LoadSession,
  dimensions: readonly Dimension[],
): Promise<ReadonlyMap<string, number>> {
  const urns = [
    ...new Set(dimensions.flatMap((dimension) => conceptUrn(dimension) ?? [])),
  ].toSorted();
  if (urns.length === 0) return new Map();
  await sql`
    insert into star.dim_concept (urn)
    select r.urn from unnest(${urns}::text[]) as r (urn)
    where not exists (select from star.dim_concept c where c.urn = r.urn)
    order by r.urn
    on conflict do nothing`.execute(db);
  const found = await db
    .selectFrom('star.dim_concept')
    .select(['urn', 'concept_key'])
    .where('urn', 'in', urns)
    .execute();
  return new Map(found.map((row) => [row.urn, row.concept_key]));
}
