import { beforeEach, expect, test } from 'vitest';
import { createExchange } from '../../../src/extract/exchange.ts';
import type { TableSelection } from '../../../src/extract/provider.ts';
import { listTables } from '../../../src/extract/pxweb2/changes.ts';
import { type CatalogueReader, discover } from '../../../src/pipeline/discover.ts';
import { agencyOf } from '../../support/extraction.ts';
import { type Night, startNight } from '../../support/night.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

const TABLES = ['05803', '07459', '03024'];
const DAY = 86_400_000;

let night: Night;

beforeEach(async () => {
  night = await startNight(await openTestWorkshop());
});

async function look(
  news: CatalogueReader['news'] = null,
  selection: TableSelection = {},
): Promise<{ readonly due: Readonly<Record<string, string>>; readonly calls: number }> {
  const { workshop, simulator, source } = night;
  const before = simulator.requests.length;
  const exchange = createExchange({
    ...source,
    archive: workshop.archive,
    record: async () => undefined,
  });
  const targets = TABLES.map((table) => ({ ref: { provider: 'ssb', table }, selection }));
  const { due, quiet } = await discover(workshop, 'ssb', targets, {
    list: async (pastDays) => listTables(agencyOf(simulator), pastDays, exchange),
    news,
  });
  expect(due.length + quiet.length).toBe(TABLES.length);
  return {
    due: Object.fromEntries(due.map(({ target, reason }) => [target.ref.table, reason])),
    calls: simulator.requests.length - before,
  };
}

async function syncAll(): Promise<void> {
  for (const table of TABLES) await night.sync(table);
}

const newTitle = { change: 'title', title: { no: 'Ny tittel', en: 'New title' } } as const;

test('tables that were never fetched are due without a call', async () => {
  const reason = 'never fetched';
  expect(await look()).toEqual({
    due: { '05803': reason, '07459': reason, '03024': reason },
    calls: 0,
  });
});

test('a night with nothing new costs one call and fetches nothing', async () => {
  await syncAll();
  night.clock.advance(DAY);
  expect(await look()).toEqual({ due: {}, calls: 1 });
  expect(night.simulator.requests.at(-1)?.url).toContain('pastDays=3');
});

test('three nights missed widen the window by three days', async () => {
  await syncAll();
  night.clock.advance(4 * DAY);
  night.simulator.publish('07459', { changes: [newTitle] });
  night.clock.advance(DAY / 2);
  expect(await look()).toEqual({ due: { '07459': 'newer publication' }, calls: 1 });
  expect(night.simulator.requests.at(-1)?.url).toContain('pastDays=7');
});

test('a publication is due until it is fetched, however often the catalogue is looked at', async () => {
  await syncAll();
  night.clock.advance(DAY);
  night.simulator.publish('05803', { changes: [newTitle] });
  night.clock.advance(DAY);
  for (let again = 0; again < 3; again += 1) {
    expect((await look()).due).toEqual({ '05803': 'newer publication' });
    night.clock.advance(2 * DAY);
  }
  await night.sync('05803');
  expect((await look()).due).toEqual({});
});

test('another last period under the same stamp is due', async () => {
  night.simulator.publish('03024', { updated: '2026-10-04T06:00:00Z', changes: [] });
  await syncAll();
  night.simulator.publish('03024', {
    updated: '2026-10-04T06:00:00Z',
    changes: [{ change: 'add-value', variable: 'Tid', code: '2026U01' }],
  });
  night.clock.advance(DAY);
  expect((await look()).due).toEqual({ '03024': 'another last period' });
});

test('a stamp that moves backwards is seen in the window, or when the catalogue is read whole', async () => {
  night.simulator.publish('05803', { changes: [] });
  night.simulator.publish('07459', { changes: [] });
  await syncAll();
  night.simulator.publish('05803', { updated: '2026-10-04T06:00:00Z', changes: [] });
  night.simulator.publish('07459', { updated: '2026-01-02T07:00:00Z', changes: [] });
  night.clock.advance(DAY);
  expect((await look()).due).toEqual({ '05803': 'older publication' });
  night.clock.advance(6 * DAY);
  expect(await look()).toEqual({
    due: { '05803': 'older publication', '07459': 'older publication' },
    calls: 1,
  });
  expect(night.simulator.requests.at(-1)?.url).not.toContain('pastDays');
});

test('a table without a stamp is due every night', async () => {
  night.simulator.publish('05803', { updated: null, changes: [] });
  await syncAll();
  for (let again = 0; again < 2; again += 1) {
    night.clock.advance(DAY);
    expect((await look()).due).toEqual({ '05803': 'no publication time' });
    await night.sync('05803');
  }
});

test('a table that loses its stamp is due once the catalogue is read whole', async () => {
  await syncAll();
  night.simulator.publish('05803', { updated: null, changes: [] });
  night.clock.advance(7 * DAY);
  expect((await look()).due).toEqual({ '05803': 'no publication time' });
});

test('a table that the whole catalogue does not list is asked for by its entry', async () => {
  await syncAll();
  night.simulator.publish('05803', { changes: [{ change: 'withdraw' }] });
  night.clock.advance(DAY);
  expect((await look()).due).toEqual({});
  night.clock.advance(7 * DAY);
  expect((await look()).due).toEqual({ '05803': 'not in the catalogue' });
});

test('news of a table make it due though the catalogue shows nothing yet', async () => {
  await syncAll();
  night.clock.advance(DAY);
  const news = async () => new Map([['07459', night.clock.now().toISOString()]]);
  expect((await look(news)).due).toEqual({ '07459': 'announced' });
});

test('news that are older than the last fetch are no news', async () => {
  const told = night.clock.now().toISOString();
  night.clock.advance(1000);
  await syncAll();
  night.clock.advance(DAY);
  expect((await look(async () => new Map([['07459', told]]))).due).toEqual({});
});

test('a failed look notes nothing: the next one covers the same days', async () => {
  await syncAll();
  night.clock.advance(DAY);
  night.simulator.faults.next({ kind: 'tables' }, { kind: 'status', status: 403 });
  await expect(look()).rejects.toMatchObject({ code: 'SB_HTTP_FORBIDDEN' });
  night.clock.advance(DAY);
  await look();
  expect(night.simulator.requests.at(-1)?.url).toContain('pastDays=4');
});

test('tables of which something else is wanted now are due', async () => {
  await syncAll();
  night.clock.advance(DAY);
  const reason = 'another selection';
  expect((await look(null, { Tid: { values: ['top(2)'] } })).due).toEqual({
    '05803': reason,
    '07459': reason,
    '03024': reason,
  });
});

test('tables of a source without a catalogue are fetched every time', async () => {
  await syncAll();
  night.clock.advance(DAY);
  const targets = TABLES.map((table) => ({ ref: { provider: 'ssb', table }, selection: {} }));
  const { due, quiet } = await discover(night.workshop, 'ssb', targets, {
    list: async () => null,
    news: null,
  });
  expect(due.map(({ reason }) => reason)).toEqual(TABLES.map(() => 'no catalogue'));
  expect(quiet).toEqual([]);
});
