import pg from 'pg';
import { expect, test } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { reportDashboard } from '../../../src/mart/metabase/dashboard.ts';
import { openMetabase } from '../../../src/mart/metabase/metabase-api.ts';
import { publishDashboard } from '../../../src/mart/metabase/publish-dashboard.ts';
import { forgetLogin } from '../../support/logins.ts';
import { startMetabase } from '../../support/metabase.ts';
import { openQuickstartMart } from '../../support/quickstart-mart.ts';
import { type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';
import type { Row } from '../../support/workshop.ts';

const PASSWORD = 'only4metabase';

async function checkedReport(): Promise<Rehearsal> {
  const rehearsal = await startRehearsal({
    variables: { STATBANK_METABASE_PASSWORD: PASSWORD },
  });
  await rehearsal.call('sync', '05803', '99001', '--quiet');
  await rehearsal.call('report', 'check', '--quiet');
  forgetLogin(rehearsal.database, `${rehearsal.database.name}_metabase`);
  return rehearsal;
}

test.each(['no', 'en'] as const)(
  'a new Metabase is given a login, a connection, and a dashboard whose every question has an answer (%s)',
  async (language) => {
    const { call, json, database } = await checkedReport();
    const { url, made } = await startMetabase();
    const { exitCode, facts } = await json('metabase', '--url', url, '--language', language);
    expect(exitCode).toBe(EXIT.ok);
    expect(facts).toEqual({
      report: 'digital-competence-2021',
      dashboard: `${url}/dashboard/1`,
      login: `${database.name}_metabase`,
      cards: 7,
    });
    const [connection] = made.database;
    const { host, port, dbname, user, password } = connection!.details;
    const reader = new pg.Client({ host, port, database: dbname, user, password });
    await reader.connect();
    try {
      for (const { name, dataset_query: asked, visualization_settings: settings } of made.card) {
        const { rows, fields } = await reader.query<Record<string, unknown>>(asked.native.query);
        expect([name, rows.length > 0]).toEqual([name, true]);
        const columns = fields.map((field) => field.name);
        for (const drawn of Object.values(settings).flat()) expect(columns).toContain(drawn);
      }
      const timeout = await reader.query<{ statement_timeout: string }>('show statement_timeout');
      expect(timeout.rows).toEqual([{ statement_timeout: '1min' }]);
      await expect(reader.query('select from ops.run')).rejects.toThrow(/permission denied/);
    } finally {
      await reader.end();
    }
    const [dashboard] = made.dashboard;
    const cards = dashboard!.dashcards ?? [];
    expect(cards.map(({ card_id: id }) => id)).toEqual(made.card.map((_, index) => index + 1));
    expect(overlapping(cards)).toEqual([]);
    const said = await call('metabase', '--url', url);
    expect(said.stdout + said.stderr).not.toContain(password);
    expect(said.stdout + said.stderr).not.toContain(PASSWORD);
  },
);

test.each(['no', 'en'] as const)(
  'every question of the dashboard is answered in full where all tables are, by somebody who only reads (%s)',
  async (language) => {
    const { ask } = await openQuickstartMart();
    const { cards } = reportDashboard('digital-competence-2021', language);
    const [claims, broken, verdicts, , list, , fresh] = await Promise.all(
      cards.map(async ({ sql }) => ask(sql)),
    );
    const total = (rows: readonly Row[] = []): number =>
      rows.reduce((sum, row) => sum + Number(Object.values(row).at(-1)), 0);
    const [truth] = await ask(`
      select (select count(*) from mart.report_claims where report = 'digital-competence-2021') as claims,
        (select count(*) from mart.freshness) as tables`);
    for (const { name, sql, settings } of cards) {
      const rows = await ask(sql);
      expect([name, rows.length > 0]).toEqual([name, true]);
      for (const drawn of Object.values(settings).flat())
        expect(Object.keys(rows[0] ?? {})).toContain(drawn);
    }
    expect(total(claims)).toBe(Number(truth?.['claims']));
    expect(total(verdicts)).toBe(total(claims));
    expect(list?.length).toBe(total(broken));
    expect(total(fresh)).toBe(Number(truth?.['tables']));
  },
);

test('a second time everything is brought up to date, and nothing is there twice', async () => {
  const { json } = await checkedReport();
  const { url, made, asked } = await startMetabase();
  await json('metabase', '--url', url);
  const first = made.database[0]?.details.password;
  expect((await json('metabase', '--url', url)).exitCode).toBe(EXIT.ok);
  expect(Object.values(made).map((each) => each.length)).toEqual([1, 1, 7, 1]);
  expect(asked.filter((line) => line.startsWith('PUT /api/card/'))).toHaveLength(7);
  expect(made.database[0]?.details.password).not.toBe(first);
});

test.each([
  ['require', { ssl: true, 'ssl-mode': 'require' }],
  ['verify-full', { ssl: true, 'ssl-mode': 'verify-full' }],
  ['disable', { ssl: false }],
  [null, { ssl: false }],
])('a database with sslmode %s is read as its address says', async (sslMode, encryption) => {
  const { url, made } = await startMetabase();
  const api = await openMetabase(
    url,
    { email: 'one@example.org', password: PASSWORD },
    { name: 'statbank', locale: 'nb' },
    new AbortController().signal,
  );
  const place = { name: 'statbank', host: 'localhost', port: 5432, database: 'statbank' };
  await publishDashboard(
    api,
    { ...place, user: 'reader', password: 'a secret', sslMode },
    reportDashboard('digital-competence-2021', 'no'),
  );
  expect(made.database[0]?.details).toMatchObject(encryption);
});

test('what stands in the way is told with what to do, and no password', async () => {
  const { call } = await checkedReport();
  const { url } = await startMetabase();
  const nobody = await call('metabase', '--url', 'http://127.0.0.1:9');
  expect(nobody.exitCode).toBe(EXIT.configuration);
  expect(nobody.stderr).toContain(
    'SB_METABASE: Metabase at 127.0.0.1:9: GET /api/session/properties had no answer',
  );
  const strange = await call('metabase', '--url', `${url}/elsewhere`);
  expect(strange.stderr).toMatch(/SB_METABASE: .* was refused with HTTP 40\d/);
  const unchecked = await startRehearsal({ variables: { STATBANK_METABASE_PASSWORD: PASSWORD } });
  expect((await unchecked.call('metabase', '--url', url)).stderr).toContain('SB_REPORT_UNKNOWN');
  const unset = await startRehearsal();
  expect((await unset.call('metabase', '--url', url)).stderr).toContain(
    'STATBANK_METABASE_PASSWORD is not set',
  );
  const wrong = await startRehearsal({ variables: { STATBANK_METABASE_PASSWORD: 'short' } });
  expect((await wrong.call('metabase', '--url', url)).stderr).toContain('SB_CONFIG_ENVIRONMENT');
  expect((await call('metabase', '--url', 'http://a:b@host')).exitCode).toBe(EXIT.usage);
});

test('somebody else’s password is not accepted', async () => {
  const { call } = await checkedReport();
  const { url } = await startMetabase();
  await call('metabase', '--url', url, '--email', 'one@example.org');
  const { exitCode, stderr } = await call('metabase', '--url', url, '--email', 'two@example.org');
  expect(exitCode).toBe(EXIT.configuration);
  expect(stderr).toContain('POST /api/session was refused with HTTP 401');
});

interface Placed {
  readonly row: number;
  readonly col: number;
  readonly size_x: number;
  readonly size_y: number;
}

/** Pairs of cards of which one covers a part of the other, and cards that leave the grid. */
function overlapping(cards: readonly Placed[]): readonly (readonly Placed[])[] {
  const beyond = cards.filter(({ col, size_x: width }) => col + width > 24).map((card) => [card]);
  const pairs = cards.flatMap((one, index) =>
    cards
      .slice(index + 1)
      .filter(
        (other) =>
          one.col < other.col + other.size_x &&
          other.col < one.col + one.size_x &&
          one.row < other.row + other.size_y &&
          other.row < one.row + one.size_y,
      )
      .map((other) => [one, other]),
  );
  return [...beyond, ...pairs];
}
