import { asObject, asText, member, type JsonObject } from '../json/value.ts';

/** Classifications that `link.describedby` names, for the variable and for its values. */
export interface Classifications {
  readonly ofVariable: readonly string[];
  readonly ofCategory: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads `link.describedby` as PxWeb writes it: each entry has an `extension` from a
 * variable code or a value code to urns with spaces between them, e.g.
 * `urn:ssb:classification:klass:131`. Unknown urns are kept: the list of classification
 * systems is open.
 */
export function readClassifications(dimension: JsonObject, variable: string): Classifications {
  const ofVariable = new Set<string>();
  const ofCategory = new Map<string, Set<string>>();
  const link = asObject(member(dimension, 'link'));
  const describedBy = member(link, 'describedby');
  for (const entry of Array.isArray(describedBy) ? (describedBy as readonly unknown[]) : []) {
    const extension = asObject(member(asObject(entry), 'extension'));
    for (const [code, urns] of Object.entries(extension ?? {})) {
      const target = code === variable ? ofVariable : (ofCategory.get(code) ?? new Set());
      if (code !== variable) ofCategory.set(code, target);
      for (const urn of (asText(urns) ?? '').split(/\s+/)) if (urn !== '') target.add(urn);
    }
  }
  return {
    ofVariable: [...ofVariable],
    ofCategory: new Map([...ofCategory].map(([code, urns]) => [code, [...urns]])),
  };
}
