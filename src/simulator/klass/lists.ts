import type { SimulatedClassification } from './example.ts';

/** The days of a request: `from` included, `to` not. */
export interface DayRange {
  readonly from: string;
  readonly to: string | null;
}

type Code = SimulatedClassification['codes'][number];
type Language = keyof Code['names'];

function codeItem(code: Code, language: Language): object {
  return {
    code: code.code,
    parentCode: code.parent ?? null,
    level: String(code.level),
    name: code.names[language] ?? code.names.nb,
    shortName: '',
    presentationName: '',
    validFrom: code.own ? code.validFrom : null,
    validTo: code.own ? (code.validTo ?? null) : null,
    notes: '',
  };
}

/** `codes`: what was valid in a range, cut to the range, a line for each name. */
export function codesList(
  { codes }: SimulatedClassification,
  range: DayRange,
  language: Language,
): object {
  const found = codes.filter((code) => overlaps(code, range));
  return {
    codes: merged(found, language).map((code) => ({
      ...codeItem(code, language),
      validFromInRequestedRange: code.validFrom > range.from ? code.validFrom : range.from,
      validToInRequestedRange:
        range.to !== null && (code.validTo ?? '9999') > range.to
          ? range.to
          : (code.validTo ?? null),
    })),
  };
}

/** A code whose name did not change in this language has one line, whatever the other languages say. */
function merged(codes: readonly Code[], language: Language): readonly Code[] {
  const result: Code[] = [];
  for (const code of codes) {
    const at = result.findIndex(
      (other) =>
        other.code === code.code &&
        other.validTo === code.validFrom &&
        other.names[language] === code.names[language],
    );
    const earlier = result[at];
    if (earlier === undefined) result.push(code);
    else result[at] = { ...earlier, validTo: code.validTo };
  }
  return result;
}

function overlaps(
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo?: string | undefined },
  { from, to }: DayRange,
): boolean {
  return (to === null || validFrom < to) && (validTo === undefined || validTo > from);
}

/** `codesAt`: what was valid on a day. */
export function codesAtList(
  { codes }: SimulatedClassification,
  date: string,
  language: Language,
): object {
  return {
    codes: codes
      .filter(
        ({ validFrom, validTo }) => validFrom <= date && (validTo === undefined || date < validTo),
      )
      .map((code) => codeItem(code, language)),
  };
}

/** `changes`: from code to code, with the names of the days before and after. */
export function changesList(
  { codes, changes }: SimulatedClassification,
  { from, to }: DayRange,
  language: Language,
): object {
  const nameOf = (code: string | undefined, fits: (each: Code) => boolean): string | null => {
    const names = codes.find((each) => each.code === code && fits(each))?.names;
    return names?.[language] ?? names?.nb ?? null;
  };
  return {
    codeChanges: changes
      .filter(({ on }) => on >= from && (to === null || on < to))
      .map((change) => ({
        oldCode: change.from ?? null,
        oldName: nameOf(
          change.from,
          ({ validFrom, validTo }) =>
            validFrom < change.on && (validTo === undefined || validTo >= change.on),
        ),
        oldShortName: '',
        newCode: change.to ?? null,
        newName: nameOf(
          change.to,
          ({ validFrom, validTo }) =>
            validFrom <= change.on && (validTo === undefined || change.on < validTo),
        ),
        newShortName: '',
        changeOccurred: change.on,
      })),
  };
}

/** `corresponds`; null where a part of the range has no table, which KLASS answers with 404. */
export function correspondsList(
  { corresponds }: SimulatedClassification,
  targetId: string,
  target: SimulatedClassification | undefined,
  range: DayRange,
): object | null {
  const table = corresponds[targetId];
  if (table === undefined || range.from < table.since) return null;
  return {
    correspondenceItems: table.pairs
      .filter((pair) => overlaps(pair, range))
      .map((pair) => ({
        sourceCode: pair.source,
        sourceName: '',
        sourceShortName: '',
        targetCode: pair.target,
        targetName: target?.codes.find(({ code }) => code === pair.target)?.names.nb ?? '',
        targetShortName: '',
        validFrom: pair.validFrom > range.from ? pair.validFrom : range.from,
        validTo: pair.validTo ?? null,
      })),
  };
}
