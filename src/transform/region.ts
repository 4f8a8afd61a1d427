import type { Category, Dimension } from './cube.ts';

export type RegionLevel =
  | 'country'
  | 'county'
  | 'municipality'
  | 'district'
  | 'basic-unit'
  | 'group'
  | 'unknown';

/** A place as a row of the region dimension. `scheme` and `code` together identify it across tables. */
export interface Region {
  readonly scheme: string;
  readonly code: string;
  readonly level: RegionLevel;
  readonly parentCode: string | null;
}

// KLASS: 131 municipalities, 104 counties, 231 KOSTRA regions, 1 basic statistical units.
const NORWEGIAN_CLASSIFICATION = /^urn:ssb:classification:klass:(?:131|104|231|1)$/;
const NORWEGIAN_VARIABLE = /^(?:Region|Grunnkretser?|KOK(?:kommune|fylkes|bydels)region\d*)$/;

/**
 * Which place a value of a geographic variable is.
 *
 * - `no`: Norwegian country, counties, municipalities, city districts and basic units by
 *   their official codes, of all generations of municipalities. SSB's region variables
 *   and every variable whose `describedby` names their KLASS classification.
 * - `no:summed`: SSB's groupings `K-0301` and `F-03`, where today's municipalities and
 *   counties are followed back in time. The code is that of the place, but the figures
 *   are recalculated, so they must not be mixed with those of `no`.
 * - `kostra`: KOSTRA's groups and averages (`EAK`, `EKG01`).
 * - otherwise the provider; with the variable's code behind it where that is not one of
 *   the common names, because `Land` and `Fylke` of one agency may use the same codes
 *   for different places.
 */
export function regionOf(
  provider: string,
  dimension: Pick<Dimension, 'code' | 'classifications'>,
  category: Pick<Category, 'code' | 'parent'>,
): Region {
  if (isNorwegian(provider, dimension)) {
    return norwegianRegion(category.code, dimension.code.startsWith('KOKfylkesregion'));
  }
  const common = /^(?:region|geo|area)$/i.test(dimension.code);
  return {
    scheme: common ? provider : `${provider}:${dimension.code}`,
    code: category.code,
    level: 'unknown',
    parentCode: category.parent,
  };
}

function isNorwegian(
  provider: string,
  dimension: Pick<Dimension, 'code' | 'classifications'>,
): boolean {
  return (
    dimension.classifications.some((urn) => NORWEGIAN_CLASSIFICATION.test(urn)) ||
    (provider === 'ssb' && NORWEGIAN_VARIABLE.test(dimension.code))
  );
}

function norwegianRegion(code: string, ofCounties: boolean): Region {
  const summed = /^(?:K-(\d{4})|F-(\d{2}))$/.exec(code);
  if (summed !== null) {
    return { ...officialRegion(summed[1] ?? summed[2] ?? ''), scheme: 'no:summed' };
  }
  if (/^E(?:AK|KG|AFK|AB)/.test(code)) {
    return { scheme: 'kostra', code, level: 'group', parentCode: null };
  }
  // KOSTRA's county variable has four digits for a county, which look like a municipality.
  if (ofCounties && /^\d\d00$/.test(code)) {
    return { scheme: 'kostra', code, level: 'county', parentCode: null };
  }
  return officialRegion(code);
}

function officialRegion(code: string): Region {
  const place = (level: RegionLevel, parentDigits: number): Region => ({
    scheme: 'no',
    code,
    level,
    parentCode: parentDigits === 0 ? null : code.slice(0, parentDigits),
  });
  if (code === '0') return place('country', 0);
  if (/^9+$/.test(code) || !/^\d+$/.test(code)) return place('unknown', 0);
  switch (code.length) {
    case 2:
      return place('county', 0);
    case 4:
      return place('municipality', 2);
    case 6:
      return place('district', 4);
    case 8:
      return place('basic-unit', 4);
    default:
      return place('unknown', 0);
  }
}
