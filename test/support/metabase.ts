import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { afterThisTest } from './cleanup.ts';
import { startServer } from './http-server.ts';

const text = z.string().min(1);
const id = z.int().positive();
const strict = z.strictObject;

/** What Metabase's API takes (documentation of v0.52, `/api/setup` to `/api/dashboard`), and nothing more. */
const BODIES = Object.freeze({
  setup: strict({
    token: text,
    user: strict({ email: z.email(), password: z.string().min(6), site_name: text }),
    prefs: strict({
      site_name: text,
      site_locale: z.enum(['nb', 'en']),
      allow_tracking: z.boolean(),
    }),
  }),
  session: strict({ username: z.email(), password: text }),
  database: strict({
    name: text,
    engine: z.literal('postgres'),
    details: strict({
      host: text,
      port: id,
      dbname: text,
      user: text,
      password: text,
      ssl: z.boolean(),
      'ssl-mode': z.enum(['allow', 'prefer', 'require', 'verify-ca', 'verify-full']).optional(),
      'schema-filters-type': z.enum(['all', 'inclusion', 'exclusion']),
      'schema-filters-patterns': text,
    }),
  }),
  collection: strict({ name: text }),
  card: strict({
    name: text,
    description: text,
    display: z.enum(['table', 'bar', 'line', 'row', 'pie', 'scalar']),
    visualization_settings: z.record(text, z.unknown()),
    dataset_query: strict({
      type: z.literal('native'),
      database: id,
      native: strict({ query: text, 'template-tags': strict({}) }),
    }),
    collection_id: id,
  }),
  dashboard: strict({
    name: text.optional(),
    description: text.optional(),
    collection_id: id.optional(),
    dashcards: z
      .array(
        strict({
          id: z.int(),
          card_id: id,
          row: z.int().nonnegative(),
          col: z.int().min(0).max(23),
          size_x: z.int().min(1).max(24),
          size_y: z.int().min(1),
          parameter_mappings: z.array(z.never()),
          visualization_settings: strict({}),
        }),
      )
      .optional(),
  }),
});

type Kind = 'database' | 'collection' | 'card' | 'dashboard';
type Body<Name extends keyof typeof BODIES> = z.output<(typeof BODIES)[Name]>;

/** A stand-in for a Metabase: strict about what it takes, with nothing behind it. */
export interface FakeMetabase {
  readonly url: string;
  /** What was made, in the order of the ids, which begin at 1. */
  readonly made: {
    readonly database: Body<'database'>[];
    readonly collection: Body<'collection'>[];
    readonly card: Body<'card'>[];
    readonly dashboard: Body<'dashboard'>[];
  };
  /** Methods and paths, in order. */
  readonly asked: readonly string[];
}

/** Starts one that nobody has set up, for the rest of the test. */
export async function startMetabase(): Promise<FakeMetabase> {
  const made: FakeMetabase['made'] = { database: [], collection: [], card: [], dashboard: [] };
  const asked: string[] = [];
  let admin: { readonly email: string; readonly password: string } | null = null;

  const list = (kind: Kind): readonly object[] =>
    made[kind].map((body, index) => ({ ...body, id: index + 1, model: kind }));

  const answer = async (request: IncomingMessage): Promise<readonly [number, unknown]> => {
    const { method = '', url = '' } = request;
    const { pathname } = new URL(url, 'http://metabase');
    asked.push(`${method} ${pathname}`);
    const body: unknown = method === 'GET' ? null : await json(request);
    const refused = (error: z.ZodError): readonly [number, unknown] => [
      400,
      {
        errors: Object.fromEntries(
          error.issues.map(({ path, message }) => [path.join('.'), message]),
        ),
      },
    ];
    if (pathname === '/api/session/properties') {
      return [
        200,
        { 'has-user-setup': admin !== null, 'setup-token': admin === null ? 'token' : null },
      ];
    }
    if (pathname === '/api/setup') {
      const read = BODIES.setup.safeParse(body);
      if (!read.success) return refused(read.error);
      if (admin !== null || read.data.token !== 'token') return [403, 'The setup token is used.'];
      admin = read.data.user;
      return [200, { id: 'session' }];
    }
    if (pathname === '/api/session') {
      const read = BODIES.session.safeParse(body);
      if (!read.success) return refused(read.error);
      const right = admin?.email === read.data.username && admin.password === read.data.password;
      return right ? [200, { id: 'session' }] : [401, { errors: { password: 'did not match' } }];
    }
    if (request.headers['x-metabase-session'] !== 'session') return [401, 'Unauthenticated'];
    const [, kind = '', number = ''] =
      /^\/api\/(database|collection|card|dashboard)(?:\/(\d+)(?:\/items)?)?$/.exec(pathname) ?? [];
    if (!isKind(kind)) return [404, 'API endpoint does not exist.'];
    if (method === 'GET') {
      if (pathname.endsWith('/items'))
        return [200, { data: [...list('card'), ...list('dashboard')] }];
      return [200, kind === 'database' ? { data: list(kind) } : list(kind)];
    }
    const read = BODIES[kind].safeParse(body);
    if (!read.success) return refused(read.error);
    const rows: object[] = made[kind];
    const place = method === 'POST' ? rows.length : Number(number) - 1;
    if (place > rows.length || (method === 'PUT' && rows[place] === undefined))
      return [404, 'Not found.'];
    rows[place] = { ...rows[place], ...read.data };
    return [200, { ...rows[place], id: place + 1 }];
  };

  const server = await startServer((request, response) => {
    void answer(request).then(([status, value]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    });
  });
  afterThisTest(async () => server.close());
  return { url: server.url, made, asked };
}

function isKind(text: string): text is Kind {
  return ['database', 'collection', 'card', 'dashboard'].includes(text);
}
