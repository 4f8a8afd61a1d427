import { expect, test } from 'vitest';
import { nearest } from '../../../src/config/nearest.ts';

test.each([
  ['sbb', 'ssb'],
  ['SSB', 'ssb'],
  ['eurostta', 'eurostat'],
])('%s probably means %s', (word, meant) => {
  expect(nearest(word, ['scb1', 'ssb', 'eurostat'])).toBe(meant);
});

test('a word that is near to nothing means nothing', () => {
  expect(nearest('klass', ['ssb', 'eurostat'])).toBeNull();
  expect(nearest('x', [])).toBeNull();
});
