import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Publication } from '../../src/load/publication.ts';
import type { Connection } from '../../src/postgres/connection.ts';
import type { Cube, CubeFrame, Dimension } from '../../src/transform/cube.ts';
import { frameOf } from '../../src/transform/frame.ts';
import type { TableDescription } from '../../src/transform/table.ts';

/** A variable with its codes; labels are `label CODE`. */
export interface VariableSketch {
  readonly code: string;
  readonly label?: string;
  readonly role?: Dimension['role'];
  readonly codes: readonly string[];
  readonly labels?: readonly string[];
}

/** A cube from variables and numbers; a number may be followed by its symbol: `[0, '-']`. */
export function sketchCube(
  variables: readonly VariableSketch[],
  cells: readonly (number | null | readonly [number | null, string])[],
): Cube {
  const dimensions = variables.map((variable): Dimension => ({
    code: variable.code,
    label: variable.label ?? variable.code.toLowerCase(),
    role: variable.role ?? 'classification',
    categories: variable.codes.map((code, position) => ({
      code,
      label: variable.labels?.[position] ?? `${variable.label ?? variable.code} ${code}`,
      parent: null,
      notes: [],
    })),
    classifications: [],
    elimination: null,
    notes: [],
  }));
  const metric = dimensions.find(({ role }) => role === 'metric');
  const measures = (metric?.categories ?? [{ code: 'value', label: 'Value' }]).map((category) => ({
    code: category.code,
    label: category.label,
    unit: 'personer',
    decimals: 0,
    measuringType: 'stock' as const,
    priceType: null,
    adjustment: null,
    basePeriod: null,
    referencePeriod: null,
    classifications: [],
  }));
  const symbols = new Map<number, string>();
  const values = cells.map((cell, index) => {
    if (typeof cell === 'number' || cell === null) return cell;
    symbols.set(index, cell[1]);
    return cell[0];
  });
  return {
    label: 'Folkemengde',
    source: 'Statistisk sentralbyrå',
    updated: null,
    notes: [],
    dimensions,
    measures,
    cellCount: cells.length,
    values: { kind: 'dense', values },
    symbols,
  };
}

/** A task row to publish under, as foreign keys demand one. */
async function newTask({ kysely }: Connection, table = '07459'): Promise<string> {
  const runId = randomUUID();
  const taskId = randomUUID();
  await sql`insert into ops.run (run_id, command, program_version) values (${runId}, 'test', '0')`.execute(
    kysely,
  );
  await sql`insert into ops.task (task_id, run_id, provider, table_id, kind)
    values (${taskId}, ${runId}, 'ssb', ${table}, 'sync')`.execute(kysely);
  return taskId;
}

/** What a publication may say otherwise than the whole table being one chunk. */
export interface PublicationSketch {
  readonly table?: string;
  readonly description?: Partial<TableDescription>;
  readonly chunks?: readonly Cube[];
  readonly english?: CubeFrame;
  readonly observedAt?: string;
  readonly committedAt?: string;
}

/** A publication of a cube as an SSB table. */
export async function sketchPublication(
  connection: Connection,
  cube: Cube,
  sketch: PublicationSketch = {},
): Promise<Publication> {
  const table = sketch.table ?? '07459';
  const frame = frameOf(cube);
  return {
    description: {
      ref: { provider: 'ssb', table },
      titleNo: 'Folkemengde',
      titleEn: 'Population',
      source: 'Statistisk sentralbyrå',
      licence: 'CC BY 4.0',
      subjectPaths: [],
      official: true,
      discontinued: false,
      timeUnit: 'annual',
      firstPeriod: null,
      lastPeriod: null,
      updated: '2026-02-24T07:00:00.000Z',
      nextUpdate: null,
      frame,
      english: sketch.english ?? null,
      ...sketch.description,
    },
    frame,
    english: sketch.english ?? null,
    chunks: () => sketch.chunks ?? [cube],
    taskId: await newTask(connection, table),
    releasedAt: null,
    observedAt: sketch.observedAt ?? '2026-02-24T07:16:00.000Z',
    committedAt: sketch.committedAt ?? null,
  };
}
