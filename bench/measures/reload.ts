import { join } from 'node:path';
import { publish } from '../../src/load/publish.ts';
import { judged, informed, type Measure, median, timed } from '../measure.ts';
import { type FetchedBytes, fetchSynthetic, publicationOf, type Stage, walOf } from '../stage.ts';

const SHAPE = Object.freeze({ id: '90100', regions: 200, ages: 50, periods: 40 });
const ROUNDS = 3;
const MEBIBYTE = 1024 * 1024;

/** The same table again: other bytes with the same values, and with one cell in a hundred revised. */
export async function measureReload(stage: Stage): Promise<readonly Measure[]> {
  const { pool } = stage.connection;
  const bytes = await fetchSynthetic(stage, SHAPE);
  const first = await timed(async () => publish(pool, await publicationOf(stage, bytes)));

  const same: number[] = [];
  const sameWal: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const again = otherBytes(bytes, round);
    const wal = await walOf(stage, () =>
      timed(async () => publish(pool, await publicationOf(stage, again))),
    );
    if (wal.result.result.outcome !== 'unchanged') throw new Error('equal cells were published');
    same.push(wal.result.ms);
    sameWal.push(wal.bytes);
  }

  const revised: number[] = [];
  const revisedWal: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const next = revisedBytes(bytes, round);
    const wal = await walOf(stage, () =>
      timed(async () => publish(pool, await publicationOf(stage, next))),
    );
    if (wal.result.result.counts.changed === 0) throw new Error('nothing was revised');
    revised.push(wal.result.ms);
    revisedWal.push(wal.bytes);
  }

  const file = join(stage.folder, 'reload.txt');
  const where = `where dataset_key = (select dataset_key from star.dim_dataset where table_id = '90100')`;
  await stage.psql(
    `\\copy (select * from star.fact_observation ${where} order by series_key, time_key) to '${file}'`,
  );
  const replaced: number[] = [];
  const replacedWal: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const wal = await walOf(stage, () =>
      timed(async () =>
        stage.psql(
          'begin',
          `delete from star.fact_observation ${where}`,
          `\\copy star.fact_observation from '${file}'`,
          'commit',
        ),
      ),
    );
    replaced.push(wal.result.ms);
    replacedWal.push(wal.bytes);
  }
  await pool.query('truncate star.fact_observation, star.fact_revision');

  return [
    judged(
      'same values in other bytes, speed',
      first.ms / median(same),
      '×',
      '>= 2.5',
      'first load',
    ),
    judged('same values in other bytes, WAL', median(sameWal) / MEBIBYTE, 'MiB', '<= 1'),
    judged('1 % revised, time', median(revised) / median(replaced), '×', '<= 0.5', 'delete + COPY'),
    judged(
      '1 % revised, WAL',
      median(revisedWal) / median(replacedWal),
      '×',
      '<= 0.4',
      'delete + COPY',
    ),
    informed('1 % revised', median(revised), 'ms'),
  ];
}

/** The same document with white space between its members. */
function otherBytes(bytes: FetchedBytes, round: number): FetchedBytes {
  const text = new TextDecoder().decode(bytes.data.bytes);
  return withData(bytes, text.replace('{', `{${' '.repeat(round + 1)}`));
}

/** Every hundredth number is another one; which, depends on the round. */
function revisedBytes(bytes: FetchedBytes, round: number): FetchedBytes {
  const document = JSON.parse(new TextDecoder().decode(bytes.data.bytes)) as {
    value: (number | null)[];
  };
  const value = document.value.map((old, index) =>
    index % 100 === round ? (old ?? 0) + round : old,
  );
  return withData(bytes, JSON.stringify({ ...document, value }));
}

function withData(bytes: FetchedBytes, text: string): FetchedBytes {
  return { ...bytes, data: { ...bytes.data, bytes: new TextEncoder().encode(text) } };
}
