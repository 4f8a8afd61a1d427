import { pointerTo } from '../json/pointer.ts';
import { asObject, asText, member, type JsonObject } from '../json/value.ts';
import type { FindingCollector } from './findings.ts';

/** A dataset that was found in a document, not yet read. */
export interface FoundDataset {
  readonly name: string;
  readonly pointer: string;
  readonly dataset: JsonObject;
}

export interface FoundDatasets {
  readonly datasets: readonly FoundDataset[];
  readonly links: readonly string[];
}

const NOTHING: FoundDatasets = Object.freeze({ datasets: [], links: [] });

/** Finds the datasets of a document by its class (2.0) or its shape (1.x, where the root is a map of datasets). */
export function findDatasets(root: unknown, findings: FindingCollector): FoundDatasets {
  const document = asObject(root);
  if (document === null) {
    findings.add('JSONSTAT_ROOT', '', 'this is JSON, but not JSON-stat', {
      expected: 'an object',
      actual: root,
    });
    return NOTHING;
  }
  const kind = member(document, 'class');
  if (kind === 'dataset') return { datasets: [nameDataset(document)], links: [] };
  if (kind === 'collection') return findInCollection(document, '', findings);
  if (kind !== undefined) {
    findings.add('JSONSTAT_CLASS', '/class', 'this document has no table', {
      expected: 'dataset or collection',
      actual: kind,
    });
    return NOTHING;
  }
  if (asObject(member(document, 'dimension')) !== null) {
    findings.add('JSONSTAT_CLASS_MISSING', '', 'the document is taken as a dataset');
    return { datasets: [nameDataset(document)], links: [] };
  }
  return findInBundle(document, findings);
}

function nameDataset(dataset: JsonObject): FoundDataset {
  const px = asObject(member(asObject(member(dataset, 'extension')), 'px'));
  return { name: asText(member(px, 'tableid')) ?? 'dataset', pointer: '', dataset };
}

function findInBundle(document: JsonObject, findings: FindingCollector): FoundDatasets {
  const datasets: FoundDataset[] = [];
  const others: string[] = [];
  for (const [name, value] of Object.entries(document)) {
    const dataset = asObject(value);
    if (dataset !== null && member(dataset, 'dimension') !== undefined) {
      datasets.push({ name, pointer: pointerTo('', name), dataset });
    } else {
      others.push(name);
    }
  }
  if (datasets.length === 0) {
    findings.add('JSONSTAT_ROOT', '', 'this is JSON, but not JSON-stat', {
      expected: 'class dataset or collection, or a bundle of datasets',
      actual: { members: others },
    });
    return NOTHING;
  }
  for (const name of others) {
    findings.add('JSONSTAT_BUNDLE_MEMBER', pointerTo('', name), 'a member is not a dataset');
  }
  return { datasets, links: [] };
}

// Collections of collections exist; a document that nests deeper is not meant to be read.
const DEEPEST_COLLECTION = 10;

function findInCollection(
  collection: JsonObject,
  pointer: string,
  findings: FindingCollector,
  depth = 0,
): FoundDatasets {
  const itemsPointer = pointerTo(pointer, 'link', 'item');
  const items = member(asObject(member(collection, 'link')), 'item');
  if (!Array.isArray(items) || depth > DEEPEST_COLLECTION) {
    findings.add('JSONSTAT_COLLECTION', itemsPointer, 'the items of a collection cannot be read', {
      expected: 'an array of datasets, embedded or by href',
      actual: items,
    });
    return NOTHING;
  }
  const datasets: FoundDataset[] = [];
  const links: string[] = [];
  (items as readonly unknown[]).forEach((entry, position) => {
    const item = asObject(entry);
    const itemPointer = pointerTo(itemsPointer, position);
    const kind = member(item, 'class');
    const href = asText(member(item, 'href'));
    if (item !== null && kind === 'collection' && member(item, 'link') !== undefined) {
      const nested = findInCollection(item, itemPointer, findings, depth + 1);
      datasets.push(...nested.datasets);
      links.push(...nested.links);
    } else if (item !== null && kind !== 'collection' && member(item, 'dimension') !== undefined) {
      const place = itemPointer.replaceAll('/link/item/', '-');
      datasets.push({ name: `item${place}`, pointer: itemPointer, dataset: item });
    } else if (href !== null) {
      if (kind !== 'dimension') links.push(href);
    } else {
      findings.add('JSONSTAT_COLLECTION', itemPointer, 'an item is neither here nor linked', {
        expected: 'a dataset with its dimensions, or an href',
        actual: entry,
      });
    }
  });
  return { datasets, links };
}
