import { type Kysely, sql } from 'kysely';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { Database } from '../../postgres/database.generated.ts';
import type { CellCodes, CellState, Coordinate } from './cell-evidence.ts';

/** A table as the star has it. */
export interface KnownTable {
  readonly name: string;
  readonly datasetKey: number;
  readonly bucket: number;
}

interface Variable {
  readonly variableKey: number;
  readonly code: string;
  readonly slot: number;
  readonly role: string;
}

interface Found {
  readonly seriesKey: string;
  readonly timeKey: number;
  readonly value: string | null;
  readonly symbol: string;
  readonly from: number;
  readonly to: number | null;
}

/**
 * The one cell that codes name, as it stood in a vintage. A variable with a single value in the
 * table need not be named.
 *
 * @throws StatbankError SB_EVIDENCE_CELL if a variable or code is unknown, if the codes name
 *   no cell or several, or if the cell was not there in that vintage
 */
export async function cellState(
  db: Kysely<Database>,
  table: KnownTable,
  codes: CellCodes,
  vintage: number,
): Promise<CellState> {
  const variables = await variablesOf(db, table);
  const conditions = [];
  for (const [variable, code] of codes) {
    conditions.push(await conditionOf(db, table, variables, variable, code));
  }
  const where = sql.join([sql`s.dataset_key = ${table.datasetKey}`, ...conditions], sql` and `);
  const found = await sql<Found>`
    with state as (
      select f.series_key, f.time_key, f.value, f.status_key, f.v_from, null::integer as v_to
      from star.dim_series s
      join star.fact_observation f on f.bucket = ${table.bucket} and f.series_key = s.series_key
      where ${where}
      union all
      select f.series_key, f.time_key, f.value, f.status_key, f.v_from, f.v_to
      from star.dim_series s
      join star.fact_revision f on f.bucket = ${table.bucket} and f.series_key = s.series_key
      where ${where}
    )
    select series_key::text as "seriesKey", time_key as "timeKey", value::text, symbol,
      v_from as from, v_to as to
    from state join star.dim_status using (status_key)
    order by v_from <= ${vintage} and (v_to is null or v_to > ${vintage}) desc, v_from desc
    limit 1000`.execute(db);
  const there = found.rows.filter(
    ({ from, to }) => from <= vintage && (to === null || to > vintage),
  );
  const [cell] = there;
  if (cell === undefined) throw absent(table, codes, vintage, found.rows);
  if (there.length > 1) throw ambiguous(table, codes, variables);
  const { coordinates, ...units } = await coordinatesOf(db, cell);
  const { seriesKey: _, timeKey: __, ...state } = cell;
  return { datasetKey: table.datasetKey, coordinates, ...state, ...units };
}

async function variablesOf(
  db: Kysely<Database>,
  { datasetKey }: KnownTable,
): Promise<readonly Variable[]> {
  const { rows } = await sql<Variable>`
    select variable_key as "variableKey", code, slot, role
    from star.dim_variable where dataset_key = ${datasetKey}
    order by position nulls last, slot`.execute(db);
  return rows;
}

async function conditionOf(
  db: Kysely<Database>,
  table: KnownTable,
  variables: readonly Variable[],
  name: string,
  code: string,
) {
  const variable = variables.find((one) => one.code === name);
  if (variable === undefined) {
    throw unknown(
      table,
      `no variable ${name}; it has ${variables.map((one) => one.code).join(', ')}`,
    );
  }
  const { rows } = await (
    variable.role === 'time'
      ? sql<{ key: number }>`select time_key as key from star.dim_time where code = ${code}`
      : variable.role === 'metric'
        ? sql<{ key: number }>`
          select measure_key as key from star.dim_measure
          where dataset_key = ${table.datasetKey} and code = ${code}`
        : sql<{ key: number }>`
          select member_key as key from star.dim_member
          where variable_key = ${variable.variableKey} and code = ${code}`
  ).execute(db);
  if (rows.length === 0) throw unknown(table, `no value ${code} of the variable ${name}`);
  const keys = rows.map(({ key }) => key);
  if (variable.role === 'time') return sql`f.time_key = any(${keys}::integer[])`;
  if (variable.role === 'metric') return sql`s.measure_key = ${keys[0]}`;
  return sql`s.members[${sql.lit(variable.slot)}] = ${keys[0]}`;
}

async function coordinatesOf(
  db: Kysely<Database>,
  { seriesKey, timeKey }: Found,
): Promise<{
  readonly coordinates: readonly Coordinate[];
  readonly unitNo: string | null;
  readonly unitEn: string | null;
}> {
  const { rows } = await sql<
    Coordinate & { readonly unitNo: string | null; readonly unitEn: string | null }
  >`
    select v.code as variable, v.label_no as "variableNo", v.label_en as "variableEn", v.role,
      case v.role when 'time' then t.code when 'metric' then ms.code else m.code end as code,
      case v.role when 'time' then t.code when 'metric' then ms.label_no else m.label_no end as "labelNo",
      case v.role when 'time' then t.code when 'metric' then ms.label_en else m.label_en end as "labelEn",
      ms.unit_no as "unitNo", ms.unit_en as "unitEn"
    from star.dim_series s
    join star.dim_measure ms on ms.measure_key = s.measure_key
    join star.dim_time t on t.time_key = ${timeKey}
    join star.dim_variable v on v.dataset_key = s.dataset_key
    left join star.dim_member m on m.member_key = s.members[v.slot]
    where s.series_key = ${seriesKey}::bigint
      and (m.member_key is not null or (v.role in ('time', 'metric') and v.position is not null))
    order by v.position nulls last, v.slot`.execute(db);
  return {
    coordinates: rows.map(({ unitNo: _, unitEn: __, ...coordinate }) => coordinate),
    unitNo: rows[0]?.unitNo ?? null,
    unitEn: rows[0]?.unitEn ?? null,
  };
}

function named(codes: CellCodes): string {
  return [...codes].map(([variable, code]) => `${variable}=${code}`).join(' ');
}

function unknown(table: KnownTable, what: string): StatbankError {
  return new StatbankError(
    'SB_EVIDENCE_CELL',
    `${table.name} has ${what}. Write codes as in the columns that end with _kode in the table's view.`,
    { context: { table: table.name } },
  );
}

function absent(
  table: KnownTable,
  codes: CellCodes,
  vintage: number,
  states: readonly Found[],
): StatbankError {
  const spans = [
    ...new Set(
      states.map(
        ({ from, to }) => `from ${from}${to === null ? '' : ` up to, not including, ${to}`}`,
      ),
    ),
  ];
  const hint =
    spans.length === 0
      ? 'It never had one.'
      : `It was there in the vintages ${spans.slice(0, 3).join('; ')}: choose one of these with --vintage.`;
  return new StatbankError(
    'SB_EVIDENCE_CELL',
    `${table.name} has no cell ${named(codes)} in vintage ${vintage}. ${hint}`,
    { context: { table: table.name, vintage } },
  );
}

function ambiguous(
  table: KnownTable,
  codes: CellCodes,
  variables: readonly Variable[],
): StatbankError {
  const missing = variables.map(({ code }) => code).filter((code) => !codes.has(code));
  return new StatbankError(
    'SB_EVIDENCE_CELL',
    `${table.name} has several cells ${named(codes)}. Name a code of ${missing.join(', ')} too.`,
    { context: { table: table.name, missing } },
  );
}
