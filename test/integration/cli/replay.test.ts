import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { prepareRehearsal } from '../../support/prepared-rehearsal.ts';
import { correctOneCell, type Rehearsal } from '../../support/rehearsal.ts';

/** Two vintages of 07459 from a source that is closed by now: 27 962 and then 27 000. */
const prepared = prepareRehearsal(async ({ json, simulator }) => {
  await json('sync', '07459');
  const between = new Date().toISOString();
  correctOneCell(simulator, 27000);
  await json('sync', '07459');
  return { between };
});

async function twoVintages(): Promise<Rehearsal & { readonly between: string }> {
  const rehearsal = await prepared();
  await rehearsal.simulator.close();
  return rehearsal;
}

const CORRECTED = `select verdi::text from mart.ssb_07459
  where region_kode = '0' and kjønn_kode = '1' and alder_kode = '000' and år = '2025'`;

async function objectFiles({ folder }: Rehearsal): Promise<readonly string[]> {
  const objects = join(folder, 'home', 'archive', 'objects');
  const files = await readdir(objects, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
}

describe('statbank replay', () => {
  it('finds the newest vintage unchanged, without the source', async () => {
    const { call } = await twoVintages();
    const { exitCode, stdout, stderr } = await call('replay', '07459');
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome    vintage  added  changed  withdrawn  unchanged
      ssb:07459  unchanged        2      0        0          0       4240

      1 table, 0 published, 1 unchanged
      "
    `);
  });

  it('publishes the cells of an earlier vintage as a new one', async () => {
    const { json, query } = await twoVintages();
    const { facts } = await json('replay', 'ssb:07459', '--vintage', '1');
    expect(facts.tables).toMatchObject([{ outcome: 'published', vintage: 3, changed: 1 }]);
    expect(await query(CORRECTED)).toEqual([{ verdi: '27962' }]);
    expect(await query('select count(*)::int from star.fact_revision')).toEqual([{ count: 2 }]);
  });

  it('takes the vintage that stood at a moment', async () => {
    const { json, between } = await twoVintages();
    const { facts } = await json('replay', '07459', '--as-of', between);
    expect(facts.tables).toMatchObject([{ outcome: 'published', vintage: 3, changed: 1 }]);
  });

  it('only shows old and new in a dry run', async () => {
    const { call, query } = await twoVintages();
    const { exitCode, stdout } = await call('replay', '07459', '--vintage', '1', '--dry-run');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatchInlineSnapshot(`
      "table      outcome        vintage  added  changed  withdrawn  unchanged
      ssb:07459  would publish        2      0        1          0       4239

      ssb:07459, the first differences:
      cell                                                          old     new
      Region=0 Kjonn=1 Alder=000 ContentsCode=Personer1 Tid=2025  27000  →  27962

      1 table, 1 would be published, 0 unchanged
      "
    `);
    expect(await query('select vintage from star.dim_vintage order by 1')).toEqual([
      { vintage: 1 },
      { vintage: 2 },
    ]);
    expect(await query(CORRECTED)).toEqual([{ verdi: '27000' }]);
  });

  it.each([
    [['replay', '03013'], 'SB_LOAD_NOTHING_TO_REPLAY: ssb:03013 has no vintage yet', EXIT.archive],
    [['replay', '07459', '--vintage', '9'], 'ssb:07459 has no vintage 9', EXIT.archive],
    [
      ['replay', '07459', '--as-of', '2020-01-01'],
      'no vintage that stood at 2020-01-01T00:00:00.000Z',
      EXIT.archive,
    ],
    [['replay', '07459', '--as-of', 'i går'], '--as-of takes a date or an instant', EXIT.usage],
    [['replay', '07459', '--as-of', '2026-02-30'], '--as-of takes a date or', EXIT.usage],
    [['replay', '07459', '--vintage', '1', '--as-of', '2026-01-01'], 'not both', EXIT.usage],
    [['replay', 'xyz:TAB1'], 'SB_CONFIG_UNKNOWN_PROVIDER', EXIT.configuration],
  ])('refuses %j and says why', async (words, message, expected) => {
    const { call } = await twoVintages();
    const { exitCode, stdout, stderr } = await call(...words);
    expect([exitCode, stdout]).toEqual([expected, '']);
    expect(stderr).toContain(message);
  });

  it('names archived bytes that are gone, and leaves what stands', async () => {
    const rehearsal = await twoVintages();
    for (const file of await objectFiles(rehearsal)) await rm(file);
    const { exitCode, stdout } = await rehearsal.call('replay', '07459', '--vintage', '1');
    expect(exitCode).toBe(EXIT.archive);
    expect(stdout).toMatch(
      /^ssb:07459: SB_ARCHIVE_MISSING: The archive has no \S+\.gz\. Restore it /m,
    );
    expect(await rehearsal.query(CORRECTED)).toEqual([{ verdi: '27000' }]);
  });

  it('names archived bytes that were altered, and leaves what stands', async () => {
    const rehearsal = await twoVintages();
    for (const file of await objectFiles(rehearsal)) await writeFile(file, 'rot');
    const { exitCode, stdout } = await rehearsal.call('replay', '07459', '--vintage', '1');
    expect(exitCode).toBe(EXIT.archive);
    expect(stdout).toMatch(/^ssb:07459: SB_ARCHIVE_CORRUPT: /m);
    expect(await rehearsal.query(CORRECTED)).toEqual([{ verdi: '27000' }]);
  });

  it('names a fetch document that is gone', async () => {
    const rehearsal = await twoVintages();
    await rm(join(rehearsal.folder, 'home', 'archive', 'fetches'), { recursive: true });
    const { exitCode, stdout } = await rehearsal.call('replay', '07459');
    expect(exitCode).toBe(EXIT.archive);
    expect(stdout).toMatch(/^ssb:07459: SB_ARCHIVE_MISSING: /m);
  });
});

describe('statbank diff', () => {
  it('shows the newest vintage against the one before', async () => {
    const { call } = await twoVintages();
    const { exitCode, stdout, stderr } = await call('diff', '07459');
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    expect(stdout).toMatchInlineSnapshot(`
      "ssb:07459, vintage 1 to 2: 0 cells added, 1 changed, 0 withdrawn

      cell                                                          old     new
      Region=0 Kjonn=1 Alder=000 ContentsCode=Personer1 Tid=2025  27962  →  27000
      "
    `);
  });

  it('compares any two vintages, and the first with nothing', async () => {
    const { call, json } = await twoVintages();
    await json('replay', '07459', '--vintage', '1');
    const outer = await json('diff', '07459', '--from', '1', '--to', '3');
    expect(outer.facts).toMatchObject({
      table: 'ssb:07459',
      counts: { added: 0, changed: 0, withdrawn: 0 },
      changes: [],
    });
    const first = await json('diff', '07459', '--from', '0', '--to', '1', '--changes', '2');
    expect(first.facts.counts).toEqual({ added: 4240, changed: 0, withdrawn: 0 });
    expect(first.facts.changes).toHaveLength(2);
    const told = await call('diff', '07459', '--from', '0', '--to', '1');
    expect(told.stdout).toContain('ssb:07459, vintage 1, its first: ');
    const whole = await json('diff', '07459', '--from', '2', '--to', '3');
    expect(whole.facts.changes).toMatchObject([
      { codes: { Alder: '000' }, before: { value: 27000 }, after: { value: 27962 } },
    ]);
  });

  it('shows a comparison backwards, the later vintage first', async () => {
    const { json } = await twoVintages();
    const { facts } = await json('diff', '07459', '--from', '2', '--to', '1');
    expect(facts).toMatchObject({
      from: 2,
      to: 1,
      changes: [{ before: { value: 27000 }, after: { value: 27962 } }],
    });
  });

  it('refuses a vintage that is not there', async () => {
    const { call } = await twoVintages();
    const { exitCode, stderr } = await call('diff', '07459', '--to', '7');
    expect(exitCode).toBe(EXIT.archive);
    expect(stderr).toContain('SB_LOAD_NOTHING_TO_REPLAY: ssb:07459 has no vintage 7');
  });
});
