import { test } from 'vitest';
import { rehearseNights } from './nights.ts';

/** A year takes minutes on an idle machine, and the machine may not be idle. */
const PATIENCE_MS = 1_800_000;

test.each([1, 2, 3])(
  'a year of nights with seed %i ends as a clean load of its archive',
  async (seed) => rehearseNights(seed, 365),
  PATIENCE_MS,
);
