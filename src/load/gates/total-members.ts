import type { CubeFrame, Dimension } from '../../transform/cube.ts';

/** A value of a variable that may be the sum of others. */
export interface TotalMember {
  readonly variable: string;
  readonly code: string;
  readonly label: string;
  readonly parts: readonly string[];
}

/** How SSB and its neighbours write "all of it" where the metadata does not mark it. */
const TOTAL_LABEL =
  /^(i alt|total(t|er)?|sum|alle|begge kjønn|hele landet|all|both sexes|the whole country)(?!\p{L})/iu;

/**
 * Values that may be totals: the one that stands for the eliminated variable, those with a
 * total's label, and those with others below them. Whether they add up is for the figures to show.
 */
export function totalMembers({
  dimensions,
}: Pick<CubeFrame, 'dimensions'>): readonly TotalMember[] {
  return dimensions
    .filter(({ role }) => role === 'geo' || role === 'classification')
    .flatMap(membersOf);
}

function membersOf({ code: variable, categories, elimination }: Dimension): readonly TotalMember[] {
  const children = childrenByParent(categories);
  return categories.flatMap(({ code, label }): readonly TotalMember[] => {
    const below = children.get(code) ?? [];
    const whole = code === elimination?.valueCode || TOTAL_LABEL.test(label);
    const others = categories
      .filter((other) => other.code !== code && (other.parent === null || other.parent === code))
      .map((other) => other.code);
    const parts = below.length > 0 ? below : whole ? others : [];
    return parts.length < 2 ? [] : [{ variable, code, label, parts }];
  });
}

function childrenByParent(
  categories: Dimension['categories'],
): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { code, parent } of categories) {
    if (parent === null) continue;
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [code]);
    else known.push(code);
  }
  return children;
}
