import type { Gate } from './facts.ts';
import { listed } from './words.ts';

/** Finds a measure with another unit, precision, base period or kind: old and new figures do not belong together. */
export const measureDefinition: Gate = ({ measures }) =>
  measures.length === 0
    ? null
    : `${listed(
        measures.map(
          ({ measure, property, before, after }) =>
            `${measure}: ${property} ${before} has become ${after}`,
        ),
      )}.`;
