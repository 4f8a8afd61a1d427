import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publish } from '../../../src/load/publish.ts';
import { readSeries } from '../../../src/report/read-series.ts';
import type { ReadCell } from '../../../src/transform/claims/reading.ts';
import { sketchCube, sketchPublication, type VariableSketch } from '../../support/cubes.ts';
import { readEvaluatedReport, readReports } from '../../../src/report/read-report.ts';
import { registerReport } from '../../../src/report/register.ts';
import { saveEvaluations } from '../../../src/report/save-evaluations.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import {
  bind,
  operand,
  sketchClaim,
  sketchEvaluation,
  sketchReport,
} from '../../support/claims.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

const bound = sketchClaim({
  operands: [operand('value', { current: bind('ssb:99001', { Tid: 'newest' }) })],
});
const report = sketchReport([bound, sketchClaim({ id: 'C002', position: 2 })]);

describe.each(servers())('what is kept of a report on $name', (server) => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await (await createTestDatabase({ server })).connect();
    await registerReport(connection.kysely, report);
  });

  afterAll(async () => connection.close());

  test('a registered report is read back as it was', async () => {
    expect(await readReports(connection.kysely)).toEqual([report]);
  });

  test('a report that was never evaluated is unknown', async () => {
    await expect(readEvaluatedReport(connection.kysely, 'sketch')).rejects.toMatchObject({
      code: 'SB_REPORT_UNKNOWN',
    });
  });

  test('the newest evaluation stands, and the verdict before it is known', async () => {
    const { kysely } = connection;
    const save = async (verdict: 'holds' | 'drifted'): Promise<void> =>
      saveEvaluations(
        kysely,
        'sketch',
        [{ claimId: 'C001', evaluation: sketchEvaluation({ verdict }), inputsHash: Buffer.of(1) }],
        null,
      );
    await save('holds');
    await save('drifted');
    const read = await readEvaluatedReport(kysely, 'sketch');
    expect(read.claims).toMatchObject([
      { claim: { id: 'C001' }, evaluation: { verdict: 'drifted' }, previousVerdict: 'holds' },
    ]);
    expect(read.counts).toMatchObject({ drifted: 1, holds: 0 });
    const history = await kysely
      .selectFrom('mart.report_claim_history')
      .select(['verdict', 'previous_verdict'])
      .execute();
    expect(history).toEqual([
      { verdict: 'holds', previous_verdict: null },
      { verdict: 'drifted', previous_verdict: 'holds' },
    ]);
  });

  test('a series is read whole, oldest period first, symbols beside numbers', async () => {
    const years: VariableSketch = { code: 'Tid', role: 'time', codes: ['2018', '2021'] };
    const what: VariableSketch = { code: 'ContentsCode', role: 'metric', codes: ['Andel'] };
    await publish(
      connection.pool,
      await sketchPublication(connection, sketchCube([what, years], [42, [null, '..']])),
    );
    const fact = await connection.kysely
      .selectFrom('star.fact_observation')
      .select(['dataset_key', 'series_key', 'time_key'])
      .executeTakeFirstOrThrow();
    const cell: ReadCell = {
      datasetKey: fact.dataset_key,
      seriesKey: fact.series_key,
      timeKey: fact.time_key,
      vintage: 1,
      codes: {},
      value: null,
      symbol: '',
    };
    expect(await readSeries(connection.kysely, cell)).toMatchObject([
      { period: '2018', value: '42', symbol: '' },
      { period: '2021', value: null, symbol: '..' },
    ]);
  });

  test('a claim that leaves the report keeps its history and is shown no more', async () => {
    const { kysely } = connection;
    await registerReport(kysely, sketchReport([sketchClaim({ id: 'C002', position: 1 })]));
    const claims = await kysely.selectFrom('mart.report_claims').select('claim').execute();
    expect(claims).toEqual([{ claim: 'C002' }]);
    const history = await kysely
      .selectFrom('mart.report_claim_history')
      .select('claim')
      .distinct()
      .execute();
    expect(history).toEqual([{ claim: 'C001' }]);
  });
});
