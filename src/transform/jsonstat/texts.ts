import { pointerTo } from '../json/pointer.ts';
import { asText, type JsonObject, member } from '../json/value.ts';
import type { FindingCollector } from './findings.ts';

/** Notes in either form: one text or an array of texts. Anything else is told and left out. */
export function readNotes(
  value: unknown,
  pointer: string,
  findings: FindingCollector,
): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((note): note is string => typeof note === 'string')) {
    return value;
  }
  findings.add('JSONSTAT_MEMBER_TYPE', pointer, 'a note is left out, as it is not text', {
    expected: 'text or an array of texts',
    actual: value,
  });
  return [];
}

/** An optional text member; an empty text counts as absent, another type is told and left out. */
export function readOptionalText(
  object: JsonObject | null,
  key: string,
  pointer: string,
  findings: FindingCollector,
): string | null {
  const value = member(object, key);
  if (value === undefined || value === null) return null;
  const text = asText(value);
  if (text === null) {
    findings.add('JSONSTAT_MEMBER_TYPE', pointerTo(pointer, key), `${key} is left out`, {
      expected: 'text',
      actual: value,
    });
  }
  return text === '' ? null : text;
}
