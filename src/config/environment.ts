import path from 'node:path';
import { z } from 'zod';
import { StatbankError } from '../errors/statbank-error.ts';

/** pino's levels, from everything to nothing. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Settings of one run, from the environment and the global options. All paths are absolute. */
export interface Environment {
  /** With its password: never to be printed. Null means the embedded server. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded server, its state, and by default the archive. */
  readonly home: string;
  readonly archive: string;
  /** Null means `catalogue.yaml` in the current folder, else the packaged one. */
  readonly catalogue: string | null;
  /** Base addresses that stand in for the sources' own, by provider id; without a trailing slash. */
  readonly providerUrls: ReadonlyMap<string, string>;
  /** Who is asking, for the User-Agent: an address or a page where the source can reach us. */
  readonly contact: string | null;
  /** Name of the address that requests leave from: callers with the same name share a budget. */
  readonly egress: string;
  /** How long a process may be silent before others take over its work. */
  readonly leaseSeconds: number;
  /** Cells from which a table gets a bucket of its own. */
  readonly largeTable: number;
  /** Where summaries are posted. Its path is a secret: never to be printed. */
  readonly webhook: string | null;
  /** Of whoever administers Metabase: never to be printed. */
  readonly metabasePassword: string | null;
  /** Where OpenLineage events are posted; null for nowhere. */
  readonly lineageUrl: string | null;
  /** File that they are appended to instead. */
  readonly lineageFile: string | null;
  /** Key for the lineage service: never to be printed. */
  readonly lineageKey: string | null;
  /** Namespace of our jobs in the lineage service. */
  readonly lineageNamespace: string;
  readonly logLevel: LogLevel;
  /** Whether errors are printed with their stack. */
  readonly debug: boolean;
  /** Step at which the process is to be killed, for rehearsals; null for none. */
  readonly crashAt: string | null;
}

const WEB_ADDRESS = z
  .url({ protocol: /^https?$/ })
  .refine((address) => !address.includes('@'))
  .transform((address) => address.replace(/\/+$/, ''));

const WEB_ADDRESS_WORDS = 'an http or https address without user or password';

/** What a variable accepts, in the words of the error. */
const ACCEPTS = z.registry<{ readonly accepts: string }>();

/** `STATBANK_SSB_URL`, `STATBANK_DFO_ACCOUNTS_URL`: the provider's id in capitals, with _ for -. */
const PROVIDER_VARIABLE = /^STATBANK_([A-Z][A-Z0-9_]*)_URL$/;

/** Every variable that the program reads, and the pattern `STATBANK_<PROVIDER>_URL`. */
export const VARIABLES = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .register(ACCEPTS, {
      accepts: 'an address such as postgres://user:password@host:5432/database',
    }),
  STATBANK_HOME: z.string().default('.statbank').register(ACCEPTS, {
    accepts: 'a folder',
  }),
  STATBANK_ARCHIVE: z.string().optional().register(ACCEPTS, {
    accepts: 'a folder',
  }),
  STATBANK_CATALOGUE: z.string().optional().register(ACCEPTS, {
    accepts: 'a YAML file',
  }),
  STATBANK_SSB_URL: WEB_ADDRESS.optional().register(ACCEPTS, {
    accepts: WEB_ADDRESS_WORDS,
  }),
  STATBANK_CONTACT: z
    .string()
    .regex(/^[\u0020-\u007E]{1,200}$/)
    .optional()
    .register(ACCEPTS, {
      accepts: 'at most 200 printable ASCII characters',
    }),
  STATBANK_EGRESS: z
    .string()
    .regex(/^[A-Za-z0-9_.:-]{1,64}$/)
    .default('default')
    .register(ACCEPTS, {
      accepts: '1 to 64 letters, digits, and _ . : -',
    }),
  STATBANK_LEASE_SECONDS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .default('60')
    .transform(Number)
    .register(ACCEPTS, {
      accepts: 'whole seconds, 1 to 99999',
    }),
  // Half a full response of SSB. Below some 40,000 cells making a bucket costs more than it saves.
  STATBANK_LARGE_TABLE: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .default('400000')
    .transform(Number)
    .register(ACCEPTS, {
      accepts: 'a number of cells, 1 to 999999999',
    }),
  STATBANK_WEBHOOK: WEB_ADDRESS.optional().register(ACCEPTS, {
    accepts: WEB_ADDRESS_WORDS,
  }),
  // Metabase refuses shorter ones, and those without a digit.
  STATBANK_METABASE_PASSWORD: z
    .string()
    .regex(/^(?=.*\d)\P{Cc}{6,200}$/u)
    .optional()
    .register(ACCEPTS, {
      accepts: 'at least six signs, one of them a digit',
    }),
  STATBANK_OPENLINEAGE_URL: WEB_ADDRESS.optional().register(ACCEPTS, {
    accepts: 'an http or https address without user or password',
  }),
  STATBANK_OPENLINEAGE_FILE: z.string().optional().register(ACCEPTS, {
    accepts: 'a file',
  }),
  STATBANK_OPENLINEAGE_API_KEY: z
    .string()
    .regex(/^[\u0021-\u007E]{1,500}$/)
    .optional()
    .register(ACCEPTS, {
      accepts: 'at most 500 printable ASCII characters without spaces',
    }),
  STATBANK_OPENLINEAGE_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9_.:/-]{1,200}$/)
    .default('statbank')
    .register(ACCEPTS, {
      accepts: '1 to 200 letters, digits, and _ . : / -',
    }),
  STATBANK_LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('warn')
    .register(ACCEPTS, {
      accepts: `one of ${LOG_LEVELS.join(', ')}`,
    }),
  STATBANK_DEBUG: z.stringbool().default(false).register(ACCEPTS, {
    accepts: 'true or false, 1 or 0, yes or no',
  }),
  STATBANK_FAULTS: z.stringbool().default(false).register(ACCEPTS, {
    accepts: 'true or false, 1 or 0, yes or no',
  }),
  STATBANK_CRASH_AT: z
    .string()
    .regex(/^(?:before|after)-[a-z-]+(?::[1-9]\d{0,5})?(?::SIG(?:KILL|TERM|STOP))?$/)
    .optional()
    .register(ACCEPTS, {
      accepts: 'a step such as before-commit, with :2 for the second time and perhaps :SIGTERM',
    }),
});

/**
 * Reads and checks the settings. An empty variable counts as one that is not set.
 *
 * @param variables the process environment, with global options already laid over it
 * @param folder what relative paths start from
 * @throws SB_CONFIG_ENVIRONMENT with the name of every wrong variable and what it
 * accepts. Never with its value, which may hold a password.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  folder: string,
): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = VARIABLES.safeParse(set);
  const addresses = Object.entries(set).flatMap(([name, value]) => {
    const id = PROVIDER_VARIABLE.exec(name)?.[1]?.toLowerCase().replaceAll('_', '-');
    return id === undefined ? [] : [{ name, id, ...WEB_ADDRESS.safeParse(value) }];
  });
  if (!result.success || addresses.some(({ success }) => !success)) {
    throw wrongVariables([
      ...(result.error?.issues.map(({ path: [name] }) => String(name)) ?? []),
      ...addresses.filter(({ success }) => !success).map(({ name }) => name),
    ]);
  }
  const values = result.data;
  const home = path.resolve(folder, values.STATBANK_HOME);
  const resolved = (file: string | undefined) =>
    file === undefined ? null : path.resolve(folder, file);
  return Object.freeze({
    databaseUrl: values.DATABASE_URL ?? null,
    home,
    archive: resolved(values.STATBANK_ARCHIVE) ?? path.join(home, 'archive'),
    catalogue: resolved(values.STATBANK_CATALOGUE),
    providerUrls: new Map(addresses.map(({ id, data }) => [id, data ?? ''])),
    contact: values.STATBANK_CONTACT ?? null,
    egress: values.STATBANK_EGRESS,
    leaseSeconds: values.STATBANK_LEASE_SECONDS,
    largeTable: values.STATBANK_LARGE_TABLE,
    webhook: values.STATBANK_WEBHOOK ?? null,
    metabasePassword: values.STATBANK_METABASE_PASSWORD ?? null,
    lineageUrl: values.STATBANK_OPENLINEAGE_URL ?? null,
    lineageFile: resolved(values.STATBANK_OPENLINEAGE_FILE),
    lineageKey: values.STATBANK_OPENLINEAGE_API_KEY ?? null,
    lineageNamespace: values.STATBANK_OPENLINEAGE_NAMESPACE,
    logLevel: values.STATBANK_LOG_LEVEL,
    debug: values.STATBANK_DEBUG,
    crashAt: values.STATBANK_FAULTS ? (values.STATBANK_CRASH_AT ?? null) : null,
  });
}

function wrongVariables(names: readonly string[]): StatbankError {
  const wrong = new Set(names);
  const accepts = new Map<string, string | undefined>(
    Object.entries(VARIABLES.shape).map(([name, schema]) => [name, ACCEPTS.get(schema)?.accepts]),
  );
  return new StatbankError(
    'SB_CONFIG_ENVIRONMENT',
    [...wrong]
      .map((name) => `${name} is wrong: it takes ${accepts.get(name) ?? WEB_ADDRESS_WORDS}.`)
      .join(' '),
    { context: { variables: [...wrong] } },
  );
}
