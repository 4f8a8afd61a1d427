import { createMemoryBudget } from '../../src/extract/budget/memory-budget.ts';
import { createExchange } from '../../src/extract/exchange.ts';
import { createHttpClient } from '../../src/extract/http/client.ts';
import { fetchClassification } from '../../src/extract/klass/fetch.ts';
import { readClassification } from '../../src/extract/klass/read.ts';
import type { KlassSource } from '../../src/extract/klass/source.ts';
import type { Exchange } from '../../src/extract/provider.ts';
import {
  type ClassificationFile,
  loadExampleClassifications,
  simulatedClassification,
  type SimulatedClassification,
} from '../../src/simulator/klass/example.ts';
import { klassService } from '../../src/simulator/klass/service.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { afterThisTest } from './cleanup.ts';
import type { Classification } from '../../src/transform/classification/classification.ts';

/** A simulator with the example classifications, or with these; closed after the test. */
export async function klassSimulator(
  classifications?: readonly SimulatedClassification[],
): Promise<Simulator> {
  const simulator = await startSimulator({
    tables: [],
    services: [
      klassService(classifications ?? (await loadExampleClassifications('examples/klass'))),
    ],
    limits: { calls: null },
  });
  afterThisTest(async () => simulator.close());
  return simulator;
}

/** An exchange that keeps nothing and does not wait between attempts. */
export function plainExchange(): Exchange {
  const http = createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 2_000 });
  afterThisTest(async () => http.close());
  return createExchange({
    http,
    archive: {
      put: async ({ length }) => ({
        sha256: '0'.repeat(64),
        byteLength: length,
        storedLength: length,
      }),
    },
    budget: createMemoryBudget({ rate: { calls: 10_000, windowSeconds: 1 } }),
    record: async () => undefined,
    sleep: async () => undefined,
  });
}

/** A classification with one version since 2000, and codes that never changed. */
export function smallClassification(
  extra: Partial<ClassificationFile> = {},
): SimulatedClassification {
  return simulatedClassification({
    id: '999',
    origin: 'synthetic',
    names: { nb: 'Prøve' },
    versions: [{ validFrom: '2000-01-01' }],
    codes: [{ code: 'A', names: { nb: 'a' }, validFrom: '2000-01-01' }],
    ...extra,
  });
}

/** An example classification as the program reads it, with its correspondences to others. */
export async function exampleClassification(
  id: string,
  correspondences: readonly string[] = [],
): Promise<Classification> {
  const simulator = await startSimulator({
    tables: [],
    services: [klassService(await loadExampleClassifications('examples/klass'))],
    limits: { calls: null },
  });
  try {
    const source = klassAt(simulator);
    const responses = await fetchClassification(source, id, correspondences, plainExchange());
    return readClassification(id, responses).classification;
  } finally {
    await simulator.close();
  }
}

/** KLASS, at the simulator's address. */
export function klassAt({ origin }: Simulator): KlassSource {
  return { baseUrl: `${origin}/api/klass/v1` };
}
