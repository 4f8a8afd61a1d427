import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterThisFile } from './cleanup.ts';
import { createTestDatabase, newestServer } from './database.ts';
import type { TestServer } from './postgres-server.ts';
import { type Rehearsal, type RehearsalOptions, startRehearsal } from './rehearsal.ts';

/** What was prepared, and what the preparation has to say of it. */
interface Prepared<Facts> {
  readonly template: string;
  readonly folder: string;
  readonly tables: Rehearsal['simulator']['tables'];
  readonly facts: Facts;
}

/**
 * Prepares a rehearsal once for a test file and gives each test a copy of it: database, folder
 * and the source's tables as they were left. What was done to the original's simulator
 * itself, its faults and its list of requests, is not copied.
 */
export function prepareRehearsal<Facts extends object | undefined | void>(
  prepare: (rehearsal: Rehearsal) => Promise<Facts>,
  options: RehearsalOptions & { readonly server?: TestServer } = {},
): () => Promise<Rehearsal & Facts> {
  const { server = newestServer(), ...others } = options;
  let preparing: Promise<Prepared<Facts>> | null = null;
  const prepareOnce = async (): Promise<Prepared<Facts>> => {
    const database = await createTestDatabase({ server });
    const original = await startRehearsal({ ...others, database });
    const facts = await prepare(original);
    const folder = await mkdtemp(join(tmpdir(), 'statbank-prepared-'));
    afterThisFile(async () => rm(folder, { recursive: true }));
    await cp(original.folder, folder, { recursive: true });
    return { template: database.name, folder, tables: original.simulator.tables, facts };
  };
  return async () => {
    preparing ??= prepareOnce();
    const { template, folder, tables, facts } = await preparing;
    const copy = await startRehearsal({
      ...others,
      database: await createTestDatabase({ server, template }),
      simulator: { ...others.simulator, tables: [...tables.values()] },
    });
    await cp(folder, copy.folder, { recursive: true, force: true });
    return { ...copy, ...facts };
  };
}
