import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { syntheticTable } from '../../src/simulator/table/synthetic.ts';
import { informed, judged, type Measure } from '../measure.ts';
import type { Stage } from '../stage.ts';

/** 84,800 series of 354 periods: 30,019,200 cells in 38 responses. */
const SHAPE = Object.freeze({ id: '90400', regions: 400, ages: 106, periods: 354 });

const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

interface ChunkLine {
  readonly msg?: string;
  readonly cells?: number;
  readonly ms?: number;
}

/** A table of thirty million cells through the built program, over HTTP, as a user would sync it. */
export async function measureGiant(stage: Stage): Promise<readonly Measure[]> {
  stage.simulator.add(syntheticTable(SHAPE));
  const child = spawn(
    process.execPath,
    [PROGRAM, 'sync', `ssb:${SHAPE.id}`, '--json', '--log-level', 'debug'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        DATABASE_URL: stage.databaseUrl,
        STATBANK_HOME: stage.folder,
        STATBANK_SSB_URL: stage.simulator.url,
      },
    },
  );
  let peak = 0;
  const watch = setInterval(() => {
    void peakMemory(child.pid).then((bytes) => {
      peak = Math.max(peak, bytes);
    });
  }, 200);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const chunks: { readonly cells: number; readonly ms: number }[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    if (!line.startsWith('{')) continue;
    const { msg, cells, ms } = JSON.parse(line) as ChunkLine;
    if (msg === 'chunk loaded' && cells !== undefined && ms !== undefined)
      chunks.push({ cells, ms });
  }
  const code = await exited;
  clearInterval(watch);
  if (code !== 0) throw new Error(`the sync ended with exit code ${code}`);
  const [first, ...later] = chunks;
  const total = (rows: typeof chunks, key: 'cells' | 'ms') =>
    rows.reduce((sum, row) => sum + row[key], 0);
  const perCell = total(later, 'ms') / total(later, 'cells');
  const firstPerCell = (first?.ms ?? Number.NaN) / (first?.cells ?? Number.NaN);
  return [
    judged('30 million cells, peak memory', peak / 1024 / 1024, 'MiB', '<= 200'),
    judged('30 million cells, time per cell', perCell / firstPerCell, '×', '<= 1.3', 'first chunk'),
    informed(
      '30 million cells, loading',
      total(chunks, 'cells') / (total(chunks, 'ms') / 1000),
      'cells/s',
    ),
  ];
}

/** Linux keeps the high-water mark of resident memory; elsewhere this measures nothing and says so by failing. */
async function peakMemory(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}
