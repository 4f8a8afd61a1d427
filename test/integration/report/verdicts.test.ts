import type { KyselyPlugin } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { syncTable } from '../../../src/pipeline/sync.ts';
import type { TableReport } from '../../../src/pipeline/table-report.ts';
import { withRun } from '../../../src/pipeline/with-run.ts';
import type { Workshop } from '../../../src/pipeline/workshop.ts';
import { type ReadDb, readConsistently } from '../../../src/postgres/read-db.ts';
import { bindingReader } from '../../../src/report/binding-reader.ts';
import { checkReport } from '../../../src/report/check-report.ts';
import { evaluatePublished } from '../../../src/report/evaluate-published.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import type { Revision } from '../../../src/simulator/table/revision.ts';
import type { Claim } from '../../../src/transform/claims/claim.ts';
import type { EvaluatedClaim, Verdict } from '../../../src/transform/claims/evaluated-claim.ts';
import { bind, operand, sketchClaim, sketchReport, words } from '../../support/claims.ts';
import { servers } from '../../support/database.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

const KEY = { Forvaltning: 'K', Hindring: '03', ContentsCode: 'AndelVirksomheter' };
const now = { ...bind('ssb:99001', { ...KEY, Tid: 'newest' }), unit: 'prosent' };
const in2018 = bind('ssb:99001', { ...KEY, Tid: '2018' });
const printed = { value: '53', decimals: 0, asPrinted: '53 prosent' };
const share = sketchClaim({ printed, operands: [operand('value', { current: now })] });

/** A revision of the table that is bound, and what it does to the verdict on 53 per cent. */
const at = (value: number | null, symbol?: string): Revision['changes'] => [
  {
    change: 'cell',
    at: { ...KEY, Tid: '2024' },
    value,
    ...(symbol === undefined ? {} : { symbol }),
  },
];

interface SyncOptions {
  readonly table?: string;
  /** Runs in the publishing transaction, after claims were judged. */
  readonly afterJudging?: () => Promise<void>;
}

/** Syncs a bound table without gates, and evaluates its claims as the program does. */
async function sync(
  workshop: TestWorkshop,
  simulator: Simulator,
  { table = '99001', afterJudging }: SyncOptions = {},
): Promise<TableReport | undefined> {
  const own: Workshop = {
    ...workshop,
    onPublished: async (session, ref, taskId) => {
      await evaluatePublished(session, ref, taskId, workshop.logger);
      await afterJudging?.();
    },
  };
  const target = { ref: { provider: 'ssb', table }, selection: {} };
  const mode = { dryRun: false, changes: 0, gates: null };
  const [report] = await withRun(own, 'sync', async (runId) => [
    await syncTable(own, workshop.source(simulator), runId, target, mode, () => undefined),
  ]);
  return report;
}

describe.each(servers())('a publication judges the claims bound to it, on $name', (server) => {
  let workshop: TestWorkshop;
  let simulator: Simulator;

  beforeAll(async () => {
    workshop = await openTestWorkshop({ server });
  });

  beforeEach(async () => {
    simulator = await exampleSimulator();
  });

  async function judge(
    claim: Partial<Claim>,
    revision?: Revision['changes'],
  ): Promise<EvaluatedClaim> {
    const bound = { ...share, ...claim };
    if (revision !== undefined) simulator.publish('99001', { changes: revision });
    await sync(workshop, simulator);
    const { evaluated } = await checkReport(workshop.db, sketchReport([bound]));
    const [only] = evaluated.claims;
    if (only === undefined) throw new Error('The claim was not evaluated.');
    return only;
  }

  const trend = {
    test: { kind: 'trend', direction: 'up', within: '0' },
    printed: null,
    operands: [operand('from', { current: in2018 }), operand('to', { current: now })],
  } as const;

  const scripts: readonly [
    Verdict,
    string,
    Partial<Claim>,
    Revision['changes'] | undefined,
    string,
  ][] = [
    ['holds after rounding', 'as published', {}, undefined, '53,1 avrundes til 53'],
    ['holds', 'a revision to the printed number', {}, at(53), 'fortsatt 53'],
    [
      'drifted',
      'a revision beyond rounding',
      {},
      at(55.2),
      '53 er trykt, 55,2 er tallet nå (+2,2)',
    ],
    [
      'drifted',
      'a new year with another number',
      {},
      [
        {
          change: 'add-value',
          variable: 'Tid',
          code: '2025',
          figures: Array.from({ length: 12 }, () => 60),
        },
      ],
      '60 er tallet nå',
    ],
    ['holds', 'a rise, as published', trend, undefined, 'Fra 42 til 53,1 (+11,1): opp'],
    [
      'direction reversed',
      'a revision below the first year',
      trend,
      at(40),
      'Fra 42 til 40 (−2): ned',
    ],
    [
      'meaning changed',
      'a code that is no more',
      {},
      [{ change: 'recode-value', variable: 'Hindring', code: '03', to: '3A' }],
      'Hindring har ikke lenger koden 03; den har 01, 02, 04, 05, 06, 3A',
    ],
    [
      'meaning changed',
      'a variable that is no more',
      {},
      [{ change: 'rename-variable', variable: 'Hindring', to: 'Barriere' }],
      'variabelen Hindring finnes ikke lenger',
    ],
    [
      'meaning changed',
      'a new variable, so that two cells have the codes',
      {},
      [
        {
          change: 'add-variable',
          variable: 'Kilde',
          label: { no: 'kilde', en: 'source' },
          values: [
            { code: 'A', label: { no: 'A', en: 'A' } },
            { code: 'B', label: { no: 'B', en: 'B' } },
          ],
          position: 0,
          elimination: false,
        },
      ],
      '2 celler har disse kodene, bundet til én',
    ],
    [
      'waiting for data',
      'a symbol for the number',
      { operands: [operand('value', { current: bind('ssb:99001', { ...KEY, Tid: '2024' }) })] },
      at(null, ':'),
      'tegnet «:» står i stedet for et tall (2024)',
    ],
    [
      'waiting for data',
      'a year that is missing',
      { operands: [operand('value', { current: bind('ssb:99001', { ...KEY, Tid: '1999' }) })] },
      undefined,
      'perioden 1999 finnes ikke',
    ],
    [
      'waiting for data',
      'a code that never was',
      {
        operands: [
          operand('value', {
            current: bind('ssb:99001', { ...KEY, Hindring: '99', Tid: 'newest' }),
          }),
        ],
      },
      undefined,
      'Hindring har ikke koden 99; den har 01, 02, 03',
    ],
    [
      'waiting for data',
      'a table that is not here',
      { operands: [operand('value', { current: bind('ssb:00000', {}) })] },
      undefined,
      'ssb:00000: tabellen er ikke lastet',
    ],
    [
      'contradicted by another source',
      'another number for the same',
      {
        rivals: [
          {
            publisher: 'Uutilsynet',
            value: '57',
            text: words('57'),
            address: 'https://example.org',
          },
        ],
      },
      undefined,
      'Uutilsynet har 57 der rapporten har 53',
    ],
    [
      'superseded',
      'another scale',
      { superseded: { since: '2024', reason: words('another scale') } },
      undefined,
      'another scale',
    ],
    ['frozen', 'the end of a series', { ended: words('it has ended') }, undefined, 'it has ended'],
    [
      'drifted',
      'a revision of an ended series',
      { ended: words('it has ended') },
      at(99),
      '99 er tallet nå',
    ],
    [
      'no open source',
      'nothing bound',
      { operands: [operand('value')] },
      undefined,
      'Ingen åpen kilde har det samme målet',
    ],
  ];

  test.each(scripts)('%s: %s', async (verdict, _what, claim, revision, reason) => {
    const { evaluation } = await judge(claim, revision);
    expect(evaluation.verdict).toBe(verdict);
    expect(evaluation.reason.no).toContain(reason);
  });

  test('a unit that changed is another meaning, whatever the number', async () => {
    await sync(workshop, simulator);
    const other = { ...now, unit: 'personer' };
    const { evaluation } = await judge({ operands: [operand('value', { current: other })] });
    expect(evaluation.verdict).toBe('meaning changed');
    expect(evaluation.reason.no).toContain('måleenheten er «prosent», bundet til «personer»');
    expect(evaluation.current).toBeNull();
  });

  test('a drifted claim says by how much and since which vintage', async () => {
    const { drift, current, published } = (await judge({}, at(50))).evaluation;
    const { rows } = await workshop.pool.query<{ vintage: number }>(
      `select max(vintage) as vintage from mart.vintages where view = 'ssb_99001'`,
    );
    expect(published?.value).toBe('53');
    expect(current).toEqual({ value: '50', of: null, period: '2024' });
    expect(drift).toMatchObject({ amount: '-3', unit: 'points', sinceTable: 'ssb:99001' });
    expect(drift?.sinceVintage).toBe(rows[0]?.vintage);
  });
});

describe('in the publishing transaction', () => {
  let workshop: TestWorkshop;
  let simulator: Simulator;

  beforeEach(async () => {
    workshop = await openTestWorkshop();
    simulator = await exampleSimulator();
  });

  test('only claims whose cells changed get a new verdict, then those that rest on them', async () => {
    const other = sketchClaim({
      id: 'C002',
      printed: { value: '42', decimals: 0, asPrinted: '42' },
      operands: [operand('value', { current: in2018 })],
    });
    const sum = sketchClaim({
      id: 'C003',
      test: { kind: 'compound', claims: ['C001', 'C002'] },
      printed: null,
      operands: [],
    });
    await sync(workshop, simulator);
    await checkReport(workshop.db, sketchReport([share, other, sum]));
    simulator.publish('99001', { changes: at(70) });
    await sync(workshop, simulator);
    expect(await history()).toEqual([
      'C001 holds after rounding -',
      'C002 holds -',
      'C003 holds -',
      'C001 drifted task',
      'C003 drifted task',
    ]);
  });

  async function history(): Promise<readonly string[]> {
    const { rows } = await workshop.pool.query<{ line: string }>(
      `select claim_id || ' ' || verdict || ' ' || case when task_id is null then '-' else 'task' end as line
       from report.evaluation order by evaluation_id`,
    );
    return rows.map(({ line }) => line);
  }

  test('a claim that cannot be evaluated stops no publication', async () => {
    await sync(workshop, simulator);
    await checkReport(workshop.db, sketchReport([share]));
    await workshop.pool.query(
      `update report.report set definition = jsonb_set(definition, '{claims,0,test}', '{"kind": "derived", "formula": "1 +"}')`,
    );
    simulator.publish('99001', { changes: at(70) });
    const report = await sync(workshop, simulator);
    expect(report?.outcome).toBe('published');
    expect(await history()).toEqual(['C001 holds after rounding -']);
  });

  test('of two tables of one claim that are published at once, the second judges by both', async () => {
    const ofState = { Hindring: '03', ContentsCode: 'AndelVirksomheter', Tid: '2025' };
    const distance = sketchClaim({
      test: { kind: 'derived', formula: 'municipalities - state' },
      printed: { value: '13.1', decimals: 1, asPrinted: '13,1' },
      operands: [
        operand('municipalities', { current: now }),
        operand('state', { current: bind('ssb:10611', ofState) }),
      ],
    });
    await sync(workshop, simulator);
    await sync(workshop, simulator, { table: '10611' });
    await checkReport(workshop.db, sketchReport([distance]));
    simulator.publish('99001', { changes: at(60) });
    simulator.publish('10611', { changes: [{ change: 'cell', at: ofState, value: 10 }] });

    // The first has judged and does not commit before the second waits to judge.
    let tellJudged: () => void = () => undefined;
    const judged = new Promise<void>((resolve) => {
      tellJudged = resolve;
    });
    const first = sync(workshop, simulator, {
      afterJudging: async () => {
        tellJudged();
        await expect.poll(waitingToJudge, { timeout: 10_000 }).toBe(1);
      },
    });
    await judged;
    const second = sync(workshop, simulator, { table: '10611' });
    const outcomes = (await Promise.all([first, second])).map((report) => report?.outcome);
    expect(outcomes).toEqual(['published', 'published']);
    const { rows } = await workshop.pool.query<{ line: string }>(
      `select concat_ws(' ', previous_verdict, verdict, current_value) as line
       from mart.report_claim_history order by evaluated_at`,
    );
    expect(rows.map(({ line }) => line)).toEqual([
      'holds 13.1',
      'holds drifted 20',
      'drifted drifted 50',
    ]);
  });

  async function waitingToJudge(): Promise<number> {
    const { rows } = await workshop.pool.query(
      `select from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.length;
  }

  test('tables, codes and numbers are asked for once, however many claims are bound to them', async () => {
    await sync(workshop, simulator);
    const years = ['2018', '2024', 'newest'];
    const bindings = ['01', '02', '03', '04', '05', '06'].flatMap((Hindring) =>
      years.map((Tid) => bind('ssb:99001', { ...KEY, Hindring, Tid })),
    );
    const queries = await countQueries(async (db) => {
      const reader = bindingReader(db);
      for (const binding of [...bindings, ...bindings]) await reader.read(binding);
    });
    // Table, variables, and the codes of the three that are not time; then one for each number.
    expect(queries).toBe(5 + bindings.length);
  });

  async function countQueries(work: (db: ReadDb) => Promise<void>): Promise<number> {
    let queries = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    await readConsistently(workshop.db.withPlugin(counter), work);
    return queries;
  }
});
