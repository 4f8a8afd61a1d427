import { randomUUID } from 'node:crypto';

import { changeGraph } from '../../src/transform/classification/change-graph.ts';
import {
  type Classification,
  type CodeChange,
  covers,
} from '../../src/transform/classification/classification.ts';
import { publishClassification } from '../../src/load/classification/publish.ts';
import { publish } from '../../src/load/publish.ts';
import type { Connection } from '../../src/postgres/connection.ts';
import type { Cube } from '../../src/transform/cube.ts';
import { sketchCube, sketchPublication } from './cubes.ts';
import type { PlaceHistory } from './place-histories.ts';

/** A history as the register of municipalities. */
export function asMunicipalities({
  codes,
  stated,
}: Pick<PlaceHistory, 'codes' | 'stated'>): Classification {
  return {
    id: '131',
    names: { no: 'Kommuner', nn: null, en: null },
    codes,
    changes: changeGraph(codes, stated).changes,
    correspondences: [],
  };
}

/** Publishes a classification under a task of its own. */
export async function putClassification(
  { pool }: Connection,
  classification: Classification,
): Promise<void> {
  const runId = randomUUID();
  const taskId = randomUUID();
  await pool.query(
    `insert into ops.run (run_id, command, program_version) values ($1, 'test', '0')`,
    [runId],
  );
  await pool.query(
    `insert into ops.task (task_id, run_id, provider, table_id, kind) values ($1, $2, 'klass', $3, 'sync')`,
    [taskId, runId, classification.id],
  );
  await publishClassification(pool, {
    classification,
    taskId,
    observedAt: '2026-01-01T00:00:00.000Z',
    committedAt: null,
  });
}

/** A table of all places and years: a number where the code stood, "cannot occur" elsewhere. */
export function placeTable(
  { codes, days }: PlaceHistory,
  numberOf: (code: string, year: string) => number,
): Cube {
  const places = [...new Set(codes.map(({ code }) => code))];
  const years = days.map((day) => day.slice(0, 4));
  return sketchCube(
    [
      { code: 'Region', label: 'region', role: 'geo', codes: places },
      { code: 'ContentsCode', label: 'innhold', role: 'metric', codes: ['Folkemengde'] },
      { code: 'Tid', label: 'år', role: 'time', codes: years },
    ],
    places.flatMap((code) =>
      years.map((year) =>
        codes.some((span) => span.code === code && covers(span, `${year}-01-01`))
          ? numberOf(code, year)
          : ([null, '.'] as const),
      ),
    ),
  );
}

/** Publishes a cube as a table of SSB. */
export async function putTable(db: Connection, table: string, cube: Cube): Promise<void> {
  await publish(db.pool, await sketchPublication(db, cube, { table }));
}

/** The same walk as in the database, one structure at a time: which codes become which. */
export function successors(
  changes: readonly CodeChange[],
  days: readonly string[],
  early: string,
  late: string,
  code: string,
): ReadonlySet<string> {
  let standing = new Set([code]);
  for (const day of days.filter((each) => each > early && each <= late)) {
    const next = new Set<string>();
    for (const one of standing) {
      const edges = changes.filter(({ date, oldCode }) => date === day && oldCode === one);
      if (edges.length === 0) next.add(one);
      for (const { newCode } of edges) next.add(newCode ?? '(none)');
    }
    standing = next;
  }
  return standing;
}
