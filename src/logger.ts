import { pino, type DestinationStream, type Logger } from 'pino';
import { z } from 'zod';
import { withoutPasswords } from './errors/without-passwords.ts';

/** Where a log goes: lines for a person at a terminal, JSON for everything else. */
export interface LoggerOptions {
  readonly level: string;
  /** Whether a person reads along; decides the form only. */
  readonly terminal: boolean;
  readonly write: (text: string) => void;
  /** Whether errors carry their stack. */
  readonly debug?: boolean;
}

const SECRET_KEYS = ['password', 'token', 'secret', 'authorization', 'cookie', 'databaseUrl'];

/**
 * A logger that writes to one sink and never lets a password through: neither under the
 * usual names nor inside an address.
 */
export function createLogger(options: LoggerOptions): Logger {
  const stream: DestinationStream = {
    write: (line) => {
      const safe = withoutPasswords(line);
      options.write(options.terminal ? readable(safe) : safe);
    },
  };
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '***' },
      serializers: { err: (error: unknown) => describeError(error, options.debug === true) },
    },
    stream,
  );
}

function describeError(error: unknown, withStack: boolean): unknown {
  if (!(error instanceof Error)) return error;
  return {
    code: 'code' in error ? error.code : error.name,
    message: error.message,
    ...('context' in error ? { context: error.context } : {}),
    ...(withStack ? { stack: error.stack } : {}),
  };
}

const LINE = z.looseObject({
  time: z.string(),
  level: z.string(),
  msg: z.string().default(''),
  err: z
    .looseObject({ code: z.string(), message: z.string(), stack: z.string().exactOptional() })
    .exactOptional(),
});

/** Tell programs which line belongs to which; a person at a terminal sees one run. */
const FOR_PROGRAMS = new Set(['runId', 'taskId']);

/** `12:34:56 warn message key=value`: what a person reads between two results. */
function readable(line: string): string {
  const { time, level, msg, err, ...rest } = LINE.parse(JSON.parse(line));
  const facts = {
    ...rest,
    ...(err === undefined ? {} : { code: err.code }),
    ...(err === undefined || err.message === msg ? {} : { error: err.message }),
  };
  const details = Object.entries(facts)
    .filter(([key]) => !FOR_PROGRAMS.has(key))
    .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${time.slice(11, 19)} ${level} ${msg}${details.join('')}\n${err?.stack === undefined ? '' : `${err.stack}\n`}`;
}
