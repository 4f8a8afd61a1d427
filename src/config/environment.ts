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
  /** Base address that stands in for SSB's own, without a trailing slash. */
  readonly ssbUrl: string | null;
  /** Who is asking, for the User-Agent: an address or a page where the source can reach us. */
  readonly contact: string | null;
  /** Name of the address that requests leave from: callers with the same name share a budget. */
  readonly egress: string;
  /** How long a process may be silent before others take over its work. */
  readonly leaseSeconds: number;
  /** Where summaries are posted. Its path is a secret: never to be printed. */
  readonly webhook: string | null;
  readonly logLevel: LogLevel;
  /** Whether errors are printed with their stack. */
  readonly debug: boolean;
  /** Step at which the process is to be killed, for rehearsals; null for none. */
  readonly crashAt: string | null;
}

const webAddress = z
  .url({ protocol: /^https?$/ })
  .refine((address) => !address.includes('@'))
  .transform((address) => address.replace(/\/+$/, ''));

/** What a variable accepts, in the words of the error. */
const ACCEPTS = z.registry<{ readonly accepts: string }>();

/** Every variable that the program reads. */
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
  STATBANK_SSB_URL: webAddress.optional().register(ACCEPTS, {
    accepts: 'an http or https address without user or password',
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
  STATBANK_WEBHOOK: webAddress.optional().register(ACCEPTS, {
    accepts: 'an http or https address without user or password',
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
  if (!result.success) throw wrongVariables(result.error);
  const values = result.data;
  const home = path.resolve(folder, values.STATBANK_HOME);
  const resolved = (file: string | undefined) =>
    file === undefined ? null : path.resolve(folder, file);
  return Object.freeze({
    databaseUrl: values.DATABASE_URL ?? null,
    home,
    archive: resolved(values.STATBANK_ARCHIVE) ?? path.join(home, 'archive'),
    catalogue: resolved(values.STATBANK_CATALOGUE),
    ssbUrl: values.STATBANK_SSB_URL ?? null,
    contact: values.STATBANK_CONTACT ?? null,
    egress: values.STATBANK_EGRESS,
    leaseSeconds: values.STATBANK_LEASE_SECONDS,
    webhook: values.STATBANK_WEBHOOK ?? null,
    logLevel: values.STATBANK_LOG_LEVEL,
    debug: values.STATBANK_DEBUG,
    crashAt: values.STATBANK_FAULTS ? (values.STATBANK_CRASH_AT ?? null) : null,
  });
}

function wrongVariables(error: z.ZodError): StatbankError {
  const wrong = new Set(error.issues.map((issue) => issue.path[0]));
  const schemas = Object.entries(VARIABLES.shape).filter(([name]) => wrong.has(name));
  return new StatbankError(
    'SB_CONFIG_ENVIRONMENT',
    schemas
      .map(([name, schema]) => `${name} is wrong: it takes ${ACCEPTS.get(schema)?.accepts}.`)
      .join(' '),
    { context: { variables: schemas.map(([name]) => name) } },
  );
}
