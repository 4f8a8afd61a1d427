import type { DimensionRole } from '../cube.ts';
import { pointerTo } from '../json/pointer.ts';
import { asObject, member } from '../json/value.ts';
import type { DimensionDraft } from './dimension.ts';
import type { FindingCollector } from './findings.ts';
import type { Layout } from './layout.ts';
import { looksLikeTime, metricRank, looksLikePlace } from './role-names.ts';

const STATED_ROLES = ['time', 'metric', 'geo'] as const;
type StatedRole = (typeof STATED_ROLES)[number];

/**
 * Gives each dimension its role: what the source states, else what its code says.
 *
 * A cube has at most one time and one metric dimension; of several that are stated the
 * first in `id` order is taken and the others become classifications. Several places
 * (residence and birthplace) may stand. PxWeb often leaves out the role of its region
 * variable, which is then recognised by code or by its KLASS classification.
 *
 * @returns roles by dimension code, or null after an error was added
 */
export function assignRoles(
  layout: Layout,
  dimensions: readonly DimensionDraft[],
  findings: FindingCollector,
): ReadonlyMap<string, DimensionRole> | null {
  const roles = readStatedRoles(layout, findings);
  if (roles === null) return null;
  for (const role of ['time', 'metric'] as const) keepFirst(role, roles, layout, findings);

  const free = () => dimensions.filter((dimension) => !roles.has(dimension.code));
  const has = (role: StatedRole) => [...roles.values()].includes(role);
  const infer = (role: StatedRole, dimension: DimensionDraft | undefined) => {
    if (dimension === undefined || has(role)) return;
    roles.set(dimension.code, role);
    findings.add(
      role === 'geo' ? 'JSONSTAT_GEO_RECOGNISED' : 'JSONSTAT_ROLE_INFERRED',
      layout.rolePointer,
      `dimension ${dimension.code} is taken as the ${role} dimension, as no role is stated`,
    );
  };
  infer('time', free().find(looksLikeTime));
  infer('geo', free().find(looksLikePlace));
  const [metric] = free()
    .filter((dimension) => metricRank(dimension) !== null)
    .toSorted((a, b) => (metricRank(a) ?? 0) - (metricRank(b) ?? 0));
  infer('metric', metric);
  return roles;
}

function readStatedRoles(
  layout: Layout,
  findings: FindingCollector,
): Map<string, DimensionRole> | null {
  const roles = new Map<string, DimensionRole>();
  if (layout.role === undefined || layout.role === null) return roles;
  const stated = asObject(layout.role);
  if (stated === null) {
    findings.add('JSONSTAT_ROLE_TYPE', layout.rolePointer, 'roles have an unknown form', {
      expected: 'an object from role to an array of dimension codes',
      actual: layout.role,
    });
    return null;
  }
  const before = findings.errorCount;
  for (const role of STATED_ROLES) {
    const value = member(stated, role) ?? [];
    const codes: readonly unknown[] = Array.isArray(value) ? value : [value];
    codes.forEach((code, position) => {
      const pointer = pointerTo(layout.rolePointer, role, position);
      if (typeof code !== 'string') {
        findings.add('JSONSTAT_ROLE_TYPE', pointer, 'a role does not name a dimension', {
          expected: 'a dimension code as text',
          actual: code,
        });
      } else if (!layout.ids.includes(code)) {
        findings.add('JSONSTAT_ROLE_UNKNOWN', pointer, 'a role names something else', {
          expected: `one of ${layout.ids.join(', ')}`,
          actual: code,
        });
      } else if (roles.has(code) && roles.get(code) !== role) {
        findings.add('JSONSTAT_ROLE_TWICE', pointer, 'a dimension has two roles', {
          expected: `only ${roles.get(code) ?? ''}`,
          actual: role,
        });
      } else {
        roles.set(code, role);
      }
    });
  }
  return findings.errorCount === before ? roles : null;
}

function keepFirst(
  role: StatedRole,
  roles: Map<string, DimensionRole>,
  layout: Layout,
  findings: FindingCollector,
): void {
  const [first, ...others] = layout.ids.filter((code) => roles.get(code) === role);
  for (const code of others) {
    roles.set(code, 'classification');
    findings.add(
      'JSONSTAT_ROLE_SEVERAL',
      pointerTo(layout.rolePointer, role),
      `only ${first ?? ''} is taken as the ${role} dimension, ${code} as a classification`,
    );
  }
}
