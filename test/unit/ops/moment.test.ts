import { expect, test } from 'vitest';
import { parseMoment } from '../../../src/commands/moment.ts';

const NOW = new Date('2026-10-05T20:00:00Z');

test.each([
  ['90m', '2026-10-05T18:30:00.000Z'],
  ['24h', '2026-10-04T20:00:00.000Z'],
  ['400d', '2025-08-31T20:00:00.000Z'],
  ['2w', '2026-09-21T20:00:00.000Z'],
  ['2026-10-01', '2026-10-01T00:00:00.000Z'],
  ['2026-10-01T08:00+02:00', '2026-10-01T06:00:00.000Z'],
  ['2026-10-01T08:00:30Z', '2026-10-01T08:00:30.000Z'],
])('%s is %s', (text, moment) => {
  expect(parseMoment(text, '--since', NOW).toISOString()).toBe(moment);
});

test.each([
  '',
  '7',
  'd7',
  '0d',
  '-1d',
  '1y',
  '2026',
  '2026-13-01',
  '2026-10-01T08:00',
  'yesterday',
])('%j is refused with the option and what it takes', (text) => {
  expect(() => parseMoment(text, '--since', NOW)).toThrow(/^--since takes a span such as 24h/);
});
