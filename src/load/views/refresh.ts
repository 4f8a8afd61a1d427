import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { StatbankError } from '../../errors/statbank-error.ts';
import { ROLES } from '../../postgres/roles/names.ts';
import { quoteIdentifier } from '../../transform/identifier.ts';
import { waitAtMost } from '../patience.ts';
import { sqlLiteral } from '../../transform/sql-literal.ts';
import type { LoadSession } from '../session.ts';
import type { ViewColumn } from './columns.ts';
import {
  createStatement,
  previewDefinitions,
  type ViewDefinition,
  viewDefinitions,
} from './definitions.ts';
import { refreshSeriesLabels } from './series-labels.ts';
import { readTableShape } from './table-shape.ts';

/**
 * Makes a table's views and what they read of its series, or brings both up to date, within
 * the publishing transaction.
 *
 * A view that exists keeps all its columns, in their order and with their names, and gets
 * new ones at the end; it is never dropped. Nothing is done, and no lock taken, when all are
 * there and the definitions are those of the last time.
 *
 * @throws StatbankError SB_LOAD_INTEGRITY if a view in mart was altered by hand
 */
export async function refreshViews(
  session: LoadSession,
  datasetKey: number,
  { relabelled }: { readonly relabelled: boolean },
): Promise<void> {
  await withoutLongWait(session, async () => refreshSeriesLabels(session, datasetKey, relabelled));
  const shape = await readTableShape(session, datasetKey);
  const definitions = viewDefinitions(shape);
  const signature = createHash('sha256')
    .update(
      JSON.stringify(
        definitions.map((view) => [
          view.comment,
          createStatement(view, view.columns),
          view.columns,
        ]),
      ),
    )
    .digest('hex');
  if (signature === shape.signature && (await allExist(session, definitions))) return;
  await createViews(session, definitions);
  await session.db
    .updateTable('star.dim_dataset')
    .set({ views_signature: signature })
    .where('dataset_key', '=', datasetKey)
    .execute();
}

async function allExist(
  session: LoadSession,
  definitions: readonly ViewDefinition[],
): Promise<boolean> {
  return (await existingColumns(session, definitions)).size === definitions.length;
}

/** Makes a table's preview views, or brings them up to date, within the holding transaction. */
export async function refreshPreview(session: LoadSession, datasetKey: number): Promise<void> {
  await createViews(session, previewDefinitions(await readTableShape(session, datasetKey)));
}

/** Makes views of one schema, or gives those that are there their new columns and comments. */
export async function createViews(
  session: LoadSession,
  definitions: readonly ViewDefinition[],
): Promise<void> {
  const existing = await existingColumns(session, definitions);
  const statements = definitions.flatMap((view) =>
    statementsFor(view, inOrder(view, existing.get(view.name) ?? [])),
  );
  const asLoader = await mayActAsLoader(session, definitions[0]?.schema ?? 'mart');
  const all = asLoader
    ? [`set local role ${ROLES.loader}`, ...statements, 'reset role']
    : statements;
  await withoutLongWait(session, async () => sql.raw(all.join(';\n')).execute(session.db));
}

async function withoutLongWait(session: LoadSession, work: () => Promise<unknown>): Promise<void> {
  await waitAtMost(session, 'lock_timeout', MAX_LOCK_WAIT_MS);
  await work();
  await sql`set local lock_timeout to default`.execute(session.db);
}

/**
 * A view that changes waits for every query that reads it, and all later readers wait behind
 * it. After so long the table had better fail, and be published another night.
 */
const MAX_LOCK_WAIT_MS = 10_000;

/**
 * Whether the loader's role can make the views. It should, where it is set up: it owns them
 * then, every login that loads can extend them, and readers may read them.
 */
async function mayActAsLoader({ db }: LoadSession, schema: string): Promise<boolean> {
  const found = await sql<{ may: boolean }>`
    select coalesce(
      pg_has_role(to_regrole(${ROLES.loader}),
        case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)
      and has_schema_privilege(to_regrole(${ROLES.loader}), ${schema}, 'create'), false) as may`.execute(
    db,
  );
  return found.rows[0]?.may === true;
}

/** Column names, in order, of those of the views that exist. All are in one schema. */
async function existingColumns(
  { db }: LoadSession,
  views: readonly ViewDefinition[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await sql<{ view: string; columns: readonly string[] }>`
    select c.relname as view, array_agg(a.attname::text order by a.attnum) as columns
    from pg_catalog.pg_class as c
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = ${views[0]?.schema ?? 'mart'}::regnamespace
      and c.relname = any (${views.map(({ name }) => name)}::text[])
    group by c.relname`.execute(db);
  return new Map(found.rows.map(({ view, columns }) => [view, columns]));
}

function statementsFor(view: ViewDefinition, columns: readonly ViewColumn[]): readonly string[] {
  const name = `${view.schema}.${quoteIdentifier(view.name)}`;
  return [
    createStatement(view, columns),
    `comment on view ${name} is ${sqlLiteral(view.comment)}`,
    ...columns.map(
      (column) =>
        `comment on column ${name}.${quoteIdentifier(column.name)} is ${sqlLiteral(column.comment)}`,
    ),
  ];
}

/** The columns that are there in their order, then the new ones. */
function inOrder(view: ViewDefinition, existing: readonly string[]): readonly ViewColumn[] {
  const wanted = new Map(view.columns.map((column) => [column.name, column]));
  const kept = existing.map((name) => {
    const column = wanted.get(name);
    if (column !== undefined) return column;
    throw new StatbankError(
      'SB_LOAD_INTEGRITY',
      `The view ${view.schema}.${view.name} has a column ${JSON.stringify(name)} that this program did not make. Drop the view or give it another name; it is made anew at the next publication.`,
      { context: { view: view.name, column: name } },
    );
  });
  const names = new Set(existing);
  return [...kept, ...view.columns.filter(({ name }) => !names.has(name))];
}
