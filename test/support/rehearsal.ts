import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { afterThisTest } from './cleanup.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type RunningProgram, runProgram, startProgram } from './program.ts';
import { type Ran, runMain } from './run-main.ts';
import { exampleSimulator } from './simulator.ts';

/** Everything that a user of the program has: a folder, a database, a source. */
export interface Rehearsal {
  readonly folder: string;
  readonly database: TestDatabase;
  readonly simulator: Simulator;
  readonly variables: Readonly<Record<string, string>>;
  /** Runs a command line as a process of the built program. */
  readonly run: (...words: readonly string[]) => Promise<Ran>;
  readonly start: (...words: readonly string[]) => RunningProgram;
  /** Runs a command line in this process: faster, where the process is not the point. */
  readonly call: (...words: readonly string[]) => Promise<Ran>;
  /** Runs a command line with `--json` in this process, and reads what it printed. */
  readonly json: (
    ...words: readonly string[]
  ) => Promise<{ readonly exitCode: number; readonly facts: any }>;
  /** Rows of a question to the database. */
  readonly query: (sql: string) => Promise<readonly any[]>;
}

export interface RehearsalOptions {
  readonly simulator?: Partial<SimulatorOptions>;
  /** Text of catalogue.yaml; by default it has table 05803. */
  readonly catalogue?: string;
  readonly database?: TestDatabase;
  readonly variables?: Readonly<Record<string, string>>;
}

/** So many calls that pacing never shows. */
const UNPACED = { calls: 60_000, windowSeconds: 60 };

/** Sets up folder, database and simulator for one test. */
export async function startRehearsal(options: RehearsalOptions = {}): Promise<Rehearsal> {
  const folder = await mkdtemp(join(tmpdir(), 'statbank-rehearsal-'));
  afterThisTest(async () => rm(folder, { recursive: true }));
  await writeFile(
    join(folder, 'catalogue.yaml'),
    options.catalogue ?? 'tables:\n  - table: ssb:05803\n',
  );
  const database = options.database ?? (await createTestDatabase());
  const simulator = await exampleSimulator({ limits: UNPACED, ...options.simulator });
  const variables = {
    DATABASE_URL: database.url,
    STATBANK_HOME: join(folder, 'home'),
    STATBANK_SSB_URL: simulator.url,
    ...options.variables,
  };
  return {
    folder,
    database,
    simulator,
    variables,
    run: (...words) => runProgram(words, { variables, folder }),
    start: (...words) => startProgram(words, { variables, folder }),
    call: (...words) => runMain(words, { variables, folder }),
    json: async (...words) => {
      const ran = await runMain([...words, '--json'], { variables, folder });
      const { exitCode, stdout, stderr } = ran;
      // What went wrong is on the other stream; a complaint about JSON would hide it.
      if (stdout === '') throw new Error(`No facts, exit code ${exitCode}: ${stderr}`);
      return { exitCode, facts: JSON.parse(stdout) };
    },
    query: async (sql) => {
      const connection = await database.connect();
      try {
        return (await connection.pool.query(sql)).rows;
      } finally {
        await connection.close();
      }
    },
  };
}

/** A publication of table 07459 that moves one cell, as a source's correction does. */
export function correctOneCell(simulator: Simulator, value: number): void {
  simulator.publish('07459', {
    changes: [
      {
        change: 'cell',
        at: { Region: '0', Kjonn: '1', Alder: '000', ContentsCode: 'Personer1', Tid: '2025' },
        value,
      },
    ],
  });
}
