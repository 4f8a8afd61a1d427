import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { removeEmbedded } from '../../../src/postgres/embedded.ts';
import { runProgram } from '../../support/program.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

describe('statbank quickstart', { timeout: 240_000 }, () => {
  it('loads the example tables, asks them a question, says how to go on, and changes nothing the second time', async () => {
    const { call, json, folder } = await startRehearsal();
    const { exitCode, stdout } = await call('quickstart');
    expect(exitCode).toBe(EXIT.ok);
    const page = await readFile(join(folder, 'home/reports/digital-competence-2021.html'), 'utf8');
    expect(page).toContain('C057');
    expect(stdout.replaceAll(folder, '')).toMatchInlineSnapshot(`
      "table                   outcome    vintage  added  changed  withdrawn  unchanged
      ssb:01222               published        1  10395        0          0          0
      ssb:03013               published        1    381        0          0          0
      ssb:03024               published        1    192        0          0          0
      ssb:05803               published        1     12        0          0          0
      ssb:07221               published        1    288        0          0          0
      ssb:07459               published        1   4240        0          0          0
      ssb:08487               published        1    476        0          0          0
      ssb:08655               published        1     75        0          0          0
      ssb:09429               published        1   1932        0          0          0
      ssb:09695               published        1    186        0          0          0
      ssb:10325               published        1   3180        0          0          0
      ssb:10611               published        1     12        0          0          0
      ssb:11118               published        1    280        0          0          0
      ssb:11124               published        1      1        0          0          0
      ssb:11694               published        1  10680        0          0          0
      ssb:12134               published        1      3        0          0          0
      ssb:13760               published        1      6        0          0          0
      ssb:99001               published        1     24        0          0          0
      eurostat:isoc_ciegi_ac  published        1      3        0          0          0
      dfo-published:tall      published        1     34        0          0          0

      20 tables, 20 published, 0 unchanged

      They are excerpts of what was published, served by a simulator on this machine. Each file in
      examples/ says where its figures are from, what it leaves out, and what is not verified.

      Every table is a view in Postgres now. A question, and its answer:

        select år, sum(verdi) as personer
        from mart.ssb_07459
        where kjønn_kode in ('1', '2')
        group by år
        order by år desc
        limit 5;

        år     personer
        2025  5 594 340
        2024  5 550 203
        2023  5 488 984
        2022  5 425 270
        2021  5 391 369

      Rapporten «Digitalt kompetente innbyggere må vente på offentlig sektor» mot tallene her, 114 påstander:

        15  stemmer
         7  har endret seg
         3  motsagt av en annen kilde
         9  metode eller skala er byttet
        16  avsluttet
        57  ingen åpen kilde
         7  venter på tall

        C057 For om lag halvparten står mangel på kompetanse mye i veien for digitaliseringen.
          har endret seg: 50 er trykt, 53,1 er tallet nå (+3,1).

        C040 Innbyggerundersøkelsen viser uendrede vurderinger.
          har endret seg: DFØ sier om 2024: ned.

        C023 I 2021 hadde 63 prosent stor erfaring med nettjenester.
          motsagt av en annen kilde: Uutilsynet har 57 der rapporten har 63.

        Hele rapporten, med bevis for hvert tall: file:///home/reports/digital-competence-2021.html

      Go on with:
        npx statbank db psql -c "select * from mart.ssb_07221 limit 5"  ask a question of your own
        npx statbank report check --all                                 see every claim of the report with its verdict
        npx statbank serve                                              look around in a browser: tables, charts, the report, operations
        npx statbank status                                             see what is here and how fresh it is
        npx statbank db url                                             the address for BI tools, password included
        npx statbank search boligpriser                                 find tables at SSB itself; then plan and sync them
      "
    `);
    const { facts } = await json('quickstart');
    const outcomes = facts.tables.map(({ outcome }: { outcome: string }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['unchanged']));
    expect(facts.answer).toContainEqual({ år: '2025', personer: '5594340' });
  });

  it('leaves a database alone whose tables were synced', async () => {
    const { call, query } = await startRehearsal();
    await call('sync', '05803');
    const { exitCode, stderr } = await call('quickstart');
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('quickstart would publish old example figures over them');
    expect(await query('select table_id from star.dim_dataset')).toEqual([{ table_id: '05803' }]);
  });

  it('needs no database: it starts one, which the next command finds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'statbank-quickstart-'));
    try {
      const first = await runProgram(['quickstart'], { folder });
      expect(first.exitCode).toBe(EXIT.ok);
      expect(first.stderr).toContain(`Starting PostgreSQL in ${join(folder, '.statbank')}.`);
      expect(first.stdout).toContain('npx statbank db stop');
      const next = await runProgram(['status', '--json'], { folder });
      expect(next.stderr).toBe('');
      expect(JSON.parse(next.stdout).tables).toHaveLength(20);
    } finally {
      await removeEmbedded({ home: join(folder, '.statbank') });
      await rm(folder, { recursive: true });
    }
  });
});
