import { describe, expect, test } from 'vitest';
import { recordedJson } from '../../support/recorded-cells.ts';
import { noneRecorded } from '../../support/recorded.ts';
import { ask, everything, exampleSimulator } from '../../support/simulator.ts';

const ALL = everything('Kjonn', 'Alder', 'ContentsCode', 'Tid');
const DATA = '/tables/07459/data?valueCodes[ContentsCode]=*&valueCodes[Tid]=2025';

describe('errors', () => {
  test.each([
    ['/tables/99999/data', 400, 'Non-existent table', 404],
    ['/tables/99999/metadata', 404, 'Non-existent table', 404],
    ['/tables/99999', 404, 'Non-existent table', 404],
    ['/codelists/agg_Ukjent', 404, 'Non-existent codelist', 400],
    ['/codelists/AGG_FemAarigGruppering', 404, 'Non-existent codelist', 400],
    ['/tables/07459?lang=sv', 400, 'Unsupported language', 400],
    ['/tables?lang=dk', 400, 'Unsupported language', 400],
    [`${DATA}&outputFormat=csv`, 400, 'Unsupported output format', 400],
    [`${DATA}&outputFormatParams=UseCodes`, 400, 'Unsupported output format', 400],
    [`${DATA}&valueCodes[Farge]=1`, 400, 'Non-existent variable', 400],
    [`${DATA}&valueCodes[Alder]=200`, 400, 'Non-existent value', 400],
    [`${DATA}&valueCodes[Alder]=[range(000,200)]`, 400, 'Non-existent value', 400],
    [`${DATA}&valueCodes[Alder]=range(000,010)`, 400, 'Illegal selection expression', 400],
    [`${DATA}&valueCodes[Alder]=0*0`, 400, 'Illegal selection expression', 400],
    [`${DATA}&valueCodes[Alder]=*&codelist[Alder]=agg_x`, 400, 'Non-existent codelist', 400],
    [`${DATA}&heading=Farge`, 400, 'Illegal placment', 400],
    [
      '/tables/07459/data?valueCodes[Tid]=2025',
      400,
      'Missing selection for mandantory variable',
      400,
    ],
    [
      '/tables/07459/data?valueCodes[Tid]=x*&valueCodes[ContentsCode]=*',
      400,
      'Missing selection for mandantory variable',
      400,
    ],
  ])('%s is %i %s, and the body says %i', async (path, status, title, stated) => {
    const answer = await ask(await exampleSimulator(), path);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual({ type: 'Parameter error', title, status: stated });
    expect(answer.status).toBe(status);
  });

  test('one cell too many is refused with 400 and a detail', async () => {
    const simulator = await exampleSimulator({ limits: { maxCells: 4240 } });
    expect((await ask(simulator, '/tables/07459/data', ALL)).status).toBe(200);
    const smaller = await exampleSimulator({ limits: { maxCells: 4239 } });
    const refused = await ask(smaller, '/tables/07459/data', ALL);
    expect(refused.status).toBe(400);
    expect(refused.json()).toMatchObject({ title: 'Too many cells selected', status: 400 });
    expect(refused.json().detail).toContain('4239');
  });

  test('the same literal code twice is 500 with an empty body', async () => {
    const simulator = await exampleSimulator();
    const answer = await ask(simulator, `${DATA}&valueCodes[Alder]=000,000`);
    expect([answer.status, answer.text]).toEqual([500, '']);
    const mixed = await ask(simulator, `${DATA}&valueCodes[Alder]=000,top(1)`);
    expect(mixed.json().size).toEqual([1, 1, 1]);
  });

  test('an address of more than 2,100 characters is 404 with a web page', async () => {
    const simulator = await exampleSimulator();
    const filler = (length: number): string =>
      `/config?x=${'0'.repeat(length - 'https://data.ssb.no/api/pxwebapi/v2/config?x='.length)}`;
    expect((await ask(simulator, filler(2092))).status).toBe(200);
    const answer = await ask(simulator, filler(2142));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=iso-8859-1');
    expect(answer.text).toContain('<!DOCTYPE html');
  });

  test('a body that is no JSON is the framework’s own problem', async () => {
    const simulator = await exampleSimulator();
    const response = await fetch(`${simulator.url}/tables/07459/data`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"selection":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty('errors');
  });

  test.skipIf(noneRecorded)('three bodies equal the recorded ones', async () => {
    const simulator = await exampleSimulator();
    const pairs = [
      ['/tables/999999/data', 'ssb/v2_error_unknown_table_http400.json'],
      [`${DATA}&valueCodes[Alder]=200`, 'ssb/v2_error_nonexistent_value.json'],
      ['/tables/07459/data?valueCodes[Tid]=2025', 'ssb/v2_error_missing_selection.json'],
    ] as const;
    for (const [path, file] of pairs) {
      expect((await ask(simulator, path)).text).toBe(JSON.stringify(recordedJson(file)));
    }
  });
});
