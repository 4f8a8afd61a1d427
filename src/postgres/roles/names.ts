/** The roles of a database of ours. None can log in: they are granted to those that do. */
export const ROLES = Object.freeze({
  /** Owns all schemas; may migrate, prune and do what a loader may. */
  owner: 'statbank_owner',
  /** May publish: writes ops, star and report, adds to raw, makes views in mart. */
  loader: 'statbank_loader',
  /** May read the views in mart and mart_preview. */
  reader: 'statbank_reader',
});

export type RoleName = (typeof ROLES)[keyof typeof ROLES];

/** Schemas that readers see; views in them are made as tables are published. */
export const READER_SCHEMAS = Object.freeze(['mart', 'mart_preview']);

/** Every schema of ours. */
export const OUR_SCHEMAS = Object.freeze([
  'statbank_meta',
  'ops',
  'raw',
  'star',
  'report',
  ...READER_SCHEMAS,
]);

/**
 * A query or BI tool that has run for a minute holds its resources against everybody; every
 * view of a table with ten million cells answers in seconds.
 */
export const READER_TIMEOUT = '60s';
