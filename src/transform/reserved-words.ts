// Key words of PostgreSQL 15 to 18 that cannot name a column without quotes: reserved in
// every place, or only usable as function and type names (appendix C of its manual).
const RESERVED = `
  all analyse analyze and any array as asc asymmetric authorization
  binary both
  case cast check collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp
  current_user
  default deferrable desc distinct do
  else end except
  false fetch for foreign freeze from full
  grant group
  having
  ilike in initially inner intersect into is isnull
  join
  lateral leading left like limit localtime localtimestamp
  natural not notnull null
  offset on only or order outer overlaps
  placing primary
  references returning right
  select session_user similar some symmetric system_user
  table tablesample then to trailing true
  union unique user using
  variadic verbose
  when where window with
`;

// Postgres gives every table these columns.
const SYSTEM_COLUMNS = 'ctid xmin xmax cmin cmax tableoid oid';

/** Names that may not stand without quotes, or not as a column at all. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `${RESERVED} ${SYSTEM_COLUMNS}`.trim().split(/\s+/),
);
