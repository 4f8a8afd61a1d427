import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type SyntheticShape, syntheticTable } from '../../src/simulator/table/synthetic.ts';
import { informed, judged, type Measure } from '../measure.ts';
import type { Stage } from '../stage.ts';

/** 84,800 series of 354 periods: 30,019,200 cells in 38 responses. */
const GIANT = Object.freeze({ id: '90400', regions: 400, ages: 106, periods: 354 });

/** The same in one response, 800,000 cells, for comparison. */
const ONE_RESPONSE = Object.freeze({ ...GIANT, id: '90401', regions: 10, periods: 377 });

const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

interface LogLine {
  readonly msg?: string;
  readonly cells?: number;
  readonly ms?: number;
}

interface Chunk {
  readonly cells: number;
  readonly ms: number;
}

interface Synced {
  readonly chunks: readonly Chunk[];
  /** From the first cell to the commit: keys, views and statistics included. */
  readonly publishing: Chunk;
  /** Bytes. */
  readonly peak: number;
}

/** A table of thirty million cells through the built program, over HTTP, as a user would sync it. */
export async function measureGiant(stage: Stage): Promise<readonly Measure[]> {
  const one = await syncSynthetic(stage, ONE_RESPONSE);
  const giant = await syncSynthetic(stage, GIANT);
  const [first, ...later] = giant.chunks;
  return [
    judged('30 million cells, peak memory', giant.peak / 1024 / 1024, 'MiB', '<= 200'),
    judged(
      '30 million cells, time per cell of later chunks',
      perCell(total(later)) / perCell(first ?? total([])),
      '×',
      '<= 1.3',
      'first chunk',
    ),
    judged(
      '30 million cells, time per cell with keys and views',
      perCell(giant.publishing) / perCell(one.publishing),
      '×',
      '<= 1.3',
      'a table of one chunk',
    ),
    informed('30 million cells, publishing', 1000 / perCell(giant.publishing), 'cells/s'),
  ];
}

async function syncSynthetic(stage: Stage, shape: SyntheticShape): Promise<Synced> {
  stage.simulator.add(syntheticTable(shape));
  const child = spawn(
    process.execPath,
    [PROGRAM, 'sync', `ssb:${shape.id}`, '--json', '--log-level', 'debug'],
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
  const chunks: Chunk[] = [];
  let ms = Number.NaN;
  for await (const line of createInterface({ input: child.stderr })) {
    if (!line.startsWith('{')) continue;
    const logged = JSON.parse(line) as LogLine;
    const { msg, cells = 0 } = logged;
    if (msg === 'chunk loaded') chunks.push({ cells, ms: logged.ms ?? Number.NaN });
    if (msg === 'publishing ended') ms = logged.ms ?? Number.NaN;
  }
  const code = await exited;
  clearInterval(watch);
  if (code !== 0) throw new Error(`the sync ended with exit code ${code}`);
  return { chunks, publishing: { cells: total(chunks).cells, ms }, peak };
}

function total(chunks: readonly Chunk[]): Chunk {
  const sum = (key: keyof Chunk) => chunks.reduce((whole, chunk) => whole + chunk[key], 0);
  return { cells: sum('cells'), ms: sum('ms') };
}

/** Milliseconds. */
function perCell({ cells, ms }: Chunk): number {
  return ms / cells;
}

/** Linux keeps the high-water mark of resident memory; elsewhere this measures nothing and says so by failing. */
async function peakMemory(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}
