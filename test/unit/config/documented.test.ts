import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseCatalogue } from '../../../src/config/catalogue.ts';
import { VARIABLES } from '../../../src/config/environment.ts';

const page = await readFile(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

test('the page on configuration lists every variable that is read, and no other', () => {
  const listed = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect(listed).toEqual(Object.keys(VARIABLES.shape));
});

test('its example of a catalogue is right', () => {
  const example = /```yaml\n([\s\S]+?)```/.exec(page)?.[1] ?? '';
  expect(parseCatalogue(example, 'example').entries).toHaveLength(2);
});
