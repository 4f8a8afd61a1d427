import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { GATES } from '../../../src/transform/gate.ts';

test('every gate is documented with its default verdict, and no other is', async () => {
  const page = await readFile('docs/gates.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z_]+)` \| `(publish|warn|hold)` \| .+ \|$/gm)];
  expect(Object.fromEntries(rows.map(([, gate, verdict]) => [gate, verdict]))).toEqual(GATES);
});
