import { test } from 'vitest';
import { rehearseNights } from '../nights.ts';

test(
  'a month of nights ends as a clean load of its archive',
  async () => rehearseNights(4, 30),
  300_000,
);
