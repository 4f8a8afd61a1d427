import { pointerTo } from '../json/pointer.ts';
import { asObject } from '../json/value.ts';
import type { FindingCollector } from './findings.ts';

/**
 * Reads `category.child` (code → its direct descendants) into code → direct ancestor.
 * A value under several ancestors keeps the first one, since a tree is what reports
 * draw; the others are told.
 *
 * @returns null after an error was added
 */
export function readParents(
  child: unknown,
  codes: readonly string[],
  pointer: string,
  findings: FindingCollector,
): ReadonlyMap<string, string> | null {
  const parents = new Map<string, string>();
  if (child === undefined || child === null) return parents;
  const children = asObject(child);
  if (children === null) {
    findings.add('JSONSTAT_CHILD_TYPE', pointer, 'the hierarchy has an unknown form', {
      expected: 'an object from code to an array of codes',
      actual: child,
    });
    return null;
  }
  const known = new Set(codes);
  for (const [parent, descendants] of Object.entries(children)) {
    if (!Array.isArray(descendants) || !descendants.every((code) => typeof code === 'string')) {
      findings.add(
        'JSONSTAT_CHILD_TYPE',
        pointerTo(pointer, parent),
        'descendants are not a list',
        {
          expected: 'an array of codes',
          actual: descendants,
        },
      );
      return null;
    }
    descendants.forEach((code: string, position) => {
      const where = pointerTo(pointer, parent, position);
      if (!known.has(code) || !known.has(parent)) {
        findings.add(
          'JSONSTAT_CHILD_UNKNOWN',
          where,
          'the hierarchy names a code that is not a value',
        );
      } else if (parents.has(code)) {
        findings.add('JSONSTAT_CHILD_SECOND_PARENT', where, 'a value has a second ancestor', {
          expected: `only ${parents.get(code) ?? ''}`,
          actual: parent,
        });
      } else {
        parents.set(code, parent);
      }
    });
  }
  const inCycle = codeInCycle(parents);
  if (inCycle !== null) {
    findings.add('JSONSTAT_CHILD_CYCLE', pointer, 'a value is its own ancestor', {
      expected: 'a tree',
      actual: inCycle,
    });
    return null;
  }
  return parents;
}

function codeInCycle(parents: ReadonlyMap<string, string>): string | null {
  const rooted = new Set<string>();
  for (const start of parents.keys()) {
    const trail = new Set<string>();
    let code: string | undefined = start;
    while (code !== undefined && !rooted.has(code)) {
      if (trail.has(code)) return code;
      trail.add(code);
      code = parents.get(code);
    }
    for (const visited of trail) rooted.add(visited);
  }
  return null;
}
