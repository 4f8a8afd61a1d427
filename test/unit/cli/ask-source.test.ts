import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLES_FOLDER } from '../../../src/config/package.ts';
import { loadExampleTables } from '../../../src/simulator/examples.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/simulator.ts';
import { runMain } from '../../support/run-main.ts';

let simulator: Simulator;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'statbank-cli-'));
  simulator = await startSimulator({
    tables: await loadExampleTables(path.join(EXAMPLES_FOLDER, 'tables')),
    limits: { maxCells: 1000 },
  });
});

afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

const run = async (...words: string[]) =>
  runMain(words, { variables: { STATBANK_SSB_URL: simulator.url, STATBANK_HOME: folder }, folder });

const facts = async (...words: string[]): Promise<unknown> => {
  const ran = await run(...words, '--json');
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  return JSON.parse(ran.stdout);
};

describe('search', () => {
  test('lists the tables that hold all words, with their periods', async () => {
    expect(await facts('search', 'aldersfordeling*', 'OR', '07459')).toMatchObject({
      tables: [{ table: 'ssb:07459', firstPeriod: '2006', lastPeriod: '2025' }],
    });
  });

  test('says how many it found and how many it shows', async () => {
    const { stdout } = await run('search', '07459 OR 05803 OR 10325', '--limit', '2');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('3 tables found, the first 2 shown');
  });

  test('finds nothing without failing', async () => {
    expect(await facts('search', 'finnesikke')).toEqual({ found: 0, tables: [] });
  });
});

describe('describe', () => {
  test('shows variables, measures and codelists', async () => {
    const described = await facts('describe', '07459');
    expect(described).toMatchObject({
      table: 'ssb:07459',
      titleNo: 'Alders- og kjønnsfordeling i kommuner, fylker og hele landet',
      cells: 4240,
      measures: [{ code: 'Personer1', unit: 'personer', decimals: 0, measuringType: 'stock' }],
    });
    expect(described).toHaveProperty('variables.2', {
      code: 'Alder',
      label: 'alder',
      role: 'classification',
      eliminable: true,
      size: 106,
      first: '000',
      last: '105+',
      codelists: ['agg_FemAarigGruppering', 'agg_TiAarigGruppering'],
    });
  });

  test('lists every value when it is asked to', async () => {
    const { stdout } = await run('describe', 'ssb:05803', '--values');
    expect(stdout).toMatch(/^1735 /m);
  });
});

describe('plan', () => {
  test('shows requests, cells and minutes, and fetches no data', async () => {
    const before = simulator.requests.length;
    expect(await facts('plan', '07459', '--whole')).toMatchObject({
      table: 'ssb:07459',
      selection: 'whole table',
      cells: 4240,
      limits: { maxCells: 1000, calls: 40, windowSeconds: 60 },
      minutes: 0,
      requests: { length: 5 },
    });
    const asked = simulator.requests.slice(before).map(({ kind }) => kind);
    expect(asked).not.toContain('data');
  });

  test('says which part of the table each request fetches', async () => {
    const { stdout } = await run('plan', '07459', '--whole');
    expect(stdout).toMatch(/5 requests, 4240 cells, 0\.0 minutes at 40 calls in 60 s/);
    expect(stdout).toMatch(/^ +1 +\d+ +\w+ \w+…\w+$/m);
  });

  test('takes the selection from the catalogue', async () => {
    expect(await facts('plan', '09429')).toMatchObject({ selection: 'catalogue' });
  });
});

test('every answer is kept in the archive', async () => {
  const objects = await readdir(path.join(folder, 'archive', 'objects'), { recursive: true });
  expect(objects.filter((name) => name.endsWith('.gz')).length).toBeGreaterThan(5);
});

test.each([
  [['describe', '99998'], 4, 'SB_SOURCE_NO_SUCH_TABLE'],
  [['describe', 'nope:1'], 6, 'SB_CONFIG_UNKNOWN_PROVIDER'],
  [['search', 'x', '--provider', 'sbb'], 6, 'SB_CONFIG_UNKNOWN_PROVIDER'],
  [['plan', '07459', '--catalogue', 'missing.yaml'], 6, 'SB_CONFIG_CATALOGUE'],
])('%j ends with %i and %s', async (words, exitCode, code) => {
  const ran = await run(...words);
  expect(ran.exitCode).toBe(exitCode);
  expect(ran.stderr).toMatch(new RegExp(`^error ${code}: `));
  expect(ran.stdout).toBe('');
});
