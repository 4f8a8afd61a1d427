import { describe, expect, test } from 'vitest';
import { virtualClock } from '../../../src/simulator/clock.ts';
import { recordedJson } from '../../support/recorded-cells.ts';
import { noneRecorded } from '../../support/recorded.ts';
import { ask, exampleSimulator } from '../../support/simulator.ts';

const ids = (answer: { json(): any }): readonly string[] =>
  answer.json().tables.map((table: { id: string }) => table.id);

describe('the catalogue', () => {
  test('lists tables that are not discontinued, twenty a page', async () => {
    const simulator = await exampleSimulator();
    const answer = await ask(simulator, '/tables');
    expect(answer.json().page).toMatchObject({ pageNumber: 1, pageSize: 20, totalPages: 1 });
    expect(ids(answer)).toContain('07459');
    expect(ids(answer)).not.toContain('03013');
    const all = await ask(simulator, '/tables?includeDiscontinued=true&pageSize=10000');
    expect(ids(all)).toContain('03013');
  });

  test.each([
    ['07459', ['07459']],
    ['03013 OR 07459', ['03013', '07459']],
    ['iktbruks', ['10611', '99001']],
    ['hindringer kommuner', ['99001']],
    ['hindringer AND statlige', ['10611']],
    ['title:befolkning', ['01222', '05803']],
    ['title:konkurs*', ['09695']],
    ['updated:20260923*', ['13760']],
    ['id:0945*', []],
    ['"eksport av oppalen laks"', ['03024']],
    ['finnesikke', []],
  ])('the query %s finds %j', async (query, expected) => {
    const simulator = await exampleSimulator();
    const path = `/tables?includeDiscontinued=true&query=${encodeURIComponent(query)}`;
    const answer = await ask(simulator, path);
    expect(answer.status).toBe(200);
    expect(ids(answer)).toEqual(expected);
    expect(answer.json().page.totalPages).toBe(1);
  });

  test('an asterisk is compared with the stemmed word', async () => {
    const simulator = await exampleSimulator();
    expect(ids(await ask(simulator, '/tables?query=title:kommuner*'))).not.toContain('07459');
    expect(ids(await ask(simulator, '/tables?query=title:kommun*'))).toContain('07459');
  });

  test('page links drop includeDiscontinued, keep spaces and spell pagesize', async () => {
    const simulator = await exampleSimulator();
    const answer = await ask(
      simulator,
      '/tables?query=03013%20OR%2007459&includeDiscontinued=true&pageSize=1',
    );
    const address = `${simulator.url}/tables/?lang=no&query=03013 OR 07459&pagesize=1&pageNumber=`;
    expect(answer.json().page).toEqual({
      pageNumber: 1,
      pageSize: 1,
      totalElements: 2,
      totalPages: 2,
      links: [
        { rel: 'next', hreflang: 'no', href: `${address}2` },
        { rel: 'last', hreflang: 'no', href: `${address}2` },
      ],
    });
    const last = await ask(
      simulator,
      '/tables?query=03013%20OR%2007459&includeDiscontinued=true&pageSize=1&pageNumber=2',
    );
    expect(last.json().page.links.map((link: { rel: string }) => link.rel)).toEqual([
      'previous',
      'last',
    ]);
  });

  test('a page past the end is 404, a page below one is the first', async () => {
    const simulator = await exampleSimulator();
    const past = await ask(simulator, '/tables?pageNumber=9');
    expect([past.status, past.json()]).toEqual([
      404,
      { type: 'Parameter error', title: 'Non-existent page', status: 404 },
    ]);
    expect((await ask(simulator, '/tables?pageNumber=0&pageSize=0')).json().page).toMatchObject({
      pageNumber: 1,
      pageSize: 20,
    });
  });

  test('a page size that is no number is the framework’s own problem', async () => {
    const answer = await ask(await exampleSimulator(), '/tables?pageSize=many');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json().errors).toHaveProperty('pageSize');
  });

  test('pastDays counts back from the clock', async () => {
    const simulator = await exampleSimulator({ clock: virtualClock('2026-09-25T12:00:00Z') });
    expect(ids(await ask(simulator, '/tables?pastDays=3'))).toEqual(['13760']);
    expect(ids(await ask(simulator, '/tables?pastDays=1'))).toEqual([]);
  });

  test('a discontinued table says so, others lack the member', async () => {
    const simulator = await exampleSimulator();
    expect((await ask(simulator, '/tables/03013')).json().discontinued).toBe(true);
    expect((await ask(simulator, '/tables/07459')).json()).not.toHaveProperty('discontinued');
  });

  test.skipIf(noneRecorded)('an entry has the members of the recorded one', async () => {
    const simulator = await exampleSimulator();
    const recorded = recordedJson('ssb/v2_table_13760_en.json');
    const answer = (await ask(simulator, '/tables/13760?lang=en')).json();
    expect(Object.keys(answer)).toEqual(Object.keys(recorded));
    for (const member of ['id', 'updated', 'lastPeriod', 'variableNames', 'source', 'timeUnit']) {
      expect(answer[member]).toEqual(recorded[member]);
    }
    expect(answer.links.map((link: { rel: string }) => link.rel)).toEqual(
      recorded.links.map((link: { rel: string }) => link.rel),
    );
  });
});

describe('configuration and what is not there', () => {
  test.skipIf(noneRecorded)('the configuration has the recorded members', async () => {
    const answer = (await ask(await exampleSimulator(), '/config')).json();
    const recorded = recordedJson('ssb/quoted_v2_config_2026-08-30.json');
    expect(Object.keys(answer)).toEqual(Object.keys(recorded));
    expect(answer).toMatchObject({
      maxDataCells: 800_000,
      maxCallsPerTimeWindow: 0,
      timeWindow: 0,
    });
  });

  test('navigation is gone, and saved queries are not kept', async () => {
    const simulator = await exampleSimulator();
    expect((await ask(simulator, '/navigation')).status).toBe(404);
    expect((await ask(simulator, '/savedqueries/1')).json().title).toBe('Saved query not found');
  });

  test('paths are matched without regard to case', async () => {
    const simulator = await exampleSimulator();
    expect((await ask(simulator, '/Tables/07459/MetaData')).status).toBe(200);
    expect((await ask(simulator, '/codeLists/agg_FemAarigGruppering')).status).toBe(200);
  });
});
