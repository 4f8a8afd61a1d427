import { chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { syntheticTable } from '../../src/simulator/table/synthetic.ts';
import { type FaultSite, openFaultSite, TABLE } from '../support/fault-site.ts';
import { startOwnServer } from '../support/own-server.ts';
import { mayNotMount, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { expectInvariants, expectRecovered } from './invariants.ts';
import { newestVintage, nextPublication } from './scenarios.ts';

describe.skipIf(mayNotMount)('a disk that is full', () => {
  describe('below the archive', () => {
    let disk: SmallDisk;
    let site: FaultSite;

    beforeAll(async () => {
      disk = await mountSmallDisk(2_000);
      site = await openFaultSite({ archive: disk.folder });
      expect(await site.sync()).toMatchObject({ outcome: 'published' });
    });

    test.each([0, 1, 2, 3, 5, 8, 13])('with room for %i small files', async (files) => {
      site.simulator.publish(TABLE, nextPublication(site));
      const before = await newestVintage(site, TABLE);
      const filler = join(disk.folder, 'filler');
      await fill(filler, files * 4_096);
      const report = await site.sync();
      if (report.error !== null) {
        expect(report.error).toMatchObject({
          code: 'SB_ARCHIVE_WRITE',
          message: expect.stringContaining('ENOSPC') as string,
        });
        expect(await newestVintage(site, TABLE)).toBe(before);
      }
      await expectInvariants(site);
      await rm(filler);
      await site.sync();
      expect(await newestVintage(site, TABLE)).toBe(before + 1);
      await expectRecovered(site);
    });

    /** Fills the disk but for so many bytes. */
    async function fill(filler: string, spare: number): Promise<void> {
      const size = 2_000 * 1_024;
      await writeFile(filler, Buffer.alloc(size)).catch(() => undefined);
      const { size: written } = await stat(filler);
      await writeFile(filler, Buffer.alloc(Math.max(0, written - spare)));
    }
  });

  test('below the database loses nothing, and the next night publishes', async () => {
    const disk = await mountSmallDisk(60_000);
    const own = await startOwnServer(async (server, administrate) => {
      const folder = join(disk.folder, 'space');
      await mkdir(folder);
      const { uid, gid } = await stat(server.data);
      await chown(folder, uid, gid);
      await administrate([`create tablespace small location '${folder}'`]);
      return 'tablespace small';
    });
    const wide = { limits: { maxCells: 800_000 } };
    const site = await openFaultSite({ database: own.database, simulator: wide });
    expect(await site.sync()).toMatchObject({ outcome: 'published' });
    const large = syntheticTable({ id: '95001', regions: 400, ages: 100, periods: 10 });
    site.simulator.add(large);
    const limits = { ...site.source.limits, maxCells: 800_000 };
    const from = { ...site.source, limits };
    const report = await site.sync('95001', { from });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SB_DB_QUERY' } });
    expect(report.error?.message).toContain('53100');
    await expectInvariants(site);
    await disk.resize(1_000_000);
    expect(await site.sync('95001', { from })).toMatchObject({ outcome: 'published' });
    const [facts] = await site.rows('select cells::int from star.dim_vintage order by cells desc');
    expect(facts).toEqual({ cells: 800_000 });
    await expectRecovered({ ...site, only: TABLE });
  });
});
