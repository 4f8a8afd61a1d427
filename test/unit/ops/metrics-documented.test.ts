import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { METRICS } from '../../../src/serve/metric-list.ts';

test('docs/metrics.md lists every metric with its labels and meaning, and no other', async () => {
  const page = await readFile('docs/metrics.md', 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `statbank_'));
  const expected = Object.values(METRICS).map(({ name, labels, help }) => {
    const told = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${told} | ${help} |`.replace('|  |', '| |');
  });
  expect(rows).toEqual(expected);
});
