import type { Gate } from './facts.ts';
import { listed } from './words.ts';

/** Finds a publication that changes what things are called and not a single cell. */
export const labelsOnly: Gate = ({ counts, labelsChanged, relabelled }) => {
  if (!labelsChanged || counts.added + counts.changed + counts.withdrawn > 0) return null;
  const labels = relabelled.map(
    ({ variable, code, before, after }) => `${variable}=${code}: ${before} → ${after}`,
  );
  return `No cell differs, but what the table says in words does${labels.length === 0 ? '' : `: ${listed(labels)}`}.`;
};
