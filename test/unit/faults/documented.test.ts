import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const page = await readFile(new URL('docs/faults.md', ROOT), 'utf8');

/** Every row of the page: its fault, and the tests that are named for it. */
const ROWS = page
  .split('\n')
  .filter((line) => /^\| (?!fault \|)[^|]+\|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, fault = '', , proof = '']) => ({
    fault,
    file: /^`([^`]+)`/.exec(proof)?.[1] ?? '',
    names: [...proof.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
  }));

describe('the page on faults', () => {
  test('has a row for every kind of fault', () => {
    expect(ROWS.length).toBeGreaterThan(45);
  });

  test.each(ROWS)('names tests for "$fault" that exist', async ({ file, names }) => {
    const text = (await readFile(new URL(file, ROOT), 'utf8')).replaceAll(/\s+/g, ' ');
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(text).toContain(name);
  });

  test('names every file of fault tests', async () => {
    const files = await readdir(new URL('test/faults', ROOT), { recursive: true });
    const tests = files.filter((file) => file.endsWith('.test.ts'));
    expect(tests.length).toBeGreaterThan(5);
    for (const file of tests) expect(page).toContain(`test/faults/${file}`);
  });
});
