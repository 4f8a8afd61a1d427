import { loadExampleTables } from '../../src/simulator/examples.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/simulator/simulator.ts';
import { afterThisTest } from './cleanup.ts';

/** What a test sees of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json(): any;
}

let examples: ReturnType<typeof loadExampleTables> | null = null;

/** The example tables, read once. */
export async function exampleTables(): ReturnType<typeof loadExampleTables> {
  examples ??= loadExampleTables('examples/tables');
  return examples;
}

/** A simulator with the example tables and no call limit, closed after the test. */
export async function exampleSimulator(
  options: Partial<SimulatorOptions> = {},
): Promise<Simulator> {
  const simulator = await startSimulator({
    tables: await exampleTables(),
    ...options,
    limits: { calls: null, ...options.limits },
  });
  afterThisTest(async () => simulator.close());
  return simulator;
}

/** Sends a GET, or a POST if there is a selection, to a path below the base address. */
export async function ask(
  simulator: Simulator,
  path: string,
  selection?: readonly unknown[],
): Promise<Answer> {
  const response = await fetch(
    simulator.url + path,
    selection === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ selection }),
        },
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => JSON.parse(text),
  };
}

/** The whole of a table as a selection. */
export function everything(...variables: readonly string[]): readonly unknown[] {
  return variables.map((variableCode) => ({ variableCode, valueCodes: ['*'] }));
}
