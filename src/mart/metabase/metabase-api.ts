import axios from 'axios';
import { z } from 'zod';
import { StatbankError } from '../../errors/statbank-error.ts';

/** A Metabase that somebody is logged in to. */
export interface MetabaseApi {
  get<Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer>;
  send<Answer>(
    method: 'post' | 'put',
    path: string,
    body: object,
    schema: z.ZodType<Answer>,
  ): Promise<Answer>;
}

/** Who administers it: the first person of a new Metabase, or one who is there. */
export interface MetabaseLogin {
  readonly email: string;
  /** A secret. */
  readonly password: string;
}

/** Metabase takes a moment to look at a database that is added. */
const TIMEOUT_MS = 60_000;

const PROPERTIES = z.looseObject({
  'has-user-setup': z.boolean(),
  'setup-token': z.string().nullish(),
});
const SESSION = z.looseObject({ id: z.string() });

/**
 * Logs in to a Metabase, and makes its first person where there is none (Metabase's API,
 * `/api/setup` and `/api/session`).
 *
 * @param siteName what a new Metabase is called
 * @throws StatbankError SB_METABASE if it does not answer, answers otherwise than its API says, or refuses
 */
export async function openMetabase(
  url: string,
  { email, password }: MetabaseLogin,
  site: { readonly name: string; readonly locale: string },
  signal: AbortSignal,
): Promise<MetabaseApi> {
  const session: { id: string | null } = { id: null };
  const call = async <Answer>(
    method: 'get' | 'post' | 'put',
    path: string,
    body: object | null,
    schema: z.ZodType<Answer>,
  ): Promise<Answer> => {
    const answer = await axios
      .request<unknown>({
        method,
        url: `${url}${path}`,
        ...(body === null ? {} : { data: body }),
        headers: session.id === null ? {} : { 'X-Metabase-Session': session.id },
        timeout: TIMEOUT_MS,
        // Statuses are told below; a redirect would carry the session elsewhere.
        validateStatus: () => true,
        maxRedirects: 0,
        signal,
      })
      .catch((error: unknown) => {
        throw failed(`${method.toUpperCase()} ${path} had no answer`, { code: codeOf(error) });
      });
    if (answer.status < 200 || answer.status > 299) {
      throw failed(`${method.toUpperCase()} ${path} was refused with HTTP ${answer.status}`, {
        status: answer.status,
        fields: refusedFields(answer.data),
      });
    }
    const read = schema.safeParse(answer.data);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw failed(
      `${method.toUpperCase()} ${path} answered otherwise than Metabase’s API says, at /${issue?.path.join('/') ?? ''}`,
      {},
    );
  };

  const properties = await call('get', '/api/session/properties', null, PROPERTIES);
  const isNew = !properties['has-user-setup'];
  const opened = isNew
    ? await call(
        'post',
        '/api/setup',
        {
          token: properties['setup-token'],
          user: { email, password, site_name: site.name },
          prefs: { site_name: site.name, site_locale: site.locale, allow_tracking: false },
        },
        SESSION,
      )
    : await call('post', '/api/session', { username: email, password }, SESSION);
  session.id = opened.id;
  return {
    get: async (path, schema) => call('get', path, null, schema),
    send: async (method, path, body, schema) => call(method, path, body, schema),
  };

  function failed(what: string, context: Readonly<Record<string, unknown>>): StatbankError {
    const { host } = new URL(url);
    return new StatbankError(
      'SB_METABASE',
      `Metabase at ${host}: ${what}. Check the address, the e-mail address and STATBANK_METABASE_PASSWORD.`,
      { context: { host, ...context } },
    );
  }
}

function codeOf(error: unknown): string | null {
  return axios.isAxiosError(error) ? (error.code ?? null) : null;
}

/** Which fields it complains of, never what was in them. */
function refusedFields(body: unknown): readonly string[] {
  const { success, data } = z.object({ errors: z.record(z.string(), z.unknown()) }).safeParse(body);
  return success ? Object.keys(data.errors) : [];
}
