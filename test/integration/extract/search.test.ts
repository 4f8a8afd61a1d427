import { describe, expect, test } from 'vitest';

import { searchTables } from '../../../src/extract/pxweb2/search.ts';
import { isUnderSubject } from '../../../src/extract/table-catalogue.ts';
import { agencyOf, startExtraction } from '../../support/extraction.ts';
import { exampleSimulator } from '../../support/simulator.ts';

describe('search', () => {
  test('pages by itself, although the links of the server lose what was asked', async () => {
    const simulator = await exampleSimulator();
    const { exchange } = await startExtraction('search');
    const options = { query: '', includeDiscontinued: true, pageSize: 4 };
    const found = await searchTables(agencyOf(simulator), options, exchange);
    expect(found.map(({ id }) => id).toSorted()).toEqual([...simulator.tables.keys()].toSorted());
    expect(simulator.requests.length).toBe(Math.ceil(found.length / 4));
    const discontinued = found.filter((table) => table.discontinued).length;
    const active = await searchTables(agencyOf(simulator), { query: '' }, exchange);
    expect(discontinued).toBeGreaterThan(0);
    expect(active).toHaveLength(found.length - discontinued);
  });

  test('gives titles without number and periods', async () => {
    const simulator = await exampleSimulator();
    const { exchange } = await startExtraction('search');
    const [table] = await searchTables(agencyOf(simulator), { query: '07459' }, exchange);
    expect(table).toMatchObject({ id: '07459', timeUnit: 'annual' });
    expect(table?.title).not.toMatch(/07459|\d{4}-\d{4}/);
  });

  test('of words that match nothing finds nothing', async () => {
    const simulator = await exampleSimulator();
    const { exchange } = await startExtraction('search');
    expect(await searchTables(agencyOf(simulator), { query: 'enhjørning' }, exchange)).toEqual([]);
  });

  test('finds the tables of a subject by its short name, at any step of a path', async () => {
    const simulator = await exampleSimulator();
    const { exchange } = await startExtraction('search');
    const ids = async (subject: string) =>
      (await searchTables(agencyOf(simulator), { query: '' }, exchange))
        .filter((table) => isUnderSubject(table, subject))
        .map(({ id }) => id);
    expect(await ids('folkemengde')).toContain('07459');
    expect(await ids('BE')).toContain('05803');
    expect(await ids('folkemeng')).toEqual([]);
  });

  test('ends where a page has ceased to exist meanwhile, and gives no table twice', async () => {
    const simulator = await exampleSimulator();
    const { exchange } = await startExtraction('search');
    const firstPageAgain = (body: string) => body.replace(/"totalPages":\d+/, '"totalPages":99');
    simulator.faults.always({ kind: 'tables' }, { kind: 'body', replace: firstPageAgain });
    const found = await searchTables(agencyOf(simulator), { query: '', pageSize: 5 }, exchange);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(simulator.requests.at(-1)?.status).toBe(404);
  });
});
