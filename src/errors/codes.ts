/**
 * Exit codes of the program, by the kind of thing that went wrong. Alerting may
 * branch on them, so a number is never reused for another meaning.
 */
export const EXIT = Object.freeze({
  ok: 0,
  unexpected: 1,
  usage: 2,
  partial: 3,
  source: 4,
  database: 5,
  configuration: 6,
  data: 7,
  archive: 8,
  difference: 9,
  held: 10,
  interrupted: 130,
});

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Every error code with its exit code. `docs/errors.md` explains each one; a test
 * keeps the two lists equal. Prefixes name the area: SB_CONFIG, SB_HTTP, SB_SOURCE,
 * SB_CUBE, SB_ARCHIVE, SB_DB, SB_LOAD.
 */
export const ERROR_CODES = Object.freeze({
  SB_USAGE: EXIT.usage,
  SB_UNEXPECTED: EXIT.unexpected,
  SB_INTERRUPTED: EXIT.interrupted,
  SB_PARTIAL: EXIT.partial,

  SB_CONFIG_ENVIRONMENT: EXIT.configuration,
  SB_CONFIG_CATALOGUE: EXIT.configuration,
  SB_CONFIG_REPORT: EXIT.configuration,
  SB_CONFIG_UNKNOWN_PROVIDER: EXIT.configuration,

  SB_HTTP_NETWORK: EXIT.source,
  SB_HTTP_STATUS: EXIT.source,
  SB_HTTP_TIMEOUT: EXIT.source,
  SB_HTTP_TLS: EXIT.source,
  SB_HTTP_BODY: EXIT.source,
  SB_HTTP_TOO_LARGE: EXIT.source,
  SB_HTTP_REDIRECT: EXIT.source,
  SB_HTTP_FORBIDDEN: EXIT.source,
  SB_HTTP_PAUSED: EXIT.source,

  SB_SOURCE_NO_SUCH_TABLE: EXIT.source,
  SB_SOURCE_SELECTION: EXIT.source,
  SB_SOURCE_TOO_MANY_CELLS: EXIT.source,
  SB_SOURCE_RESPONSE: EXIT.data,

  SB_DOCUMENT_INVALID: EXIT.data,

  SB_TORN_READ: EXIT.source,

  SB_JSON_SYNTAX: EXIT.data,
  SB_JSON_DUPLICATE_KEY: EXIT.data,
  SB_JSON_TEXT: EXIT.data,
  SB_CUBE_INVALID: EXIT.data,
  SB_CUBE_SELECTION: EXIT.data,
  SB_CLASSIFICATION_INVALID: EXIT.data,

  SB_ARCHIVE_MISSING: EXIT.archive,
  SB_ARCHIVE_CORRUPT: EXIT.archive,
  SB_ARCHIVE_WRITE: EXIT.archive,

  SB_DB_CONNECT: EXIT.database,
  SB_DB_EMBEDDED: EXIT.database,
  SB_DB_QUERY: EXIT.database,
  SB_DB_MIGRATION: EXIT.database,
  SB_DB_MIGRATION_CHANGED: EXIT.database,
  SB_DB_SCHEMA_NEWER: EXIT.database,
  SB_DB_SCHEMA_DRIFT: EXIT.difference,

  SB_LOAD_EMPTY: EXIT.data,
  SB_LOAD_INTEGRITY: EXIT.data,
  SB_LOAD_NOTHING_TO_REPLAY: EXIT.archive,
  SB_LOAD_OVERTAKEN: EXIT.database,
  SB_LEASE_LOST: EXIT.interrupted,
  SB_REBUILD_DIFFERENT: EXIT.difference,
  SB_GATE_NOTHING_HELD: EXIT.usage,
  SB_EVIDENCE_CELL: EXIT.usage,
  SB_EVIDENCE_BROKEN: EXIT.difference,

  SB_REPORT_UNKNOWN: EXIT.usage,

  SB_OUTPUT_WRITE: EXIT.configuration,
  SB_METABASE: EXIT.configuration,

  SB_SIMULATOR_TABLE: EXIT.configuration,
  SB_SIMULATOR_REVISION: EXIT.configuration,
  SB_SIMULATOR_TIMELINE: EXIT.configuration,
} satisfies Record<string, ExitCode>);

export type ErrorCode = keyof typeof ERROR_CODES;
