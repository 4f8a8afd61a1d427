import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { JSONSTAT_FINDINGS } from '../../../../src/transform/jsonstat/finding-codes.ts';

it('docs/json-stat.md explains every finding code once, under its severity', () => {
  const text = readFileSync(new URL('../../../../docs/json-stat.md', import.meta.url), 'utf8');
  const [, errors = '', others = ''] = text.split(/^\| (?:error|warning or info) \|.*$/m);
  const listed = (table: string): readonly string[] =>
    [...table.matchAll(/^\| `(JSONSTAT_\w+)` \|/gm)].map(([, code]) => code ?? '');
  const known = (error: boolean): readonly string[] =>
    Object.entries(JSONSTAT_FINDINGS)
      .filter(([, severity]) => (severity === 'error') === error)
      .map(([code]) => code);
  expect(listed(errors)).toEqual(known(true));
  expect(listed(others)).toEqual(known(false));
});
