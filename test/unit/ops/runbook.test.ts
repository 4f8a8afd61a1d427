import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { METRICS } from '../../../src/serve/metric-list.ts';

let runbook = '';
beforeAll(async () => {
  runbook = await readFile('docs/operations.md', 'utf8');
});

describe('the runbook', () => {
  test('has a remedy for every exit code, and for no other', () => {
    const codes = [...runbook.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT));
  });

  test('alerts by metrics that there are', () => {
    const known = new Set<string>(Object.values(METRICS).map(({ name }) => name));
    // Roles and examples of names are written with the same beginning.
    const named = [...runbook.matchAll(/statbank_[a-z_]+(?=[ {[`])/g)]
      .map(([name]) => name)
      .filter((name) => !/^statbank_(owner|loader|reader|nightly)$/.test(name));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
