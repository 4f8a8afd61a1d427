import { z } from 'zod';
import type { Dashboard, DashboardCard } from './dashboard.ts';
import type { MetabaseApi } from './metabase-api.ts';

/** The database as Metabase reaches it. */
export interface MetabaseDatabase {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** A secret. */
  readonly password: string;
  /** How the address asks for encryption (libpq's `sslmode`); null if it does not say. */
  readonly sslMode: string | null;
}

/** Modes of libpq that never go without encryption; Metabase has the same words for them. */
const ENCRYPTED: ReadonlySet<string | null> = new Set(['require', 'verify-ca', 'verify-full']);

/** What is there now. */
export interface PublishedDashboard {
  readonly database: number;
  readonly dashboard: number;
  readonly cards: number;
}

const ID = z.looseObject({ id: z.int() });
const NAMED = z.looseObject({ id: z.int(), name: z.string() });
const DATABASES = z.looseObject({ data: z.array(NAMED) });
const COLLECTIONS = z.array(
  z.looseObject({ id: z.union([z.int(), z.string()]), name: z.string() }),
);
const ITEMS = z.looseObject({ data: z.array(NAMED.extend({ model: z.string() })) });

/**
 * Brings database, collection, questions and dashboard up to date, each found by its name: what is
 * there is changed, what is not is made, and nothing else is touched.
 *
 * @throws StatbankError SB_METABASE
 */
export async function publishDashboard(
  api: MetabaseApi,
  database: MetabaseDatabase,
  dashboard: Dashboard,
): Promise<PublishedDashboard> {
  const databaseId = await putDatabase(api, database);
  const collection = await putCollection(api, database.name);
  const { data: items } = await api.get(`/api/collection/${collection}/items?limit=500`, ITEMS);
  const idOf = (model: string, name: string): number | null =>
    items.find((item) => item.model === model && item.name === name)?.id ?? null;
  const put = async (path: string, id: number | null, body: object): Promise<number> => {
    const [method, address] =
      id === null ? (['post', path] as const) : (['put', `${path}/${id}`] as const);
    return (await api.send(method, address, body, ID)).id;
  };

  const cards: { readonly id: number; readonly card: DashboardCard }[] = [];
  for (const card of dashboard.cards) {
    const body = questionOf(card, databaseId, collection);
    cards.push({ card, id: await put('/api/card', idOf('card', card.name), body) });
  }
  const { name, description } = dashboard;
  const known = idOf('dashboard', name);
  const id = await put('/api/dashboard', known, { name, description, collection_id: collection });
  await api.send('put', `/api/dashboard/${id}`, { dashcards: cards.map(placed) }, ID);
  return { database: databaseId, dashboard: id, cards: cards.length };
}

async function putDatabase(
  api: MetabaseApi,
  { name, host, port, database, user, password, sslMode }: MetabaseDatabase,
): Promise<number> {
  const { data } = await api.get('/api/database', DATABASES);
  const known = data.find((each) => each.name === name);
  const body = {
    name,
    engine: 'postgres',
    details: {
      host,
      port,
      dbname: database,
      user,
      password,
      ...(ENCRYPTED.has(sslMode) ? { ssl: true, 'ssl-mode': sslMode } : { ssl: false }),
      'schema-filters-type': 'inclusion',
      'schema-filters-patterns': 'mart',
    },
  };
  return known === undefined
    ? (await api.send('post', '/api/database', body, ID)).id
    : (await api.send('put', `/api/database/${known.id}`, body, ID)).id;
}

async function putCollection(api: MetabaseApi, name: string): Promise<number> {
  const known = (await api.get('/api/collection', COLLECTIONS)).find((each) => each.name === name);
  if (known !== undefined && typeof known.id === 'number') return known.id;
  return (await api.send('post', '/api/collection', { name }, ID)).id;
}

function questionOf(
  { name, description, display, sql, settings }: DashboardCard,
  database: number,
  collection: number,
) {
  return {
    name,
    description,
    display,
    visualization_settings: settings,
    dataset_query: { type: 'native', database, native: { query: sql, 'template-tags': {} } },
    collection_id: collection,
  };
}

/** Metabase makes what has a negative id anew and gives up what is not in the list. */
function placed(
  { id, card: { place } }: { readonly id: number; readonly card: DashboardCard },
  index: number,
) {
  return {
    id: -1 - index,
    card_id: id,
    row: place.row,
    col: place.col,
    size_x: place.width,
    size_y: place.height,
    parameter_mappings: [],
    visualization_settings: {},
  };
}
