import { beforeAll, describe, expect, it } from 'vitest';

import { createMemoryBudget } from '../../../src/extract/budget/memory-budget.ts';
import { createHttpClient } from '../../../src/extract/http/client.ts';
import {
  type ClassificationSource,
  syncClassification,
} from '../../../src/pipeline/classification.ts';
import { compareDatabases } from '../../../src/pipeline/compare-databases.ts';
import { archivedPublications } from '../../../src/pipeline/past-publications.ts';
import { rebuild } from '../../../src/pipeline/rebuild.ts';
import { replayClassification } from '../../../src/pipeline/replay-classification.ts';
import type { TableReport } from '../../../src/pipeline/table-report.ts';
import { wantedClassifications } from '../../../src/pipeline/wanted-classifications.ts';
import { withRun } from '../../../src/pipeline/with-run.ts';
import type { Workshop } from '../../../src/pipeline/workshop.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { afterThisFile } from '../../support/cleanup.ts';
import { servers } from '../../support/database.ts';
import { klassAt, klassSimulator, smallClassification } from '../../support/klass.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

const http = createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 2_000 });

function sourceAt(simulator: Simulator): ClassificationSource {
  return {
    klass: klassAt(simulator),
    http,
    budget: createMemoryBudget({ rate: { calls: 10_000, windowSeconds: 1 } }),
    sleep: async () => undefined,
  };
}

async function sync(
  workshop: Workshop,
  simulator: Simulator,
  id: string,
  correspondences: readonly string[] = [],
): Promise<TableReport> {
  const [report] = await withRun(workshop, 'klass', async (runId) => [
    await syncClassification(workshop, sourceAt(simulator), runId, { id, correspondences }, false),
  ]);
  return report!;
}

describe.each(servers())('a classification on $name', (server) => {
  let workshop: TestWorkshop;

  beforeAll(async () => {
    workshop = await openTestWorkshop({ server });
    afterThisFile(() => http.close());
  });

  it('is published with its codes, places and changes, and is unchanged the next time', async () => {
    const simulator = await klassSimulator();
    expect(await sync(workshop, simulator, '131', ['128'])).toMatchObject({
      table: 'klass:131',
      outcome: 'published',
      vintage: 1,
      added: 43,
      findings: [],
    });
    expect(await sync(workshop, simulator, '131', ['128'])).toMatchObject({
      outcome: 'unchanged',
      vintage: 1,
      unchanged: 43,
    });
    expect(
      await workshop.rows(
        `select regionkode, region, gyldig_fra::text, gyldig_til::text, overordnet_kode
         from mart.dim_region_version where regionkode = '1852' order by gyldig_fra`,
      ),
    ).toEqual([
      {
        regionkode: '1852',
        region: 'Tjeldsund',
        gyldig_fra: '2016-01-01',
        gyldig_til: '2018-01-01',
        overordnet_kode: '18',
      },
      {
        regionkode: '1852',
        region: 'Dielddanuorri - Tjeldsund',
        gyldig_fra: '2018-01-01',
        gyldig_til: '2020-01-01',
        overordnet_kode: '18',
      },
    ]);
    expect(
      await workshop.rows(
        `select dato::text, gammel_kode, ny_kode, endring from mart.region_change
         where '1507' in (gammel_kode, ny_kode) order by dato, gammel_kode, ny_kode`,
      ),
    ).toEqual([
      ...['1504', '1523', '1529', '1534', '1546'].map((code) => ({
        dato: '2020-01-01',
        gammel_kode: code,
        ny_kode: '1507',
        endring: 'slått sammen',
      })),
      { dato: '2024-01-01', gammel_kode: '1507', ny_kode: '1508', endring: 'delt' },
      { dato: '2024-01-01', gammel_kode: '1507', ny_kode: '1580', endring: 'delt' },
    ]);
    expect(
      await workshop.rows(
        `select fra_kode, til_kode, til_navn, gyldig_fra::text from mart.concept_correspondence
         order by gyldig_fra`,
      ),
    ).toEqual([
      {
        fra_kode: '1124',
        til_kode: '03',
        til_navn: 'Sentralitetsklasse 3',
        gyldig_fra: '2020-01-01',
      },
      {
        fra_kode: '1124',
        til_kode: '02',
        til_navn: 'Sentralitetsklasse 2',
        gyldig_fra: '2024-01-01',
      },
    ]);
    expect(
      await workshop.rows(
        `select purpose, count(*)::int as calls from raw.request
         where purpose like 'klass:c%' and status = 200 group by purpose order by purpose`,
      ),
    ).toHaveLength(9);
  });

  it('is read again from the archive without a call, and rebuilt into an empty database', async () => {
    const [again] = await withRun(workshop, 'klass', async (runId) => [
      await replayClassification(workshop, runId, '131', false),
    ]);
    expect(again).toMatchObject({ outcome: 'unchanged', vintage: 1 });
    const other = await openTestWorkshop({ server });
    const rebuilt = await withRun(other, 'rebuild', async (runId) =>
      rebuild(
        { ...other, archive: workshop.archive, journal: workshop.journal },
        runId,
        archivedPublications(workshop),
        () => {
          throw new Error('no table was fetched');
        },
        () => undefined,
      ),
    );
    expect(rebuilt.map(({ outcome }) => outcome)).toEqual(['published', 'unchanged']);
    const comparisons = await compareDatabases(workshop.pool, other.pool);
    const changes = comparisons.find(({ what }) => what === 'changes of places');
    expect(changes).toMatchObject({ onlyFirst: 0, onlySecond: 0 });
    expect(changes?.equal).toBeGreaterThan(30);
  });

  it('stands as it was where the next one is cut short, and the bytes are kept', async () => {
    const simulator = await klassSimulator();
    simulator.faults.next(
      { kind: 'klass', after: 1 },
      { kind: 'body', replace: (body) => body.replace('"code"', '"kode"') },
    );
    expect(await sync(workshop, simulator, '131')).toMatchObject({
      outcome: 'quarantined',
      error: { code: 'SB_SOURCE_RESPONSE' },
      findings: [expect.objectContaining({ pointer: '/codes/0/code' })],
    });
    const [row] = await workshop.rows(
      `select count(*)::int as vintages, (select count(*)::int from ops.finding where sha256 is not null) as findings
       from star.classification_vintage`,
    );
    expect(row).toEqual({ vintages: 1, findings: 1 });
  });

  it('changes all at once or not at all', async () => {
    const simulator = await klassSimulator([
      smallClassification({
        id: '131',
        codes: [{ code: '0301', names: { nb: 'Oslo' }, validFrom: '2000-01-01' }],
      }),
    ]);
    const crash = {
      ...workshop,
      step: async (step: string) => {
        if (step === 'before-commit') throw new Error('power cut');
      },
    };
    expect(await sync(crash, simulator, '131')).toMatchObject({ outcome: 'failed' });
    const count = async () => {
      const [row] = await workshop.rows(
        `select (select count(*)::int from star.bridge_region_change) as changes,
           (select count(*)::int from mart.klass_131) as codes`,
      );
      return row;
    };
    expect(await count()).toMatchObject({ codes: 42 });
    expect(await sync(workshop, simulator, '131')).toMatchObject({
      outcome: 'published',
      vintage: 2,
      added: 1,
      withdrawn: 43,
    });
    expect(await count()).toEqual({ changes: 0, codes: 1 });
  });

  it('joins tables that name it, with one row for every code that they have', async () => {
    const simulator = await exampleSimulator();
    const reports = await workshop.sync(simulator, '07459', '05803');
    expect(reports.map(({ error }) => error)).toEqual([null, null]);
    const wanted = await wantedClassifications(workshop, []);
    expect(wanted.map(({ id }) => id)).toEqual(expect.arrayContaining(['2', '104', '131']));
    expect(await sync(workshop, await klassSimulator(), '131')).toMatchObject({ vintage: 3 });
    await sync(workshop, await klassSimulator(), '2');
    const [row] = await workshop.rows(
      `select count(*)::int as facts, count(k.kode)::int as joined, count(r.kode)::int as places
       from mart.ssb_07459 as t
       left join mart.klass_2 as k on k.kode = t.kjønn_kode
       left join mart.klass_131 as r on r.kode = t.region_kode`,
    );
    expect(row!['facts']).toBe(row!['joined']);
    expect(row!['facts']).toBe(row!['places']);
    const [unique] = await workshop.rows(
      `select count(*) = count(distinct kode) as one_row_a_code from mart.klass_131`,
    );
    expect(unique).toEqual({ one_row_a_code: true });

    const announced = await workshop.rows(
      `select from_view, from_column, to_column from mart.relationships
       where to_view in ('klass_2', 'klass_2_en') order by 1`,
    );
    expect(announced).toEqual([
      { from_view: 'ssb_07459', from_column: 'kjønn_kode', to_column: 'kode' },
      { from_view: 'ssb_07459_en', from_column: 'sex_code', to_column: 'code' },
      { from_view: 'ssb_07459_en_history', from_column: 'sex_code', to_column: 'code' },
      { from_view: 'ssb_07459_history', from_column: 'kjønn_kode', to_column: 'kode' },
    ]);
    expect(
      await workshop.rows(`select * from mart.keys where view like 'klass%131%' order by view`),
    ).toEqual([
      { view: 'klass_131', columns: ['kode'] },
      { view: 'klass_131_en', columns: ['code'] },
    ]);
    const links = await workshop.rows(
      `select distinct from_view, from_column, to_view, to_column from mart.relationships where to_view ~ '^klass_'`,
    );
    for (const link of links) {
      const [fromView, fromColumn, toView, toColumn] = [
        link['from_view'],
        link['from_column'],
        link['to_view'],
        link['to_column'],
      ].map(String);
      const broken = await workshop.rows(
        `select from mart."${fromView}" as t where "${fromColumn}" is not null
         and not exists (select from mart."${toView}" as k where k."${toColumn}" = t."${fromColumn}") limit 1`,
      );
      expect({ fromView, fromColumn, broken }).toEqual({ fromView, fromColumn, broken: [] });
    }
  });
});
