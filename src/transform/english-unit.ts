/** Units that Norwegian sources without English texts count in. */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  ['antall', 'number'],
  ['antal', 'number'],
  ['indeks', 'index'],
  ['kr', 'NOK'],
  ['kroner', 'NOK'],
  ['1 000 kr', 'NOK 1 000'],
  ['1000 kr', 'NOK 1 000'],
  ['mill. kr', 'NOK million'],
  ['person', 'persons'],
  ['personer', 'persons'],
  ['plass', 'place'],
  ['poeng', 'points'],
  ['prosent', 'per cent'],
  ['prosentpoeng', 'percentage points'],
  ['år', 'years'],
  ['av 10', 'of 10'],
]);

/** A unit in English, where its source has none in English and it is a common one; null otherwise. */
export function englishUnit(unit: string | null): string | null {
  return unit === null ? null : (ENGLISH.get(unit.toLowerCase()) ?? null);
}
